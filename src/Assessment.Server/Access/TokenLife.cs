using System.Globalization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Assessment.Server.Access;

/// <summary>How long the token of a request is still good: what goes on for longer than a request ends with it.</summary>
public static class TokenLife
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    /// <summary>Until it would be refused, the difference between clocks that is granted included; null without a token.</summary>
    public static TimeSpan? Remaining(HttpContext http)
    {
        if (!long.TryParse(http.User.FindFirst("exp")?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)) return null;
        var skew = http.RequestServices.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).TokenValidationParameters.ClockSkew;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        // A timer cannot be set for later than that; who is cut off then comes again.
        var left = Math.Min(seconds - now.ToUnixTimeMilliseconds() / 1000.0 + skew.TotalSeconds, Longest.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(0, left));
    }
}
