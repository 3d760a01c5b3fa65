using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>A claim is marked higher, by an analyst or a lead, or lower, by a lead. That decides from then on who sees it, whenever it was.</summary>
public sealed record RemarkClaim(Marking Marking, [property: Words(1, 4000)] string Reason);

public static class RemarkClaimEndpoint
{
    public static async Task<(ClaimState?, CitedEvidence, PartnershipState?)> LoadAsync(Guid id, IQuerySession session, CancellationToken ct)
    {
        var evidence = await CitedEvidence.LoadAsync(session, [id], [], null, ct);
        return evidence.Claim(id) is { } claim
            ? (claim, evidence, await PartnershipState.LoadAsync(session, claim.Partnership, Horizon.Now, ct))
            : (null, evidence, null);
    }

    public static ProblemDetails Validate(RemarkClaim body, ClaimState? claim, CitedEvidence evidence, PartnershipState? partnership, Actor actor, IfMatch ifMatch) =>
        ClaimChange.Refuse(claim, actor, ifMatch)
        ?? Remarked.Refuse(body.Marking, claim!.Marking, partnership!, actor)
        ?? (body.Marking < claim.Marking && claim.Chain.Any(source => evidence.Sources.GetValueOrDefault(source)?.Marking > body.Marking)
            ? Refusal.Unprocessable("marking-below-sources", "A source of it is marked higher; what was marked so is lowered no further than its sources.") : null)
        ?? WolverineContinue.NoProblems;

    [WolverinePost("/api/v1/claims/{id:guid}/remarking"), Requires(Permission.Remark), Changes]
    public static (Written, Append) Post(RemarkClaim body, ClaimState claim) => body.Marking == claim.Marking
        ? ClaimChange.Of(claim)
        : ClaimChange.Marked(claim, body.Marking, new ClaimRemarked(claim.Id, claim.Partnership, body.Marking, claim.Marking, body.Reason));
}

/// <summary>What is asked of every re-marking.</summary>
public static class Remarked
{
    /// <summary>Null when nothing speaks against it.</summary>
    public static ProblemDetails? Refuse(Marking marking, Marking was, PartnershipState partnership, Actor actor) =>
        marking < was && !actor.Is(Roles.Lead) ? Refusal.Forbidden("forbidden", "Only a lead lowers a marking; ask one.") :
        !actor.Sees(marking) ? Refusal.Unprocessable("marking-above-clearance", "Mark it no higher than your own clearance.") :
        marking < partnership.Marking ? Refusal.Unprocessable("marking-below-partnership", $"The partnership is marked {Codes.Of(partnership.Marking)}; mark what is said about it at least as high.") :
        null;
}
