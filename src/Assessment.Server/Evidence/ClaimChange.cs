using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>What every change of a claim has in common.</summary>
public static class ClaimChange
{
    public static async Task<ClaimState?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) =>
        ClaimState.Fold(await session.FactsAsync(id, Horizon.Now, ct));

    /// <summary>404 for who may not see it, 412 when somebody was faster. Null when the work may go on.</summary>
    public static ProblemDetails? Refuse(ClaimState? claim, Actor actor, IfMatch ifMatch)
    {
        if (claim is null || !actor.Sees(claim.Marking)) return Refusal.NotFound("claim");
        var stale = ifMatch.Against(claim.Version);
        return ReferenceEquals(stale, WolverineContinue.NoProblems) ? null : stale;
    }

    /// <summary>As <see cref="Refuse"/>, for what is not done to a claim that is withdrawn.</summary>
    public static ProblemDetails Validate(ClaimState? claim, Actor actor, IfMatch ifMatch) =>
        Refuse(claim, actor, ifMatch)
        ?? (claim!.Withdrawn ? Refusal.Conflict("claim-withdrawn", "The claim is withdrawn; reinstate it, or record a new one.") : WolverineContinue.NoProblems);

    /// <summary>The answer and the facts, with word of each to whoever rests on the claim.</summary>
    public static (Written, Append) Of(ClaimState claim, params IReadOnlyList<object> facts) => Marked(claim, claim.Marking, facts);

    /// <summary>As <see cref="Of"/>, for facts that are not marked as the claim was until now.</summary>
    public static (Written, Append) Marked(ClaimState claim, Marking marking, params IReadOnlyList<object> facts)
    {
        var (written, append) = Write.Changed<ClaimState>(ClaimResource.Name, claim.Id, claim.Version, facts, claim.Partnership, Codes.Of(marking));
        return (written, append with { SetsInMotion = [.. facts.Select((_, index) => new EvidenceMoved(claim.Id, claim.Version + index + 1))] });
    }
}
