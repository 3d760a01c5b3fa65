using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>The author has looked again at a judgment whose evidence moved, stands by it, and says why.</summary>
public sealed record ReaffirmJudgment(
    [property: SlugForm] string Dimension, [property: Words(1, 4000)] string Reason, Perspective? Perspective = null);

public static class ReaffirmJudgmentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => Desk.LoadAsync(session, id, null, ct);

    public static ProblemDetails Validate(ReaffirmJudgment body, Desk? desk, Actor actor, IfMatch ifMatch)
    {
        var refusal = Desk.Refuse(desk, actor, ifMatch) ?? desk!.RefuseAnyoneBut(actor) ?? desk.RefuseUnlessPublished(actor)
            ?? desk.Partnership.Misfit(body.Dimension, body.Perspective);
        if (refusal is not null) return refusal;
        if (Judgment(body, desk!) is not { } judgment)
            return Refusal.Unprocessable("not-judged", "The assessment says nothing on this dimension; reaffirm what it judges.");
        return Known(judgment, desk!).Any(citation => citation is { Stance: Stance.Supports, Withdrawn: not true })
            ? WolverineContinue.NoProblems
            : Refusal.Unprocessable("support-lost", "Every claim that supported this judgment is withdrawn; revise it on other evidence or retract.");
    }

    [WolverinePost("/api/v1/assessments/{id:guid}/reaffirmations"), Requires(Permission.WriteAssessments), Changes]
    public static (Written, Append) Post(ReaffirmJudgment body, Desk desk) => desk.Marked(desk.Assessment.Published!.Content.Marking, new JudgmentReaffirmed(
        desk.Assessment.Id, desk.Assessment.Partnership, body.Reason,
        new SupportedJudgment(body.Dimension, body.Perspective, SupportMark.Intact, Known(Judgment(body, desk)!, desk))));

    private static JudgmentPublished? Judgment(ReaffirmJudgment body, Desk desk) =>
        desk.Assessment.Published!.Judgments.SingleOrDefault(judgment => judgment.Dimension == body.Dimension && judgment.Perspective == body.Perspective);

    private static PublishedCitation[] Known(JudgmentPublished judgment, Desk desk) =>
        [.. judgment.Claims.Select(citation => Support.Of(citation.Claim, citation.Stance, desk.Evidence))];
}
