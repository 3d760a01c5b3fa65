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
    public static async Task<(ClaimState?, CitedEvidence)> LoadAsync(Guid id, TraceClaim body, IQuerySession session, Citations citations, CancellationToken ct)
    {
        var claim = await ClaimChange.LoadAsync(id, session, ct);
        return (claim, await CitedEvidence.LoadAsync(session, await Corroboration.OfAsync(claim, citations, ct), body.Chain, null, ct));
    }

    public static ProblemDetails Validate(TraceClaim body, ClaimState? claim, CitedEvidence evidence, Actor actor, IfMatch ifMatch)
    {
        var refusal = ClaimChange.Validate(claim, actor, ifMatch);
        if (!ReferenceEquals(refusal, WolverineContinue.NoProblems)) return refusal;
        return evidence.UnknownSource(body.Chain, actor) is { } missing
            ? Refusal.Unprocessable("unknown-source", $"There is no source {missing}; register it first.")
            : WolverineContinue.NoProblems;
    }

    /// <summary>What no longer has a corroborator of another origin is not confirmed any more, at once.</summary>
    [WolverinePost("/api/v1/claims/{id:guid}/tracings"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(TraceClaim body, ClaimState claim, CitedEvidence evidence) => body.Chain.SequenceEqual(claim.Chain)
        ? ClaimChange.Of(claim)
        : ClaimChange.Of(claim, [new ClaimTraced(claim.Id, body.Chain, claim.Chain, body.Reason), .. Corroboration.Lapses(claim with { Chain = body.Chain }, evidence)]);
}
