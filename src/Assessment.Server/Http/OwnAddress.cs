using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Assessment.Server.Http;

/// <summary>Where the service reaches itself over HTTP, as its own page does.</summary>
public static class OwnAddress
{
    /// <summary>Known once the service listens. One that listens on every address is reached on loopback.</summary>
    public static Uri Of(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = new Uri((addresses.FirstOrDefault(address => address.StartsWith("http:", StringComparison.Ordinal)) ?? addresses.First())
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal));
        return address.Host is "0.0.0.0" or "[::]" ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
    }
}
