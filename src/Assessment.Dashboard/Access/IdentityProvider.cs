using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Assessment.Dashboard.Access;

/// <summary>Signing in with the OIDC authority whose tokens the API takes: the code flow with PKCE (RFC 9700).</summary>
public static class IdentityProvider
{
    public const string Scheme = "identity";

    /// <summary>How long somebody stays signed in at most without being seen, where the authority gives refresh tokens.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static void Configure(OpenIdConnectOptions oidc, OidcClient client, bool development)
    {
        oidc.Authority = client.Authority.ToString();
        // An identity provider on the developer's own machine rarely has a certificate.
        oidc.RequireHttpsMetadata = !development;
        oidc.ClientId = client.ClientId;
        oidc.ClientSecret = client.Secret;
        oidc.SignInScheme = PageCookie.Scheme;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.MapInboundClaims = false;
        oidc.SaveTokens = true;
        oidc.CallbackPath = "/sign-in/back";
        oidc.SignedOutCallbackPath = "/sign-out/back";
        oidc.SignedOutRedirectUri = "/sign-in";
        oidc.CorrelationCookie.SameSite = oidc.NonceCookie.SameSite = SameSiteMode.Lax;
        oidc.Scope.Clear();
        oidc.Scope.Add("openid");
        foreach (var scope in client.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)) oidc.Scope.Add(scope);
        oidc.Events = new OpenIdConnectEvents
        {
            OnTicketReceived = received =>
            {
                Keep(received);
                return Task.CompletedTask;
            },
            OnRemoteFailure = failure =>
            {
                failure.Response.Redirect("/sign-in?why=failed");
                failure.HandleResponse();
                return Task.CompletedTask;
            },
            OnRedirectToIdentityProviderForSignOut = leaving =>
            {
                // Not every authority has a place to sign out at.
                if (!string.IsNullOrEmpty(leaving.ProtocolMessage.IssuerAddress)) return Task.CompletedTask;
                leaving.Response.Redirect("/sign-in");
                leaving.HandleResponse();
                return Task.CompletedTask;
            },
            OnSignedOutCallbackRedirect = left =>
            {
                // Not every authority gives the state back, which alone would say where to go on.
                left.Response.Redirect("/sign-in");
                left.HandleResponse();
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Of all that the authority says, the page keeps who it is, and the tokens.</summary>
    private static void Keep(TicketReceivedContext received)
    {
        var properties = received.Properties!;
        if (Viewer.TryRead(properties.GetTokenValue(PageCookie.AccessToken)) is not var (identity, until))
        {
            received.Response.Redirect("/sign-in?why=no-access-token");
            received.HandleResponse();
            return;
        }

        received.Principal = new ClaimsPrincipal(identity);
        properties.IsPersistent = false;
        properties.ExpiresUtc = properties.GetTokenValue(PageCookie.RefreshToken) is null ? until : DateTimeOffset.UtcNow + Longest;
    }
}
