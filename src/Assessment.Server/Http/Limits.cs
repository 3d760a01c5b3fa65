using System.Globalization;
using System.Threading.RateLimiting;

namespace Assessment.Server.Http;

/// <summary>How much one actor may ask for.</summary>
public static class Limits
{
    /// <summary>A bucket of requests for each actor: filled at <c>Assessment:Rate:PerSecond</c>, holding <c>Assessment:Rate:Burst</c>.</summary>
    public static void AddLimits(this IServiceCollection services, IConfiguration settings)
    {
        var perSecond = settings.GetValue("Assessment:Rate:PerSecond", 200);
        var burst = settings.GetValue("Assessment:Rate:Burst", 400);
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => http.User.FindFirst("sub")?.Value is { } actor
                ? RateLimitPartition.GetTokenBucketLimiter(actor, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = burst,
                    TokensPerPeriod = Math.Max(1, perSecond / 10),
                    ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter(""));
            limiter.OnRejected = async (rejected, _) =>
            {
                var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await Answer.WriteAsync(rejected.HttpContext, Refusal.Of(StatusCodes.Status429TooManyRequests, "too-many-requests",
                    $"You ask more than {perSecond} times a second; go on after the time that Retry-After says."));
            };
        });
    }
}
