using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Assessment.Dashboard.Access;

/// <summary>Signing in with the OIDC authority whose tokens the API takes: the code flow with PKCE (RFC 9700).</summary>
public static class IdentityProvider
{
    public const string Scheme = "identity";

    /// <summary>Under these names the cookie keeps whom and which session the provider itself means, for its telling that they have ended.</summary>
    public const string Subject = "provider-subject", Session = "provider-session";

    private const string NoToken =
        "The identity provider gave an access token that is no JWT, so that nobody can read in it who you are. Have it issue JWT access tokens for this service: "
        + "register an API, or a resource, whose audience is what Authentication__Audience says.";

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
            OnTicketReceived = KeepAsync,
            OnRemoteFailure = failed =>
            {
                Tell(failed.HttpContext, failed.Failure);
                failed.HandleResponse();
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

    public static void Tell(HttpContext http, Exception? failure) => http.RequestServices.GetRequiredService<SignInFailures>().Tell(http, failure);

    /// <summary>Of all that the authority says, the page keeps who it is, and the tokens.</summary>
    private static async Task KeepAsync(TicketReceivedContext received)
    {
        var (properties, failures) = (received.Properties!, received.HttpContext.RequestServices.GetRequiredService<SignInFailures>());
        var token = properties.GetTokenValue(PageCookie.AccessToken);
        var read = Viewer.TryRead(token);
        // One that has ended already is for the renewal, and says nothing of what else is wrong.
        var refused = read is not var (_, end) ? NoToken : end > DateTimeOffset.UtcNow ? await failures.AskAsync(token!, received.HttpContext.RequestAborted) : null;
        if (refused is not null)
        {
            failures.Tell(received.HttpContext, refused);
            received.HandleResponse();
            return;
        }

        var (identity, until) = read!.Value;
        if (new JsonWebTokenHandler().ReadToken(properties.GetTokenValue(OpenIdConnectParameterNames.IdToken)) is JsonWebToken told)
        {
            properties.Items[Subject] = told.Subject;
            if (told.TryGetPayloadValue<string>("sid", out var session)) properties.Items[Session] = session;
        }

        received.Principal = new ClaimsPrincipal(identity);
        properties.IsPersistent = false;
        properties.ExpiresUtc = properties.GetTokenValue(PageCookie.RefreshToken) is null ? until : DateTimeOffset.UtcNow + Longest;
    }
}
