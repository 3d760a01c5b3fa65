using Assessment.Client;
using Assessment.Client.Cases;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Dashboard.Access;

/// <summary>The ways in and out.</summary>
public static class SigningIn
{
    public static void MapSigningIn(this IEndpointRouteBuilder app, DashboardSettings settings)
    {
        if (settings.Authority is null)
            // Who has signed in already is known here as well: the form was made for them.
            app.MapPost("/sign-in", AsPersonaAsync).RequireAuthorization(PageCookie.Scheme).AllowAnonymous().ExcludeFromDescription();
        else
            app.MapGet("/sign-in/start", Start).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/sign-out", OutAsync).RequireAuthorization(PageCookie.Scheme).ExcludeFromDescription();
    }

    private static IResult Start(string? to) =>
        Results.Challenge(new AuthenticationProperties { RedirectUri = Local(to) }, [IdentityProvider.Scheme]);

    private static async Task<IResult> AsPersonaAsync(HttpContext http, [FromForm] string subject, [FromForm] string? to, Personas personas, Speaking speaking, CancellationToken ct)
    {
        if (personas.All.FirstOrDefault(persona => persona.Subject == subject) is not { } persona) return Results.BadRequest();
        var token = await speaking.AsNobody().IssueDevelopmentTokenAsync(new DevelopmentTokenRequest(persona.Subject, persona.Roles, persona.Clearance), ct);
        await PageCookie.SignInAsync(http, token.Token);
        return Results.LocalRedirect(Local(to));
    }

    private static async Task<IResult> OutAsync(HttpContext http, IAntiforgery antiforgery, DashboardSettings settings)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        if (settings.Authority is not null) return Results.SignOut(new AuthenticationProperties { RedirectUri = "/sign-in" }, [PageCookie.Scheme, IdentityProvider.Scheme]);
        await http.SignOutAsync(PageCookie.Scheme);
        return Results.LocalRedirect("/sign-in");
    }

    /// <summary>The address to go on to, if it is one of this page.</summary>
    public static string Local(string? to) => to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) ? to : "/";
}

/// <summary>The people of the reference case, for whom Development makes tokens.</summary>
public sealed class Personas
{
    public IReadOnlyList<CasePersona> All { get; } = Read();

    private static IReadOnlyList<CasePersona> Read()
    {
        using var file = typeof(Personas).Assembly.GetManifestResourceStream("china-russia.case.json")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return CaseFile.Parse(bytes.ToArray()).Personas;
    }
}
