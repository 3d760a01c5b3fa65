using Assessment.Server.Http;

namespace Assessment.Server.Partnerships;

/// <summary>What this area brings to the service.</summary>
public static class PartnershipsModule
{
    public static void AddPartnerships(this IServiceCollection services) => services.AddResource<PartnershipResource>(PartnershipResource.Name).AddResource<DimensionResource>(DimensionResource.Name);
}
