using Assessment.Server.Http;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Evidence;

/// <summary>When information counts as confirmed by others.</summary>
public static class Corroboration
{
    /// <summary>What a claim falls back to that nothing else confirms any more.</summary>
    public const int Unconfirmed = 2;

    /// <summary>
    /// <paramref name="origin"/> is a source whose mergers the evidence knows. Credibility 1 needs a claim that corroborates, of another origin that somebody can name, and not withdrawn. Null
    /// when that holds.
    /// </summary>
    public static ProblemDetails? Refuses(int credibility, Guid origin, IEnumerable<ClaimState> corroborators, CitedEvidence evidence) =>
        credibility != 1 || Confirm(origin, corroborators, evidence)
            ? null
            : Refusal.Unprocessable("uncorroborated", "Credibility 1 needs a corroborating claim of another origin that is not withdrawn; name it or give 2.");

    /// <summary>The fact that a claim of credibility 1 is confirmed by no other origin any more; none when it is, or has another credibility.</summary>
    /// <param name="claim">As it will be.</param>
    /// <param name="evidence">All that corroborates it, with the sources. However they are marked: whom a reader may not see confirms all the same.</param>
    public static IEnumerable<object> Lapses(ClaimState claim, CitedEvidence evidence)
    {
        if (claim.Credibility == 1 && !Confirm(claim.Origin, evidence.Claims.Values.Where(other => other.Id != claim.Id), evidence))
            yield return new ClaimRegraded(claim.Id, Unconfirmed, claim.Credibility, "No corroborating claim of another origin is left.");
    }

    /// <summary>What corroborates a claim of credibility 1; of another nothing is asked.</summary>
    public static async Task<Guid[]> OfAsync(ClaimState? claim, Citations citations, CancellationToken ct) => claim is { Credibility: 1 }
        ? [.. claim.Corroborates.Select(other => other.Claim).Union(await citations.CorroboratorsAsync(claim.Id, ct))]
        : [];

    private static bool Confirm(Guid origin, IEnumerable<ClaimState> corroborators, CitedEvidence evidence) =>
        corroborators.Any(other => evidence.OriginsOf([other.Id]).Any(itsOrigin => itsOrigin != evidence.SurvivorOf(origin)));
}
