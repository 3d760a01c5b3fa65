using Assessment.Server.Http;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Evidence;

/// <summary>When information counts as confirmed by others.</summary>
public static class Corroboration
{
    /// <summary>
    /// <paramref name="origin"/> is a source whose mergers the evidence knows. Credibility 1 needs a claim that corroborates, of another origin that somebody can name, and not withdrawn. Null
    /// when that holds.
    /// </summary>
    public static ProblemDetails? Refuses(int credibility, Guid origin, IEnumerable<ClaimState> corroborators, CitedEvidence evidence) =>
        credibility != 1 || corroborators.Any(other => evidence.OriginsOf([other.Id]).Any(itsOrigin => itsOrigin != evidence.SurvivorOf(origin)))
            ? null
            : Refusal.Unprocessable("uncorroborated", "Credibility 1 needs a corroborating claim of another origin that is not withdrawn; name it or give 2.");
}
