using Assessment.Dashboard.Access;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Dashboard.Layout;

/// <summary>Light or dark: as the person's system has it until they choose otherwise.</summary>
public static class Theme
{
    public const string Cookie = "theme";

    public static readonly string[] All = ["auto", "light", "dark"];

    public static string Of(HttpContext? http) => http?.Request.Cookies[Cookie] is { } chosen && All.Contains(chosen) ? chosen : All[0];

    public static void MapTheme(this IEndpointRouteBuilder app) => app.MapPost("/theme", (HttpContext http, [FromForm] string theme, [FromForm] string? to) =>
    {
        if (!All.Contains(theme)) return Results.BadRequest();
        http.Response.Cookies.Append(Cookie, theme, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        return Results.LocalRedirect(SigningIn.Local(to));
    }).RequireAuthorization(PageCookie.Scheme).AllowAnonymous().ExcludeFromDescription();
}
