using Assessment.Server.Http;

namespace Assessment.Server.Evidence;

/// <summary>What this area brings to the service.</summary>
public static class EvidenceModule
{
    public static void AddEvidence(this IServiceCollection services) =>
        services.AddSingleton<Citations>().AddResource<SourceResource>(SourceResource.Name).AddResource<ClaimResource>(ClaimResource.Name);
}
