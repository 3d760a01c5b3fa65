using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>What regrading, tracing and withdrawing a claim have in common.</summary>
public static class ClaimChange
{
    public static async Task<ClaimState?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) =>
        ClaimState.Fold(await session.FactsAsync(id, Horizon.Now, ct));

    public static ProblemDetails Validate(ClaimState? claim, Actor actor, IfMatch ifMatch)
    {
        if (claim is null || !actor.Sees(claim.Marking)) return Refusal.NotFound("claim");
        var stale = ifMatch.Against(claim.Version);
        if (!ReferenceEquals(stale, WolverineContinue.NoProblems)) return stale;
        return claim.Withdrawn ? Refusal.Conflict("claim-withdrawn", "The claim is withdrawn; record a new one instead.") : WolverineContinue.NoProblems;
    }

    /// <summary>The answer, the facts, and word to whoever rests on the claim; no word when nothing changed.</summary>
    public static (Written, Append, EvidenceMoved?) Of(ClaimState claim, params IReadOnlyList<object> facts)
    {
        var (written, append) = Write.Changed<ClaimState>(ClaimResource.Name, claim.Id, claim.Version, facts, claim.Partnership, Codes.Of(claim.Marking));
        return (written, append, facts.Count == 0 ? null : new EvidenceMoved(claim.Id, written.Version));
    }
}
