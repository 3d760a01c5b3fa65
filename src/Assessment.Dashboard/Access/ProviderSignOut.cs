using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Dashboard.Access;

/// <summary>Takes the provider's word that somebody has signed out there, and signs them out here (OpenID Connect Back-Channel Logout 1.0).</summary>
public static class ProviderSignOut
{
    public const string Path = "/sign-out/by-provider";

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    // A token that is older than its journey may be somebody's second sending of it.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public static async Task<IResult> TakeAsync(HttpContext http, IOptionsMonitor<OpenIdConnectOptions> options, ISignIns signIns, TimeProvider time)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType || (await http.Request.ReadFormAsync(http.RequestAborted))["logout_token"] is not [{ } sent]) return Refuse("Send a form with one logout_token.");
        if (await ReadAsync(sent, options.Get(IdentityProvider.Scheme), time, http.RequestAborted) is not { } token) return Refuse("This is no logout token of the identity provider for this page.");
        await signIns.EndAsync(token.Subject is { Length: > 0 } subject ? subject : null, token.TryGetPayloadValue<string>("sid", out var session) ? session : null, http.RequestAborted);
        return Results.Ok();
    }

    private static async Task<JsonWebToken?> ReadAsync(string sent, OpenIdConnectOptions oidc, TimeProvider time, CancellationToken ct)
    {
        var authority = await oidc.ConfigurationManager!.GetConfigurationAsync(ct);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(sent, new TokenValidationParameters
        {
            ValidIssuer = authority.Issuer, ValidAudience = oidc.ClientId, IssuerSigningKeys = authority.SigningKeys, RequireExpirationTime = false, ValidTypes = ["logout+jwt", "JWT"],
        });
        // Its keys may be others by now; the next one is read with them.
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) oidc.ConfigurationManager.RequestRefresh();
        return result is { IsValid: true, SecurityToken: JsonWebToken token } && IsLogout(token) && token.IssuedAt > time.GetUtcNow().UtcDateTime - Fresh ? token : null;
    }

    private static bool IsLogout(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind is JsonValueKind.Object && events.TryGetProperty(Event, out _)
        && !token.TryGetPayloadValue<object>("nonce", out _)
        && (token.Subject is { Length: > 0 } || token.TryGetPayloadValue<string>("sid", out _));

    private static IResult Refuse(string why) => Results.Json(new { error = "invalid_request", error_description = why }, statusCode: StatusCodes.Status400BadRequest);
}
