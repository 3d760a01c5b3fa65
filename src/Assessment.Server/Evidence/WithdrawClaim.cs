using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst takes a claim back: fabricated, mistaken or a duplicate. It stays readable and can no longer be cited.</summary>
public sealed record WithdrawClaim([property: Words(1, 4000)] string Reason);

public static class WithdrawClaimEndpoint
{
    public static Task<ClaimState?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => ClaimChange.LoadAsync(id, session, ct);

    public static ProblemDetails Validate(ClaimState? claim, Actor actor, IfMatch ifMatch) => ClaimChange.Validate(claim, actor, ifMatch);

    [WolverinePost("/api/v1/claims/{id:guid}/withdrawal"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append, EvidenceMoved?) Post(WithdrawClaim body, ClaimState claim) => ClaimChange.Of(claim, new ClaimWithdrawn(claim.Id, body.Reason));
}
