using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>The author or a lead takes all judgments back; the stream stays readable.</summary>
public sealed record RetractAssessment([property: Words(1, 4000)] string Reason);

public static class RetractAssessmentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => Desk.LoadAsync(session, id, null, ct);

    public static ProblemDetails Validate(Desk? desk, Actor actor, IfMatch ifMatch) =>
        Desk.Refuse(desk, actor, ifMatch)
        ?? (actor.Is(Roles.Lead) ? null : desk!.RefuseAnyoneBut(actor))
        ?? desk!.RefuseUnlessPublished(actor)
        ?? WolverineContinue.NoProblems;

    [WolverinePost("/api/v1/assessments/{id:guid}/retraction"), Requires(Permission.RetractAssessments), Changes]
    public static (Written, Append) Post(RetractAssessment body, Desk desk, Actor actor)
    {
        var assessment = desk.Assessment;
        // Marked like all that stood until now: with it an open revision is gone, of which the reason may speak.
        return desk.Marked(assessment.Marking, new AssessmentRetracted(assessment.Id, assessment.Partnership, assessment.Author, actor.Id, body.Reason));
    }
}
