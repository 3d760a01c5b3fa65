using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>What a decision on an existing assessment is taken on: the assessment, its partnership and the evidence it cites.</summary>
public sealed record Desk(AssessmentState Assessment, PartnershipState Partnership, CitedEvidence Evidence)
{
    /// <summary>Loads the desk; the evidence is that of a new content, or else of the pending text.</summary>
    public static async Task<Desk?> LoadAsync(IQuerySession session, Guid id, Content? content, bool withEvidence, CancellationToken ct)
    {
        if (await AssessmentState.LoadAsync(session, id, Horizon.Now, ct) is not { } assessment) return null;
        var partnership = await PartnershipState.LoadAsync(session, assessment.Partnership, Horizon.Now, ct);
        var cited = (content ?? assessment.Pending?.Content ?? assessment.Published?.Content)?.Judgments.SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim);
        var evidence = withEvidence ? await CitedEvidence.LoadAsync(session, [.. (cited ?? []).Distinct()], [], null, ct) : CitedEvidence.None;
        return new Desk(assessment, partnership!, evidence);
    }

    /// <summary>Loads the desk with the evidence of the published text.</summary>
    public static async Task<Desk?> LoadPublishedAsync(IQuerySession session, Guid id, CancellationToken ct) =>
        await LoadAsync(session, id, null, withEvidence: false, ct) is not { } desk ? null : desk with
        {
            Evidence = await CitedEvidence.LoadAsync(
                session, [.. (desk.Assessment.Published?.Judgments ?? []).SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim).Distinct()], [], null, ct),
        };

    /// <summary>404 for who may not see it, 412 when somebody was faster. Null when the work may go on.</summary>
    public static ProblemDetails? Refuse(Desk? desk, Actor actor, IfMatch ifMatch)
    {
        if (desk is null || !desk.Assessment.IsVisible(actor)) return Refusal.NotFound("assessment");
        var stale = ifMatch.Against(desk.Assessment.Version);
        return ReferenceEquals(stale, WolverineContinue.NoProblems) ? null : stale;
    }

    public ProblemDetails? RefuseAnyoneBut(Actor actor) => actor.Id == Assessment.Author
        ? null
        : Refusal.Forbidden("not-the-author", $"Only {Assessment.Author}, its author, may do this; record a dissent instead.");

    // A part of the assessment that is marked above the actor's clearance does not exist for them, so nothing is done to it unseen.
    public ProblemDetails? RefuseUnlessEditable(Actor actor) => PendingFor(actor) is { IsEditable: true }
        ? null
        : Refusal.Conflict("not-editable", Assessment.Status is AssessmentStatus.Published && PendingFor(actor) is null
            ? "The assessment is published; open a revision to change it."
            : $"The assessment is {Codes.Of(PendingFor(actor)?.Status ?? Assessment.Status)} and cannot be changed now.");

    public ProblemDetails? RefuseUnlessSubmitted(Actor actor) => PendingFor(actor) is { Status: AssessmentStatus.Submitted }
        ? null
        : Refusal.Conflict("not-submitted", "Nothing of this assessment waits for review.");

    public ProblemDetails? RefuseUnlessPublished(Actor actor) => Assessment.StatusFor(actor) is var status && status is AssessmentStatus.Published
        ? null
        : Refusal.Conflict("not-published", $"The assessment is {Codes.Of(status)}; only a published one can be revised or retracted.");

    private Work? PendingFor(Actor actor) => Assessment.ShowsPending(actor) ? Assessment.Pending : null;

    /// <summary>The facts of a submission: with no reviewers asked for it publishes.</summary>
    public IEnumerable<object> Submission(Work work)
    {
        yield return new AssessmentSubmitted(Assessment.Id, work.Revision);
        if (Partnership.Reviewers > 0) yield break;
        foreach (var fact in Publishing.Facts(Assessment, work, [], Evidence)) yield return fact;
    }

    public (Written, Append) Changed(params IReadOnlyList<object> facts) =>
        Marked(facts.Aggregate(Assessment, (state, fact) => state.Evolve(fact, default, 0)).Marking, facts);

    /// <summary>As <see cref="Changed"/>, for facts that are marked by something else than the assessment.</summary>
    public (Written, Append) Marked(Marking marking, params IReadOnlyList<object> facts) =>
        Write.Changed<AssessmentState>(AssessmentResource.Name, Assessment.Id, Assessment.Version, facts, Assessment.Partnership, Codes.Of(marking));

    /// <summary>As <see cref="Changed"/>, with a look at the evidence afterwards when the facts publish.</summary>
    public (Written, Append, CheckPublication?) Published(IReadOnlyList<object> facts)
    {
        var (written, append) = Changed(facts);
        return (written, append, CheckAfter(written, facts));
    }

    public static CheckPublication? CheckAfter(Written written, IReadOnlyList<object> facts) =>
        facts is [.., AssessmentPublished] ? new CheckPublication(written.Stream, written.Version) : null;
}
