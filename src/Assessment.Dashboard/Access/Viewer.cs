using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Assessment.Dashboard.Access;

/// <summary>The person in front of the page, as their access token names them; the page shows it and decides nothing by it.</summary>
/// <param name="Subject">The actor.</param>
/// <param name="Roles">What the API will let them do.</param>
/// <param name="Clearance">A marking word.</param>
public sealed record Viewer(string Subject, IReadOnlyList<string> Roles, string Clearance)
{
    public const string Subjects = "sub";

    public bool Is(params IEnumerable<string> roles) => roles.Any(Roles.Contains);

    public static Viewer Of(ClaimsPrincipal user) => new(
        user.FindFirstValue(Subjects) ?? "", [.. user.FindAll("roles").Select(claim => claim.Value)], user.FindFirstValue("clearance") ?? "CLEAR");

    /// <summary>Whom a token names, and until when it holds; null for what is no such token. The API alone decides whether it is genuine.</summary>
    public static (ClaimsIdentity Identity, DateTimeOffset Until)? TryRead(string? token)
    {
        var handler = new JsonWebTokenHandler();
        if (token is null || !handler.CanReadToken(token)) return null;
        try
        {
            var read = handler.ReadJsonWebToken(token);
            var claims = read.Claims.Where(claim => claim.Type is Subjects or "roles" or "clearance").Select(claim => new Claim(claim.Type, claim.Value));
            return (new ClaimsIdentity(claims, "page", Subjects, "roles"), new DateTimeOffset(read.ValidTo, TimeSpan.Zero));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>Who looks at this page, in a request and in a circuit alike.</summary>
public sealed class Viewing(AuthenticationStateProvider authentication, Renewal renewal)
{
    private Tokens? _tokens;

    public async Task<Viewer> WhoAsync() => Viewer.Of((await authentication.GetAuthenticationStateAsync()).User);

    /// <summary>The token that speaks for them to the API; what has ended speaks for nobody, and the API says so.</summary>
    public async ValueTask<string> TokenAsync(CancellationToken ct = default)
    {
        _tokens ??= PageCookie.TokensOf((await authentication.GetAuthenticationStateAsync()).User);
        _tokens = await renewal.HoldAsync(_tokens, ct) ?? _tokens;
        return _tokens.Access;
    }
}
