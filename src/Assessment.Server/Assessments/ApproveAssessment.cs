using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>A reviewer approves what was submitted; the last approval asked for publishes it.</summary>
public sealed record ApproveAssessment([property: Words(1, 4000)] string? Comment = null);

public static class ApproveAssessmentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => Desk.LoadAsync(session, id, null, ct);

    /// <summary>The rules on evidence are asked again: much can happen between submission and approval.</summary>
    public static ProblemDetails Validate(Desk? desk, Actor actor, IfMatch ifMatch) =>
        Desk.Refuse(desk, actor, ifMatch)
        ?? desk!.RefuseUnlessSubmitted(actor)
        ?? RefuseReviewer(desk.Assessment, actor)
        ?? ContentRules.RefusePublication(desk.Assessment.Pending!.Content, desk.Assessment.Partnership, desk.Evidence)
        ?? WolverineContinue.NoProblems;

    [WolverinePost("/api/v1/assessments/{id:guid}/approvals"), Requires(Permission.ReviewAssessments), Changes]
    public static (Written, Append) Post(ApproveAssessment body, Desk desk, Actor actor)
    {
        var work = desk.Assessment.Pending!;
        string[] approvedBy = [.. work.ApprovedBy, actor.Id];
        List<object> facts = [new AssessmentApproved(desk.Assessment.Id, work.Revision, actor.Id, body.Comment)];
        if (approvedBy.Length >= desk.Partnership.ReviewersOf(desk.Assessment.Author)) facts.AddRange(Publishing.Facts(desk.Assessment, work, approvedBy, desk.Evidence));
        return desk.Published(facts);
    }

    private static ProblemDetails? RefuseReviewer(AssessmentState assessment, Actor actor) =>
        actor.Id == assessment.Author ? Refusal.Forbidden("own-work", "Nobody approves their own work; ask another reviewer.") :
        assessment.Pending!.ApprovedBy.Contains(actor.Id) ? Refusal.Conflict("already-approved", "You have approved this; another reviewer has to.") :
        null;
}
