using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>A reviewer gives the text back to its author with a comment; approvals so far are void.</summary>
public sealed record ReturnAssessment([property: Words(1, 4000)] string Comment);

public static class ReturnAssessmentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => Desk.LoadAsync(session, id, null, ct);

    public static ProblemDetails Validate(Desk? desk, Actor actor, IfMatch ifMatch) =>
        Desk.Refuse(desk, actor, ifMatch)
        ?? desk!.RefuseUnlessSubmitted(actor)
        ?? (actor.Id == desk.Assessment.Author ? Refusal.Forbidden("own-work", "Nobody reviews their own work; ask another reviewer.") : null)
        ?? WolverineContinue.NoProblems;

    [WolverinePost("/api/v1/assessments/{id:guid}/returns"), Requires(Permission.ReviewAssessments), Changes]
    public static (Written, Append) Post(ReturnAssessment body, Desk desk, Actor actor) =>
        desk.Changed([new AssessmentReturned(desk.Assessment.Id, desk.Assessment.Pending!.Revision, actor.Id, body.Comment)]);
}
