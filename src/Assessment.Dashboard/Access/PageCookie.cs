using System.Security.Claims;
using Assessment.Dashboard.Http;
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

    /// <summary>Names the sign-in in the cookie, and in the person who has signed in.</summary>
    private const string SignIn = "sign-in";

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
        cookie.Events.OnSigningIn = BeginAsync;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        // Where to go on is decided where somebody signs in, and nowhere else.
        cookie.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        cookie.Events.OnRedirectToLogin = context =>
        {
            // There is no way to sign in without TLS, and none leads to it.
            if (context.HttpContext.RequestServices.GetRequiredService<PlainHttp>() is var plain && plain.Refuses(context.Request)) return plain.AnswerAsync(context.HttpContext);
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

    /// <summary>The sign-in under which somebody is known here; null for who is not.</summary>
    public static Guid? SignInOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SignIn), out var id) ? id : null;

    private static Task BeginAsync(CookieSigningInContext context)
    {
        var signIn = new SignIn(Guid.NewGuid(), context.Principal?.FindFirstValue(Viewer.Subjects) ?? "", context.Properties.ExpiresUtc ?? DateTimeOffset.UtcNow + context.Options.ExpireTimeSpan,
            context.Properties.Items.TryGetValue(IdentityProvider.Subject, out var subject) ? subject : null,
            context.Properties.Items.TryGetValue(IdentityProvider.Session, out var session) ? session : null);
        context.Properties.Items[SignIn] = signIn.Id.ToString();
        return context.HttpContext.RequestServices.GetRequiredService<ISignIns>().BeginAsync(signIn, context.HttpContext.RequestAborted);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var (services, ct) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        var signIns = services.GetRequiredService<ISignIns>();
        // A cookie that was copied holds no longer than the sign-in it was given for.
        if (!context.Properties.Items.TryGetValue(SignIn, out var text) || !Guid.TryParse(text, out var signIn) || !(await signIns.HoldAsync([signIn], ct)).Contains(signIn))
        {
            context.RejectPrincipal();
            return;
        }

        var kept = new Tokens(context.Properties.GetTokenValue(AccessToken) ?? "", context.Properties.GetTokenValue(RefreshToken));
        var tokens = await services.GetRequiredService<Renewal>().HoldAsync(kept, ct);
        if (tokens is null || Viewer.TryRead(tokens.Access) is not var (identity, _))
        {
            context.RejectPrincipal();
            await signIns.EndAsync(signIn, ct);
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }

        if (tokens != kept)
        {
            context.Properties.UpdateTokenValue(AccessToken, tokens.Access);
            context.Properties.UpdateTokenValue(RefreshToken, tokens.Refresh!);
            context.ShouldRenew = true;
            // The cookie is given anew for as long as it held.
            if (context.Properties is { ExpiresUtc: { } ends, IssuedUtc: { } issued }) await signIns.ExtendAsync(signIn, DateTimeOffset.UtcNow + (ends - issued), ct);
        }

        identity.AddClaim(new Claim(SignIn, text));
        identity.AddClaim(new Claim(AccessToken, tokens.Access));
        if (tokens.Refresh is not null) identity.AddClaim(new Claim(RefreshToken, tokens.Refresh));
        context.Principal = new ClaimsPrincipal(identity);
    }

    private static bool IsFetched(HttpRequest request) => request.Headers.Accept.ToString().Contains("blazor-enhanced-nav", StringComparison.Ordinal);
}
