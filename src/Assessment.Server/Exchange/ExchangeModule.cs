namespace Assessment.Server.Exchange;

/// <summary>What this area brings to the service.</summary>
public static class ExchangeModule
{
    /// <summary>The reference case needs the personas' tokens, which only a service that signs its own can give.</summary>
    public static void AddExchange(this IServiceCollection services, ServiceSettings settings)
    {
        if (settings is { ReferenceCase: true, OwnTokens: true }) services.AddHostedService<ReferenceCase>();
    }
}
