using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Assessment.Dashboard.Access;

/// <summary>The tokens that speak for somebody. The refresh token is null where the authority gave none.</summary>
public sealed record Tokens(string Access, string? Refresh)
{
    /// <summary>How long before its end a token is not relied on any more.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    public bool EndsSoon(DateTimeOffset now) => Viewer.TryRead(Access) is not var (_, until) || until - Margin <= now;

    public bool HasEnded(DateTimeOffset now) => Viewer.TryRead(Access) is not var (_, until) || until <= now;
}

/// <summary>
/// Trades refresh tokens for new ones (RFC 6749, section 6). A cookie and a page that stays open hold the same refresh token, which
/// many authorities take once: whoever comes second gets what the first was given.
/// </summary>
public sealed partial class Renewal(IOptionsMonitor<OpenIdConnectOptions> options, IMemoryCache traded, DashboardSettings settings, TimeProvider time, ILogger<Renewal> log)
{
    private const int MostTrades = 20;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>Tokens that hold: the same ones, or new ones; null when the authority gives none any more.</summary>
    public async Task<Tokens?> HoldAsync(Tokens tokens, CancellationToken ct = default)
    {
        // A page that was long open follows the trades of others. What was traded and is still good is taken, however short it lasts:
        // an authority whose tokens always end soon is not asked without end.
        var next = tokens;
        for (var trades = 0; trades < MostTrades && next.EndsSoon(time.GetUtcNow()); trades++)
        {
            if (settings.Authority is null || next.Refresh is null || await TradeOnceAsync(next.Refresh).WaitAsync(ct) is not { } given) break;
            next = given;
            if (!next.HasEnded(time.GetUtcNow())) break;
        }

        return next.HasEnded(time.GetUtcNow()) ? null : next;
    }

    private Task<Tokens?> TradeOnceAsync(string refresh)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(refresh)));
        lock (traded)
        {
            return traded.GetOrCreate((nameof(Renewal), key), entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = Remembered;
                return TradeAsync(refresh);
            })!;
        }
    }

    private async Task<Tokens?> TradeAsync(string refresh)
    {
        try
        {
            var oidc = options.Get(IdentityProvider.Scheme);
            var authority = await oidc.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
            var asked = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh, ["client_id"] = oidc.ClientId! };
            if (oidc.ClientSecret is { Length: > 0 } secret) asked["client_secret"] = secret;
            using var form = new FormUrlEncodedContent(asked);
            using var answer = await oidc.Backchannel.PostAsync(new Uri(authority.TokenEndpoint), form, CancellationToken.None);
            if (!answer.IsSuccessStatusCode)
            {
                Refused(log, (int)answer.StatusCode);
                return null;
            }

            var given = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync());
            return given.AccessToken is { Length: > 0 } access ? new Tokens(access, given.RefreshToken ?? refresh) : null;
        }
        catch (HttpRequestException away)
        {
            Away(log, away);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The identity provider gives no new token: {Status}")]
    private static partial void Refused(ILogger log, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider does not answer; no token is renewed")]
    private static partial void Away(ILogger log, Exception exception);
}
