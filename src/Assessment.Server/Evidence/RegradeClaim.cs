using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst finds a claim more or less credible than before, and says why.</summary>
public sealed record RegradeClaim([property: Range(1, 6)] int Credibility, [property: Words(1, 4000)] string Reason);

public static class RegradeClaimEndpoint
{
    public static async Task<(ClaimState?, CitedEvidence)> LoadAsync(Guid id, RegradeClaim body, IQuerySession session, Citations citations, CancellationToken ct)
    {
        var claim = await ClaimChange.LoadAsync(id, session, ct);
        if (claim is null || body.Credibility != 1) return (claim, CitedEvidence.None);
        var corroborators = claim.Corroborates.Select(other => other.Claim).Union(await citations.CorroboratorsAsync(id, ct));
        return (claim, await CitedEvidence.LoadAsync(session, [.. corroborators], [claim.Origin], null, ct));
    }

    public static ProblemDetails Validate(RegradeClaim body, ClaimState? claim, CitedEvidence corroborators, Actor actor, IfMatch ifMatch)
    {
        var refusal = ClaimChange.Validate(claim, actor, ifMatch);
        return ReferenceEquals(refusal, WolverineContinue.NoProblems)
            ? Corroboration.Refuses(body.Credibility, claim!.Origin, corroborators.Claims.Values.Where(other => actor.Sees(other.Marking)), corroborators) ?? refusal
            : refusal;
    }

    [WolverinePost("/api/v1/claims/{id:guid}/regradings"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(RegradeClaim body, ClaimState claim) => body.Credibility == claim.Credibility
        ? ClaimChange.Of(claim)
        : ClaimChange.Of(claim, new ClaimRegraded(claim.Id, body.Credibility, claim.Credibility, body.Reason));
}
