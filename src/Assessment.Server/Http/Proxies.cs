using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Assessment.Server.Http;

/// <summary>
/// Whose word for a client's address and scheme is taken: that of the proxies that <c>Assessment:Proxies</c> names, by address or network. With
/// <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> alone it is taken from whoever connects. The host that a client names is never taken from them.
/// </summary>
public static class Proxies
{
    public static void Add(IServiceCollection services, IConfiguration settings)
    {
        if (Named(settings) is not { Length: > 0 } named) return;
        services.PostConfigure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var one in named)
            {
                if (one.Contains('/', StringComparison.Ordinal)) forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(one));
                else forwarded.KnownProxies.Add(IPAddress.Parse(one));
            }
        });
    }

    public static void Use(WebApplication app)
    {
        if (Named(app.Configuration).Length > 0 && !app.Configuration.GetValue("ForwardedHeaders_Enabled", false)) app.UseForwardedHeaders();
    }

    private static string[] Named(IConfiguration settings) =>
        (settings["Assessment:Proxies"] ?? "").Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
