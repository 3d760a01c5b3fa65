using System.Text;
using Assessment.Client;
using Assessment.Client.Cases;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Dashboard.Access;

/// <summary>The ways in and out.</summary>
public static class SigningIn
{
    private const int LongestAddress = 2000;

    public static void MapSigningIn(this IEndpointRouteBuilder app, DashboardSettings settings)
    {
        if (settings.Authority is null)
            // Who has signed in already is known here as well: the form was made for them.
            app.MapPost("/sign-in", AsPersonaAsync).RequireAuthorization(PageCookie.Scheme).AllowAnonymous().ExcludeFromDescription();
        else
        {
            app.MapGet("/sign-in/start", StartAsync).AllowAnonymous().ExcludeFromDescription();
            app.MapPost(ProviderSignOut.Path, ProviderSignOut.TakeAsync).AllowAnonymous().ExcludeFromDescription();
        }

        app.MapPost("/sign-out", OutAsync).RequireAuthorization(PageCookie.Scheme).ExcludeFromDescription();
    }

    private static Task StartAsync(HttpContext http, string? to) =>
        TryAsync(http, () => http.ChallengeAsync(IdentityProvider.Scheme, new AuthenticationProperties { RedirectUri = Local(to) }));

    // What the provider refuses, or does not answer, when the page itself asks it.
    private static async Task TryAsync(HttpContext http, Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            IdentityProvider.Tell(http, failure);
        }
    }

    private static async Task<IResult> AsPersonaAsync(HttpContext http, [FromForm] string subject, [FromForm] string? to, Personas personas, Speaking speaking, CancellationToken ct)
    {
        if (personas.All.FirstOrDefault(persona => persona.Subject == subject) is not { } persona) return Results.BadRequest();
        var token = await speaking.AsNobody().IssueDevelopmentTokenAsync(new DevelopmentTokenRequest(persona.Subject, persona.Roles, persona.Clearance), ct);
        await PageCookie.SignInAsync(http, token.Token);
        return Results.LocalRedirect(Local(to));
    }

    private static async Task<IResult> OutAsync(HttpContext http, IAntiforgery antiforgery, DashboardSettings settings, ISignIns signIns)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        // The cookie is one thing, and may have been copied; from here on it is good for nothing.
        if (PageCookie.SignInOf(http.User) is { } signIn) await signIns.EndAsync(signIn, CancellationToken.None);
        await http.SignOutAsync(PageCookie.Scheme);
        if (settings.Authority is null) return Results.LocalRedirect("/sign-in");
        await TryAsync(http, () => http.SignOutAsync(IdentityProvider.Scheme, new AuthenticationProperties { RedirectUri = "/sign-in" }));
        return Results.Empty;
    }

    /// <summary>The address to go on to, if it is one of this page, written as an address is: a header holds no other signs.</summary>
    public static string Local(string? to) => to is ['/', not ('/' or '\\'), ..] and { Length: <= LongestAddress } && !to.Any(char.IsControl)
        ? string.Concat(to.EnumerateRunes().Select(Written))
        : "/";

    private static string Written(Rune sign) => sign.Value is > ' ' and < 0x7f && !"\"<>\\^`{|}".Contains((char)sign.Value, StringComparison.Ordinal)
        ? sign.ToString()
        : Uri.EscapeDataString(sign.ToString());
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
