using System.Diagnostics;
using Assessment.Server.Evidence;
using Assessment.Server.Observability;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Server.Assessments;

/// <summary>Look for a page of the assessments that rest on what has moved.</summary>
public sealed record FindTouched(EvidenceMoved Moved, Guid ClaimsAfter, Guid AssessmentsAfter) : IReaction
{
    public string Step() => $"touched by {Moved.Step()} after {ClaimsAfter} {AssessmentsAfter}";
}

/// <summary>
/// Put on record on one assessment that its evidence has moved, if it rested on it: when the change was recorded, or at the version
/// that was published without knowing of it.
/// </summary>
public sealed record RecordEvidenceChange(EvidenceMoved Moved, Guid Assessment, long? Version = null) : IReaction
{
    public string Step() => $"{Moved.Step()} under {Assessment} {Version}";
}

/// <summary>See whether evidence moved between the reading of it and the publication that was decided on it.</summary>
/// <param name="Assessment">What was published.</param>
/// <param name="Version">Of the fact that concluded it.</param>
/// <param name="Known">The version of each claim and source that it was decided on; null in a message from before it was said.</param>
public sealed record CheckPublication(Guid Assessment, long Version, IReadOnlyDictionary<Guid, long>? Known = null) : IReaction
{
    public string Step() => $"published {Assessment} {Version}";
}

/// <summary>
/// Carries a change of evidence to every assessment with a submitted or published judgment that cites it. Each step is a durable
/// message; a page of them at a time, so that memory does not grow with what is touched. Delivered again, a step finds its fact
/// on record and writes nothing.
/// </summary>
public static class EvidenceReactionHandler
{
    public const int Page = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IEnumerable<object> Handle(EvidenceMoved moved, IDocumentSession session) =>
        Reactions.Done(session, moved, [new FindTouched(moved, Guid.Empty, Guid.Empty), new FindCorroborated(moved, moved.Stream, Guid.Empty)]);

    public static async Task<IEnumerable<object>> HandleAsync(FindTouched step, IDocumentSession session, NpgsqlDataSource database, Progress progress, CancellationToken ct)
    {
        var change = await ChangeAsync(session, step.Moved, ct);
        // Whoever cited it before the change is in the listing once that has come so far; who cites it later sees the change.
        if (!await progress.HasReachedAsync(change.Sequence, Patience, ct)) throw new NotCaughtUpException(change.Sequence);

        var claims = change.Data is ISourceEvent ? await ClaimsOfAsync(session, database, step.Moved.Stream, step.ClaimsAfter, ct) : [step.Moved.Stream];
        if (claims.Count == 0) return Reactions.Done(session, step, []);
        var touched = await TouchedAsync(database, [.. claims], step.AssessmentsAfter, ct);
        Measures.EvidenceReactionsFound(touched.Count);

        var steps = touched.Select(IReaction (assessment) => new RecordEvidenceChange(step.Moved, assessment)).ToList();
        if (touched.Count == Page) steps.Add(step with { AssessmentsAfter = touched[^1] });
        else if (claims.Count == Page) steps.Add(new FindTouched(step.Moved, claims[^1], Guid.Empty));
        return Reactions.Done(session, step, steps);
    }

    public static async Task HandleAsync(RecordEvidenceChange step, IDocumentSession session, CancellationToken ct)
    {
        Measures.EvidenceReaction(recorded: await RecordAsync(step, session, ct));
        Reactions.Done(session, step, []);
    }

    private static async Task<bool> RecordAsync(RecordEvidenceChange step, IDocumentSession session, CancellationToken ct)
    {
        var facts = await session.FactsAsync(step.Assessment, Http.Horizon.Now, ct);
        if (AssessmentState.Fold(facts) is not { } assessment || assessment.EvidenceChanges.Contains((step.Moved.Stream, step.Moved.Version))) return false;

        // It may have been revised since: what counts is what it rested on then.
        var change = await ChangeAsync(session, step.Moved, ct);
        var then = AssessmentState.Fold(facts.Where(fact => step.Version is { } version ? fact.Version <= version : fact.Sequence <= change.Sequence));
        if (then is null) return false;
        Guid[] cited = [.. then.RestsOn().Union((assessment.Published?.Judgments ?? []).SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim))];
        var before = await CitedEvidence.LoadAsync(session, cited, [], change.Sequence - 1, ct);
        var after = await CitedEvidence.LoadAsync(session, cited, [], change.Sequence, ct);
        // What is retracted takes no notice of evidence that moves later.
        var until = facts.FirstOrDefault(fact => fact.Data is AssessmentRetracted)?.Sequence;
        var now = await CitedEvidence.LoadAsync(session, cited, [], until, ct);
        if (EvidenceImpact.Of(assessment, then, change, before, after, now) is not { } fact) return false;

        // What is being worked on does not close to readers what happened to the published text.
        session.SetHeader(Http.FactHeaders.Marking, Codes.Of(fact.Judgments.Count > 0 ? assessment.Published!.Content.Marking : assessment.Marking));
        session.SetHeader(Http.FactHeaders.Partnership, assessment.Partnership);
        if (Activity.Current?.Id is { } trace) session.SetHeader(Http.FactHeaders.Trace, trace);
        session.Events.Append(assessment.Id, assessment.Version + 1, fact);
        return true;
    }

    public static async Task<IEnumerable<object>> HandleAsync(CheckPublication step, IDocumentSession session, Progress progress, CancellationToken ct)
    {
        IReadOnlyList<IEvent> facts = [.. (await session.FactsAsync(step.Assessment, Http.Horizon.Now, ct)).Where(fact => fact.Version <= step.Version)];
        // A change with a lower position may still be on its way into the store.
        if (!await progress.HasReachedAsync(facts[^1].Sequence, Patience, ct)) throw new NotCaughtUpException(facts[^1].Sequence);

        var published = facts.Select(fact => fact.Data).OfType<JudgmentPublished>().Where(judgment => judgment.Revision == ((AssessmentPublished)facts[^1].Data).Revision).ToArray();
        var citations = published.SelectMany(judgment => judgment.Claims).DistinctBy(citation => citation.Claim).ToArray();
        var evidence = await CitedEvidence.LoadAsync(session, [.. citations.Select(citation => citation.Claim)], [], facts[^1].Sequence, ct);
        var stale = citations.Where(citation => Support.Of(citation.Claim, citation.Stance, evidence) != citation).Select(citation => citation.Claim).ToArray();
        if (stale.Length == 0) return Reactions.Done(session, step, []);

        var sources = stale.Select(evidence.Claim).OfType<ClaimState>().SelectMany(claim => claim.Chain).SelectMany(evidence.PathOf);
        var moves = (await session.FactsAsync([.. stale, .. sources], facts[^1].Sequence, ct))
            .Where(fact => fact.Data is not ClaimRemarked && EvidenceImpact.KindOf(fact.Data) is not null && IsNews(fact))
            .GroupBy(fact => fact.StreamId).Select(facts => facts.Last()).ToArray();
        Measures.EvidenceReactionsFound(moves.Length);
        return Reactions.Done(session, step, [.. moves.Select(fact => new RecordEvidenceChange(new EvidenceMoved(fact.StreamId, fact.Version), step.Assessment, step.Version))]);

        bool IsNews(IEvent fact) => step.Known is { } known ? known.TryGetValue(fact.StreamId, out var version) && fact.Version > version : fact.Sequence > facts[0].Sequence;
    }

    private static async Task<IEvent> ChangeAsync(IQuerySession session, EvidenceMoved moved, CancellationToken ct) =>
        await session.FactAsync(moved.Stream, moved.Version, ct);

    // Whatever was traced away or separated since: what counts is the chain at the change, which each assessment is asked about.
    private static async Task<IReadOnlyList<Guid>> ClaimsOfAsync(IQuerySession session, NpgsqlDataSource database, Guid source, Guid after, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select claim from assessment.claim_listing where sources && $1 and claim > $2 order by claim limit $3");
        command.Parameters.AddWithValue(await OneOrigin.EverAsync(session, source, ct));
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(Page);
        return await command.ListAsync(row => row.GetGuid(0), ct);
    }

    private static async Task<IReadOnlyList<Guid>> TouchedAsync(NpgsqlDataSource database, Guid[] claims, Guid after, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select assessment from assessment.assessment_listing
            where assessment > $2 and cited_claims && $1
            order by assessment limit $3
            """);
        command.Parameters.AddWithValue(claims);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(Page);
        return await command.ListAsync(row => row.GetGuid(0), ct);
    }
}
