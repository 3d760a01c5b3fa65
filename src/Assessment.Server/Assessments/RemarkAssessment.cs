using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>An assessment is marked higher, by its author or a lead, or lower, by a lead. That decides from then on who sees it, whenever it was.</summary>
public sealed record RemarkAssessment(Marking Marking, [property: Words(1, 4000)] string Reason);

public static class RemarkAssessmentEndpoint
{
    public static async Task<(Desk?, CitedEvidence)> LoadAsync(Guid id, IQuerySession session, CancellationToken ct)
    {
        var desk = await Desk.LoadAsync(session, id, null, ct);
        return (desk, desk is null ? CitedEvidence.None : await CitedEvidence.LoadAsync(session, [.. desk.Assessment.Earlier.SelectMany(earlier => earlier.Content.Cited())
            .Concat(desk.Assessment.AllDissents.SelectMany(dissent => dissent.Claims).Select(citation => citation.Claim)).Distinct()], [], null, ct));
    }

    public static ProblemDetails Validate(RemarkAssessment body, Desk? desk, CitedEvidence earlier, Actor actor, IfMatch ifMatch)
    {
        var refusal = Desk.Refuse(desk, actor, ifMatch) ?? (actor.Is(Roles.Lead) ? null : desk!.RefuseAnyoneBut(actor));
        if (refusal is not null) return refusal;
        var assessment = desk!.Assessment;
        if (assessment.Published is not null && !assessment.ShowsPublished(actor))
            return Refusal.Conflict("not-published", "Only the published text can be marked anew; edit the revision to mark that.");
        return Remarked.Refuse(body.Marking, assessment.Remarkable.Marking, desk.Partnership, actor)
            ?? RefuseBelowEvidence(body.Marking, desk, earlier, actor)
            ?? WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/assessments/{id:guid}/remarking"), Requires(Permission.Remark), Changes]
    public static (Written, Append) Post(RemarkAssessment body, Desk desk, CitedEvidence earlier)
    {
        var (assessment, was) = (desk.Assessment, desk.Assessment.Remarkable.Marking);
        var revision = assessment.Published?.Revision ?? assessment.Pending!.Revision;
        return body.Marking == was ? desk.Changed() : desk.Marked(body.Marking, new AssessmentRemarked(
            assessment.Id, assessment.Partnership, revision, body.Marking, was, body.Reason,
            assessment.Published is null ? null : assessment.Pending?.Since ?? assessment.Retraction?.Since,
            body.Marking > was ? null : [.. assessment.AllDissents.Select(dissent => new RemarkedDissent(dissent.Id, Least(dissent, revision, earlier))).Where(dissent => dissent.Marking > body.Marking)]));
    }

    /// <summary>A dissent is lowered with the text that it is on, no further than what it cites; one on work that is not lowered stays as it is.</summary>
    private static Marking Least(Dissent dissent, int revision, CitedEvidence evidence) => dissent.Revision > revision ? dissent.Marking
        : dissent.Claims.Select(citation => evidence.Claim(citation.Claim)).OfType<ClaimState>().Select(claim => claim.Marking).DefaultIfEmpty(Marking.Clear).Max();

    /// <summary>
    /// Lowered, no text of it may stand below a claim that it cites, the earlier ones neither. Raised, the text stands no longer below any that
    /// the actor may see: of others they learn nothing.
    /// </summary>
    private static ProblemDetails? RefuseBelowEvidence(Marking marking, Desk desk, CitedEvidence earlier, Actor actor)
    {
        var was = desk.Assessment.Remarkable.Marking;
        if (marking == was || desk.Assessment is { Published: null, Pending.IsEditable: true }) return null;
        var cited = desk.Assessment.Remarkable.Cited().Select(desk.Evidence.Claim).OfType<ClaimState>().Where(claim => marking < was || actor.Sees(claim.Marking));
        var before = marking > was ? [] : desk.Assessment.Earlier.Where(text => text.Content.Marking <= was).SelectMany(text => text.Content.Cited()).Select(earlier.Claim).OfType<ClaimState>();
        return cited.Concat(before).Any(claim => claim.Marking > marking)
            ? Refusal.Unprocessable("marking-below-evidence", $"It cites what is marked higher than {Codes.Of(marking)}; mark it at least as high.")
            : null;
    }
}
