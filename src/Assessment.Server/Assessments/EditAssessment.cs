using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>The author writes the whole text anew: of a draft, of what was returned, or of the open revision.</summary>
public sealed record EditAssessment(
    [property: Name(1, 300)] string Title,
    DateOnly InformationCutOff,
    [property: MaxLength(100), DistinctItems] IReadOnlyList<JudgmentInput> Judgments,
    Marking Marking = Marking.Clear,
    [property: SlugForm] string? Partnership = null)
{
    public Content? Content() => ContentInput.Resolve(Title, InformationCutOff, Marking, Judgments);
}

public static class EditAssessmentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => Desk.LoadAsync(session, id, null, ct);

    public static ProblemDetails Validate(EditAssessment body, Desk? desk, Actor actor, IfMatch ifMatch, DateOnly today)
    {
        var refusal = Desk.Refuse(desk, actor, ifMatch) ?? desk!.RefuseAnyoneBut(actor) ?? desk.RefuseUnlessEditable(actor);
        if (refusal is not null) return refusal;
        if (body.Partnership is { } partnership && partnership != desk!.Assessment.Partnership)
            return Refusal.Unprocessable("other-partnership", $"The assessment is on '{desk.Assessment.Partnership}'; post another one for '{partnership}'.");
        return body.Content() is not { } content
            ? ContentInput.LikelihoodOutOfRange()
            : ContentRules.RefuseDraft(content, desk!.Partnership, actor, today) ?? WolverineContinue.NoProblems;
    }

    [WolverinePut("/api/v1/assessments/{id:guid}"), Requires(Permission.WriteAssessments), Changes]
    public static (Written, Append) Put(EditAssessment body, Desk desk) =>
        desk.Changed([new AssessmentEdited(desk.Assessment.Id, body.Content()!)]);
}
