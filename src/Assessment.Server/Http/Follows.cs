using System.Globalization;
using Assessment.Server.Storage;
using Microsoft.Extensions.Primitives;

namespace Assessment.Server.Http;

/// <summary>An endpoint whose answer follows the facts of other streams by a moment; <c>Prefer: wait</c> is honoured.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FollowsAttribute : Attribute;

/// <summary>Answers <c>Prefer: wait=5</c> (RFC 7240) only when the read models have caught up with everything recorded before, and with what that set in motion.</summary>
public sealed class WaitMiddleware(RequestDelegate next, Progress progress)
{
    public const int Most = 30;

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<FollowsAttribute>() is not null && WaitOf(http.Request.Headers["Prefer"]) is { } seconds)
        {
            if (!await progress.CatchUpWithConsequencesAsync(TimeSpan.FromSeconds(seconds), http.RequestAborted))
            {
                await Answer.WriteAsync(http, Refusal.Of(StatusCodes.Status504GatewayTimeout, "not-caught-up",
                    "What was recorded before has not had all its consequences in the time given; ask again or wait longer."));
                return;
            }

            http.Response.Headers["Preference-Applied"] = $"wait={seconds.ToString(CultureInfo.InvariantCulture)}";
        }

        await next(http);
    }

    /// <summary>The seconds asked for, at most 30; null when no wait is preferred.</summary>
    public static int? WaitOf(StringValues prefer) => Preferences.Wait(prefer, Most);
}
