using Assessment.Server.Audit.Redactions;
using Assessment.Server.Audit.Replays;
using Assessment.Server.Http;

namespace Assessment.Server.Audit;

/// <summary>What this area brings to the service.</summary>
public static class AuditModule
{
    public static void AddAudit(this IServiceCollection services) => services
        .AddSingleton<FactReader>().AddSingleton<StreamStates>()
        .AddResource<RedactionResource>(RedactionResource.Name).AddHostedService<UnfinishedRedactions>()
        .AddSingleton<KeptReplays>().AddSingleton<PictureCheck>().AddResource<ReplayResource>(ReplayResource.Name)
        .AddSingleton<Replaying>().AddHostedService(provider => provider.GetRequiredService<Replaying>());
}
