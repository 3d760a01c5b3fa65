using Assessment.Server.Http;

namespace Assessment.Server.Forecasts;

/// <summary>What this area brings to the service.</summary>
public static class ForecastsModule
{
    public static void AddForecasts(this IServiceCollection services) => 
        services.AddSingleton<OtherLeads>().AddSingleton<ScoredForecasts>().AddResource<ForecastResource>(ForecastResource.Name);
}
