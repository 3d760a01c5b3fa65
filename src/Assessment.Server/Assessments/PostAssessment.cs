using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>An analyst opens an assessment with judgments, as a draft or submitted at once.</summary>
public sealed record PostAssessment(
    [property: SlugForm] string Partnership,
    [property: Name(1, 300)] string Title,
    DateOnly InformationCutOff,
    [property: MaxLength(100), DistinctItems] IReadOnlyList<JudgmentInput>? Judgments = null,
    Marking Marking = Marking.Clear,
    bool Submit = false,
    [property: NotEmptyId] Guid? Id = null);

/// <summary>A new assessment ready to be decided on; no content when a likelihood is out of range.</summary>
public sealed record NewAssessment(Guid Id, Content? Content, PartnershipState? Partnership, CitedEvidence Evidence);

public static class PostAssessmentEndpoint
{
    public static async Task<NewAssessment> LoadAsync(PostAssessment body, IQuerySession session, CancellationToken ct)
    {
        var content = ContentInput.Resolve(body.Title, body.InformationCutOff, body.Marking, body.Judgments ?? []);
        var (partnerships, evidence) = await CitedEvidence.LoadAsync(session, [body.Partnership], [.. content?.Cited() ?? []], [], null, ct);
        return new(body.Id ?? Guid.CreateVersion7(), content, partnerships.GetValueOrDefault(body.Partnership), evidence);
    }

    public static ProblemDetails Validate(PostAssessment body, NewAssessment opened, Actor actor, DateOnly today)
    {
        if (opened.Partnership is not { } partnership || !actor.Sees(partnership.Marking))
            return Refusal.Unprocessable("unknown-partnership", $"There is no partnership '{body.Partnership}' that you may see.");
        if (opened.Content is not { } content) return ContentInput.LikelihoodOutOfRange();
        return ContentRules.RefuseDraft(content, partnership, actor, today)
            ?? (body.Submit ? partnership.RefuseUnreviewed(actor.Id) : null)
            ?? (body.Submit ? ContentRules.RefuseSubmission(content, partnership.Id, opened.Evidence, actor.Sees) : null)
            ?? (body.Submit ? TradecraftPolicy.Refuse(content, partnership, opened.Evidence) : null)
            ?? WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/assessments"), Requires(Permission.WriteAssessments)]
    public static (Written, Append) Post(PostAssessment body, NewAssessment opened, Actor actor)
    {
        var drafted = new AssessmentDrafted(opened.Id, body.Partnership, actor.Id, opened.Content!);
        var state = new AssessmentState().Evolve(drafted, default, 0);
        List<object> facts = [drafted];
        if (body.Submit) facts.AddRange(new Desk(state, opened.Partnership!, opened.Evidence).Submission(state.Pending!));
        var desk = new Desk(new AssessmentState(), opened.Partnership!, opened.Evidence);
        var (written, append) = Write.Created<AssessmentState>(
            AssessmentResource.Name, opened.Id, $"/api/v1/assessments/{opened.Id}", facts, body.Partnership, Codes.Of(body.Marking),
            afterwards: desk.After(opened.Id));
        return (written, desk.CheckedAfter(append));
    }
}
