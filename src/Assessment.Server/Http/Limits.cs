using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Assessment.Server.Http;

/// <summary>How much one actor may ask for, and how much one address from which nobody has signed in.</summary>
public static class Limits
{
    /// <summary>
    /// A bucket of requests for each: filled at <c>Assessment:Rate:PerSecond</c>, holding <c>Assessment:Rate:Burst</c>; those of addresses at
    /// <c>Assessment:Rate:Address:PerSecond</c> and <c>:Burst</c>, which are the same unless set.
    /// </summary>
    public static void AddLimits(this IServiceCollection services, IConfiguration settings)
    {
        var actors = new Rate(settings.GetValue("Assessment:Rate:PerSecond", 200), settings.GetValue("Assessment:Rate:Burst", 400));
        var addresses = new Rate(settings.GetValue("Assessment:Rate:Address:PerSecond", actors.PerSecond), settings.GetValue("Assessment:Rate:Address:Burst", actors.Burst));
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (bool Known, string Who)>(http => http.User.FindFirst("sub")?.Value is { } actor
                ? RateLimitPartition.GetTokenBucketLimiter((true, actor), _ => actors.Bucket())
                : RateLimitPartition.GetTokenBucketLimiter((false, AddressOf(http.Connection.RemoteIpAddress)), _ => addresses.Bucket()));
            limiter.OnRejected = async (rejected, _) =>
            {
                var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                var perSecond = (rejected.HttpContext.User.FindFirst("sub") is null ? addresses : actors).PerSecond;
                await Answer.WriteAsync(rejected.HttpContext, Refusal.Of(StatusCodes.Status429TooManyRequests, "too-many-requests",
                    $"You ask more than {perSecond} times a second; go on after the time that Retry-After says."));
            };
        });
    }

    /// <summary>Of whoever has an IPv6 address at home, the network: within it they can take any.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    private sealed record Rate(int PerSecond, int Burst)
    {
        public TokenBucketRateLimiterOptions Bucket() => new()
        {
            TokenLimit = Burst,
            TokensPerPeriod = Math.Max(1, PerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            QueueLimit = 0,
        };
    }
}
