using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>One assessment, now or as of a moment.</summary>
public sealed record GetAssessment(Moment? AsOf = null);

public static class GetAssessmentEndpoint
{
    public static Task<(Settled?, ProblemDetails)> LoadAsync(GetAssessment query, Moments moments, CancellationToken ct) => moments.SettleAsync(query.AsOf, ct);

    [WolverineGet("/api/v1/assessments/{id:guid}"), Requires(Permission.Read), Follows]
    public static async Task<IResult> Get(Guid id, GetAssessment query, Settled? asOf, AssessmentResource assessments, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(AssessmentResource.Name, await assessments.ReadAsync(session, id, null, new Horizon(null, asOf?.Position), actor, ct));
}
