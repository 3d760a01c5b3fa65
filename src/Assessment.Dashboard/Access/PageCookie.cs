using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Assessment.Dashboard.Access;

/// <summary>The cookie that keeps somebody signed in to the page. The API knows nothing of it: it takes bearer tokens alone.</summary>
public static class PageCookie
{
    /// <summary>The scheme, and the policy of every page.</summary>
    public const string Scheme = "page";

    /// <summary>Carries the access token within the server; it is in no cookie as such and never leaves.</summary>
    public const string TokenClaim = "access_token";

    public static void Configure(CookieAuthenticationOptions cookie, bool development)
    {
        cookie.Cookie.Name = "assessment";
        cookie.Cookie.HttpOnly = true;
        // Strict would be left out on the way back from the identity provider.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "to";
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context =>
        {
            // Where a script fetches the next page, the browser has to go by itself.
            if (IsFetched(context.Request)) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
    }

    /// <summary>Signs in whom an access token names, for as long as it holds.</summary>
    public static Task SignInAsync(HttpContext http, string token)
    {
        var (identity, until) = Viewer.Read(token);
        var kept = new AuthenticationProperties { ExpiresUtc = until, IsPersistent = false };
        kept.StoreTokens([new AuthenticationToken { Name = TokenClaim, Value = token }]);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), kept);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Properties.GetTokenValue(TokenClaim) is not { Length: > 0 } token)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }

        var (identity, until) = Viewer.Read(token);
        if (until <= DateTimeOffset.UtcNow)
        {
            context.RejectPrincipal();
            return;
        }

        identity.AddClaim(new Claim(TokenClaim, token));
        context.Principal = new ClaimsPrincipal(identity);
    }

    private static bool IsFetched(HttpRequest request) => request.Headers.Accept.ToString().Contains("blazor-enhanced-nav", StringComparison.Ordinal);
}
