namespace Assessment.Server.Exchange;

/// <summary>What this area brings to the service.</summary>
public static class ExchangeModule
{
    public static void AddExchange(this IServiceCollection services, ServiceSettings settings)
    {
    }
}
