namespace Assessment.Server.Ledger;

/// <summary>What this area brings to the service.</summary>
public static class LedgerModule
{
    public static void AddLedger(this WebApplicationBuilder builder, ServiceSettings service)
    {
        var settings = LedgerSettings.Read(builder.Configuration, builder.Environment, service.DataDirectory);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<LedgerCondition>();
        builder.Services.AddHostedService<Sequencer>();
        if (settings.SignsHere) builder.Services.AddHostedService<Signer>();
        builder.Services.AddHostedService<LedgerWatch>();
        builder.Services.AddHealthChecks().AddCheck<LedgerHealth>("ledger");
    }
}
