using System.Security.Claims;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Access;

/// <summary>The person behind a request, as the identity provider names them; nothing of it is ever taken from a body.</summary>
public sealed record Actor(string Id, IReadOnlyList<string> Roles, Marking Clearance)
{
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>What is marked above the clearance does not exist for the actor.</summary>
    public bool Sees(Marking marking) => marking <= Clearance;

    /// <summary>The markings the actor may see, as codes, for queries.</summary>
    public string[] Visible() => [.. Enum.GetValues<Marking>().Where(Sees).Select(Codes.Of)];

    /// <summary>Reads the token's claims. A clearance that is absent or is no marking word counts as the lowest; of several the lowest counts.</summary>
    public static Actor Of(ClaimsPrincipal user) => new(
        user.FindFirstValue("sub") ?? throw new InvalidOperationException("An authenticated token always carries a subject."),
        [.. user.FindAll("roles").Select(claim => claim.Value)],
        user.FindAll("clearance").Select(claim => Codes.TryParse<Marking>(claim.Value, out var clearance) ? clearance : Marking.Clear).DefaultIfEmpty(Marking.Clear).Min());

    public static Actor Of(HttpContext http) => Of(http.User);
}
