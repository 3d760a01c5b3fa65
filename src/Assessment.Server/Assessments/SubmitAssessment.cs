using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>The author gives the text to review; where no reviewers are asked for, it is published.</summary>
public sealed record SubmitAssessment;

public static class SubmitAssessmentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => Desk.LoadAsync(session, id, null, ct);

    public static ProblemDetails Validate(Desk? desk, Actor actor, IfMatch ifMatch) =>
        Desk.Refuse(desk, actor, ifMatch)
        ?? desk!.RefuseAnyoneBut(actor)
        ?? desk.RefuseUnlessEditable(actor)
        ?? desk.Partnership.RefuseUnreviewed(actor.Id)
        ?? ContentRules.RefuseSubmission(desk.Assessment.Pending!.Content, desk.Assessment.Partnership, desk.Evidence, actor.Sees)
        ?? TradecraftPolicy.Refuse(desk.Assessment.Pending!.Content, desk.Partnership, desk.Evidence)
        ?? WolverineContinue.NoProblems;

    [WolverinePost("/api/v1/assessments/{id:guid}/submission"), Requires(Permission.WriteAssessments), Changes]
    public static (Written, Append) Post(SubmitAssessment body, Desk desk) => desk.Published([.. desk.Submission(desk.Assessment.Pending!)]);
}
