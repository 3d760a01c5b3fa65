using System.Security.Claims;
using Assessment.Client.Rules;
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

    /// <summary>What their token does not say and should, each as a sentence; nothing when it says all.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    public bool Is(params IEnumerable<string> roles) => roles.Any(Roles.Contains);

    public static Viewer Of(ClaimsPrincipal user)
    {
        string[] roles = [.. user.FindAll("roles").Select(claim => claim.Value)], clearances = [.. user.FindAll("clearance").Select(claim => claim.Value)];
        return new(user.FindFirstValue(Subjects) ?? "", roles, ClearanceOf(clearances)) { Lacking = [.. LackingIn(roles, clearances)] };
    }

    private static IEnumerable<string> LackingIn(string[] roles, string[] clearances)
    {
        if (!roles.Any(Known.Contains))
            yield return $"Your token names no role of this service (claim roles: {Words(roles)}), so that you may do nothing here. Whoever runs the identity provider puts some of {string.Join(", ", Known)} into the access token.";
        if (clearances.Length == 0 || !clearances.All(SubmissionRules.Markings.Contains))
            yield return $"Your token names no clearance of this service (claim clearance: {Words(clearances)}), so that you see what is marked CLEAR alone. Whoever runs the identity provider puts one of {string.Join(", ", SubmissionRules.Markings)} into the access token.";
    }

    private static string Words(string[] given) => given.Length == 0 ? "absent" : string.Join(", ", given);

    private static readonly string[] Known = ["lead", "analyst", "reviewer", "reader", "auditor"];

    // As the API takes it: the lowest of several, and the lowest there is for a word that is none.
    private static string ClearanceOf(string[] given) =>
        given.Length > 0 && given.All(SubmissionRules.Markings.Contains) ? SubmissionRules.Markings.First(given.Contains) : SubmissionRules.Markings[0];

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
