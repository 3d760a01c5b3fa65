using Assessment.Server.Http;
using Assessment.Server.Storage;

namespace Assessment.Server.Evidence;

/// <summary>What this area brings to the service.</summary>
public static class EvidenceModule
{
    public static void AddEvidence(this IServiceCollection services) =>
        services.AddSingleton<Citations>().AddSingleton<BackFill>(Alike.KeepEarlierAsync).AddResource<SourceResource>(SourceResource.Name).AddResource<ClaimResource>(ClaimResource.Name);
}
