using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>What a decision on an existing assessment is taken on: the assessment, its partnership and the evidence it cites.</summary>
public sealed record Desk(AssessmentState Assessment, PartnershipState Partnership, CitedEvidence Evidence)
{
    /// <summary>Loads the desk with the evidence of every text of it, and of a new one: two round trips.</summary>
    public static async Task<Desk?> LoadAsync(IQuerySession session, Guid id, Content? content, CancellationToken ct)
    {
        if (await AssessmentState.LoadAsync(session, id, Horizon.Now, ct) is not { } assessment) return null;
        var cited = assessment.Contents.Append(content).OfType<Content>().SelectMany(text => text.Cited()).Distinct().ToArray();
        var (partnerships, evidence) = await CitedEvidence.LoadAsync(session, [assessment.Partnership], cited, [], null, ct);
        return new Desk(assessment, partnerships[assessment.Partnership], await evidence.KnowingAsync(session, assessment.Dissents, ct));
    }

    /// <summary>404 for who may not see it, 412 when somebody was faster. Null when the work may go on.</summary>
    public static ProblemDetails? Refuse(Desk? desk, Actor actor, IfMatch ifMatch)
    {
        if (desk is null || !desk.Assessment.IsVisible(actor)) return Refusal.NotFound("assessment");
        var stale = ifMatch.Against(desk.Assessment.SeenBy(actor).Version);
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
        Write.Changed<AssessmentState>(AssessmentResource.Name, Assessment.Id, Assessment.Version, facts, Assessment.Partnership, Codes.Of(marking), After(Assessment.Id));

    /// <summary>How the assessment is shown once facts are recorded, from what this decision was taken on.</summary>
    public Afterwards After(Guid id)
    {
        var known = new Dictionary<Guid, long>(Evidence.Versions) { [id] = Assessment.Version, [Streams.OfPartnership(Partnership.Id)] = Partnership.Version };
        return new(new FactsSince(known), (since, actor) =>
        {
            var last = since.Last(fact => fact.StreamId == id).Sequence;
            var recorded = since.Where(fact => fact.Sequence <= last).ToLookup(fact => fact.StreamId);
            var assessment = recorded[id].Aggregate(Assessment, (state, fact) => state.Evolve(fact));
            var partnership = recorded[Streams.OfPartnership(Partnership.Id)].Aggregate(Partnership, (state, fact) => state.Evolve(fact));
            return Evidence.After([.. assessment.Contents.SelectMany(text => text.Cited()).Distinct()], recorded) is { } evidence
                ? AssessmentResource.Render(assessment, partnership, evidence, actor)
                : null;
        });
    }

    /// <summary>As <see cref="Changed"/>, with a look at the evidence afterwards when the facts publish.</summary>
    public (Written, Append) Published(IReadOnlyList<object> facts)
    {
        var (written, append) = Changed(facts);
        return (written, CheckedAfter(append));
    }

    public Append CheckedAfter(Append append) => append.Facts is [.., AssessmentPublished]
        ? append with { SetsInMotion = [new CheckPublication(append.Written.Stream, append.Written.Version, Evidence.Versions)] }
        : append;
}
