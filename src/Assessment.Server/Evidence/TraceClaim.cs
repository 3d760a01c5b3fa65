using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst has found where a claim really comes from, and replaces its chain.</summary>
public sealed record TraceClaim(
    [property: MinLength(1), MaxLength(50), DistinctItems] IReadOnlyList<Guid> Chain,
    [property: Words(1, 4000)] string Reason);

public static class TraceClaimEndpoint
{
    public static async Task<(ClaimState?, CitedEvidence)> LoadAsync(Guid id, TraceClaim body, IQuerySession session, CancellationToken ct) => (
        await ClaimChange.LoadAsync(id, session, ct),
        await CitedEvidence.LoadAsync(session, [], body.Chain, null, ct));

    public static ProblemDetails Validate(TraceClaim body, ClaimState? claim, CitedEvidence chain, Actor actor, IfMatch ifMatch)
    {
        var refusal = ClaimChange.Validate(claim, actor, ifMatch);
        if (!ReferenceEquals(refusal, WolverineContinue.NoProblems)) return refusal;
        return chain.UnknownSource(body.Chain, actor) is { } missing
            ? Refusal.Unprocessable("unknown-source", $"There is no source {missing}; register it first.")
            : WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/claims/{id:guid}/tracings"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append, EvidenceMoved?) Post(TraceClaim body, ClaimState claim) => body.Chain.SequenceEqual(claim.Chain)
        ? ClaimChange.Of(claim)
        : ClaimChange.Of(claim, new ClaimTraced(claim.Id, body.Chain, claim.Chain, body.Reason));
}
