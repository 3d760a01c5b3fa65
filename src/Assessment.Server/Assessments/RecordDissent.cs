using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>Another analyst disagrees with a judgment, with reasons and evidence; it replaces what they said before on that dimension.</summary>
public sealed record RecordDissent(
    [property: SlugForm] string Dimension,
    [property: Range(1, 5)] int Level,
    [property: Words(ContentRules.RationaleLength, 20_000)] string Rationale,
    [property: MinLength(1), MaxLength(500), DistinctItems] IReadOnlyList<CitationInput> Claims,
    Perspective? Perspective = null,
    [property: NotEmptyId] Guid? Id = null);

public static class RecordDissentEndpoint
{
    public static async Task<(Desk?, CitedEvidence)> LoadAsync(Guid id, RecordDissent body, IQuerySession session, CancellationToken ct) => (
        await Desk.LoadAsync(session, id, null, ct),
        await CitedEvidence.LoadAsync(session, [.. body.Claims.Select(citation => citation.Claim)], [], null, ct));

    public static ProblemDetails Validate(RecordDissent body, Desk? desk, CitedEvidence cited, Actor actor, IfMatch ifMatch)
    {
        if (Desk.Refuse(desk, actor, ifMatch) is { } absent) return absent;
        var assessment = desk!.Assessment;
        if (assessment.Author == actor.Id) return Refusal.Forbidden("own-work", "Nobody dissents from their own judgment; revise it.");
        if (assessment.Disputable(actor) is not { } content) return Refusal.Conflict("not-published", "Only a submitted or published judgment can be dissented from.");
        if (body.Id is { } id && assessment.AllDissents.Any(other => other.Id == id)) return Refusal.Conflict("already-exists", "A dissent of this id is on record here already.");
        if (desk.Partnership.Misfit(body.Dimension, body.Perspective) is { } misfit) return misfit;
        if (!content.Judgments.Any(judgment => judgment.Dimension == body.Dimension && judgment.Perspective == body.Perspective))
            return Refusal.Unprocessable("not-judged", "The assessment says nothing on this dimension; dissent from what it judges.");

        var refusal = body.Claims.Select(citation => cited.Claim(citation.Claim)).Zip(body.Claims)
            .Select(pair => ContentRules.RefuseCitation(pair.First, pair.Second.Claim, assessment.Partnership, actor.Sees)).FirstOrDefault(no => no is not null);
        return refusal ?? WolverineContinue.NoProblems;
    }

    /// <summary>A dissent is marked as high as the text it dissents from and as what it cites; not as high as a revision that its author may not see.</summary>
    [WolverinePost("/api/v1/assessments/{id:guid}/dissents"), Requires(Permission.WriteAssessments)]
    public static (Written, Append) Post(RecordDissent body, Desk desk, CitedEvidence cited, Actor actor)
    {
        var assessment = desk.Assessment;
        var dissent = body.Id ?? Guid.CreateVersion7();
        var disputed = assessment.Disputable(actor)!;
        var marking = cited.Claims.Values.Select(claim => claim.Marking).Append(disputed.Marking).Max();
        var recorded = new DissentRecorded(assessment.Id, dissent, assessment.Partnership, body.Dimension, body.Perspective, actor.Id, marking, body.Level,
            body.Rationale, [.. body.Claims.Select(citation => new Citation(citation.Claim, citation.Stance))],
            assessment.ShowsPublished(actor) ? assessment.Published!.Revision : assessment.Pending!.Revision);
        return Write.Created<AssessmentState>(DissentResource.Name, assessment.Id, $"/api/v1/assessments/{assessment.Id}/dissents/{dissent}",
            [recorded], assessment.Partnership, Codes.Of(marking), version: assessment.Version, part: dissent.ToString());
    }
}
