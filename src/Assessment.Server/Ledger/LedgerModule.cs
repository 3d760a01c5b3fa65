using Assessment.Server.Http;
using Assessment.Server.Ledger.Exports;

namespace Assessment.Server.Ledger;

/// <summary>What this area brings to the service.</summary>
public static class LedgerModule
{
    public static void AddLedger(this WebApplicationBuilder builder, ServiceSettings service)
    {
        var settings = LedgerSettings.Read(builder.Configuration, builder.Environment, service.DataDirectory);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<LedgerCondition>().AddSingleton<LedgerReader>();
        builder.Services.AddHostedService<Sequencer>();
        if (settings.SignsHere) builder.Services.AddHostedService<Signer>();
        builder.Services.AddHostedService<LedgerWatch>();
        builder.Services.AddResource<KeptExports>(KeptExports.Name);
        builder.Services.AddSingleton<Exporting>().AddHostedService(services => services.GetRequiredService<Exporting>());
        builder.Services.AddHealthChecks().AddCheck<LedgerHealth>("ledger");
    }
}
