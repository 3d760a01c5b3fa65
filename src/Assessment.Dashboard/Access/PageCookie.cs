using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Assessment.Dashboard.Access;

/// <summary>The cookie that keeps somebody signed in to the page. The API knows nothing of it: it takes bearer tokens alone.</summary>
public static class PageCookie
{
    /// <summary>The scheme, and the policy of every page.</summary>
    public const string Scheme = "page";

    public const string AccessToken = "access_token";

    public const string RefreshToken = "refresh_token";

    public static void Configure(CookieAuthenticationOptions cookie, DashboardSettings settings, bool development)
    {
        cookie.Cookie.Name = "assessment";
        cookie.Cookie.HttpOnly = true;
        // Strict would be left out on the way back from the identity provider.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.LoginPath = settings.Authority is null ? "/sign-in" : "/sign-in/start";
        cookie.AccessDeniedPath = "/sign-in";
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
        var (identity, until) = Viewer.TryRead(token) ?? throw new ArgumentException("It is no access token.", nameof(token));
        var kept = new AuthenticationProperties { ExpiresUtc = until, IsPersistent = false };
        kept.StoreTokens([new AuthenticationToken { Name = AccessToken, Value = token }]);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), kept);
    }

    /// <summary>The tokens of somebody who has signed in. They are with the person inside the server alone, and in the cookie sealed.</summary>
    public static Tokens TokensOf(ClaimsPrincipal user) => new(user.FindFirstValue(AccessToken) ?? "", user.FindFirstValue(RefreshToken));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var kept = new Tokens(context.Properties.GetTokenValue(AccessToken) ?? "", context.Properties.GetTokenValue(RefreshToken));
        var renewal = context.HttpContext.RequestServices.GetRequiredService<Renewal>();
        var tokens = await renewal.HoldAsync(kept, context.HttpContext.RequestAborted);
        if (tokens is null || Viewer.TryRead(tokens.Access) is not var (identity, _))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }

        if (tokens != kept)
        {
            context.Properties.UpdateTokenValue(AccessToken, tokens.Access);
            context.Properties.UpdateTokenValue(RefreshToken, tokens.Refresh!);
            context.ShouldRenew = true;
        }

        identity.AddClaim(new Claim(AccessToken, tokens.Access));
        if (tokens.Refresh is not null) identity.AddClaim(new Claim(RefreshToken, tokens.Refresh));
        context.Principal = new ClaimsPrincipal(identity);
    }

    private static bool IsFetched(HttpRequest request) => request.Headers.Accept.ToString().Contains("blazor-enhanced-nav", StringComparison.Ordinal);
}
