namespace Assessment.Server.Search;

/// <summary>What this area brings to the service.</summary>
public static class SearchModule
{
    public static void AddSearch(this IServiceCollection services) => services.AddHostedService<ReadingWords>();
}
