using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst takes a withdrawal back that was a mistake. What it weakened stays so until somebody has looked.</summary>
public sealed record ReinstateClaim([property: Words(1, 4000)] string Reason);

public static class ReinstateClaimEndpoint
{
    public static async Task<(ClaimState?, CitedEvidence)> LoadAsync(Guid id, IQuerySession session, Citations citations, CancellationToken ct)
    {
        var claim = await ClaimChange.LoadAsync(id, session, ct);
        return (claim, await CitedEvidence.LoadAsync(session, await Corroboration.OfAsync(claim, citations, ct), claim?.Chain ?? [], null, ct));
    }

    public static ProblemDetails Validate(ClaimState? claim, Actor actor, IfMatch ifMatch) =>
        ClaimChange.Refuse(claim, actor, ifMatch)
        ?? (claim!.Withdrawn ? WolverineContinue.NoProblems : Refusal.Conflict("not-withdrawn", "The claim is not withdrawn; there is nothing to take back."));

    [WolverinePost("/api/v1/claims/{id:guid}/reinstatement"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(ReinstateClaim body, ClaimState claim, CitedEvidence corroborators) =>
        ClaimChange.Of(claim, [new ClaimReinstated(claim.Id, body.Reason), .. Corroboration.Lapses(claim, corroborators)]);
}
