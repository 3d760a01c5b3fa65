using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst takes a claim back: fabricated, mistaken or a duplicate of another. It stays readable and can no longer be cited.</summary>
public sealed record WithdrawClaim([property: Words(1, 4000)] string Reason, [property: NotEmptyId] Guid? DuplicateOf = null);

public static class WithdrawClaimEndpoint
{
    public static async Task<(ClaimState?, CitedEvidence)> LoadAsync(Guid id, WithdrawClaim body, IQuerySession session, CancellationToken ct)
    {
        var evidence = await CitedEvidence.LoadAsync(session, body.DuplicateOf is { } other ? [id, other] : [id], [], null, ct);
        return (evidence.Claim(id), evidence);
    }

    public static ProblemDetails Validate(Guid id, WithdrawClaim body, ClaimState? claim, CitedEvidence evidence, Actor actor, IfMatch ifMatch)
    {
        var refusal = ClaimChange.Validate(claim, actor, ifMatch);
        if (!ReferenceEquals(refusal, WolverineContinue.NoProblems) || body.DuplicateOf is not { } named) return refusal;
        if (evidence.Claim(named) is not { } other || other.Id == id || other.Partnership != claim!.Partnership || !actor.Sees(other.MarkingNow))
            return Refusal.Unprocessable("unknown-claim", $"There is no other claim {named} on this partnership that you may see.");
        return other.Withdrawn ? Refusal.Unprocessable("claim-withdrawn", $"Claim {named} is withdrawn itself; name the one that stays.") : refusal;
    }

    [WolverinePost("/api/v1/claims/{id:guid}/withdrawal"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(WithdrawClaim body, ClaimState claim, CitedEvidence evidence) => ClaimChange.Of(claim, new ClaimWithdrawn(
        claim.Id, body.Reason, body.DuplicateOf is { } other ? new RelatedClaim(other, evidence.Claims[other].Marking) : null));
}
