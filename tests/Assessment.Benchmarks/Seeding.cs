using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Benchmarks;

/// <summary>
/// Fills a store with a history as analysts would have written it, through Marten's bulk insert: for every fifty assessments a
/// partnership of its own, so that what one partnership holds does not grow with the history.
/// </summary>
public sealed class Seeding(IDocumentStore store)
{
    private const int AssessmentsOfPartnership = 50;
    private const int Batch = 2000;

    private static readonly DateOnly CutOff = new(2025, 6, 7);
    private static readonly Likelihood Likely = Likelihood.OfTerm(LikelihoodTerm.Likely);
    private static readonly (string Dimension, string Perspective)[] Questions = [("trust-level", "RU>CN"), ("military-aid", "CN>RU"), ("economic-dependence", "RU>CN")];

    private readonly List<StreamAction> _streams = [];
    private int _facts;

    public int Facts => _facts;

    /// <summary>Writes at least so many facts; every kind of fact is among them.</summary>
    public async Task FillAsync(int facts)
    {
        for (var number = 0; _facts < facts; number++)
        {
            var partnership = $"seeded-{number / AssessmentsOfPartnership}";
            if (number % AssessmentsOfPartnership == 0) await PartnershipAsync(partnership);
            await AssessmentAsync(partnership, number);
        }

        await FlushAsync();
    }

    /// <summary>One source in the chains of so many claims, which so many published assessments cite, each its own share; the source.</summary>
    public async Task<Guid> FanAsync(string partnership, int claims, int assessments)
    {
        await PartnershipAsync(partnership);
        var source = await SourceAsync(0);
        var recorded = new List<Guid>();
        for (var i = 0; i < claims; i++) recorded.Add(await ClaimAsync(partnership, source, i));
        for (var i = 0; i < assessments; i++)
        {
            Guid[] cited = [.. recorded.Skip(i * claims / assessments).Take(claims / assessments)];
            var (id, author) = (Guid.CreateVersion7(), $"analyst-{i % 100}");
            await AddAsync<AssessmentState>(id, author, partnership, [new AssessmentDrafted(id, partnership, author, Text(1, cited)), .. Published(id, partnership, author, 1, cited)]);
        }

        await FlushAsync();
        return source;
    }

    private Task PartnershipAsync(string slug) => AddAsync<PartnershipState>(Streams.OfPartnership(slug), "lead-1", slug,
        [new PartnershipEstablished(slug, "Seeded", ["CN", "RU"], 1, Marking.Clear), new PartnershipChanged(slug, "Seeded anew", 1)]);

    private async Task AssessmentAsync(string partnership, int number)
    {
        var (id, author) = (Guid.CreateVersion7(), $"analyst-{number % 10}");
        var source = await SourceAsync(number);
        Guid[] claims = [await ClaimAsync(partnership, source, number), await ClaimAsync(partnership, source, number), await ClaimAsync(partnership, source, number)];
        List<object> facts = [new AssessmentDrafted(id, partnership, author, Text(1, claims))];
        if (number % 6 == 0) facts.AddRange([new AssessmentSubmitted(id, 1), new AssessmentReturned(id, 1, "rex", "Say more."), new AssessmentEdited(id, Text(1, claims))]);
        if (number % 9 != 8) facts.AddRange(Published(id, partnership, author, 1, claims));
        if (number % 4 == 0 && number % 9 != 8)
        {
            facts.Add(new RevisionOpened(id, 2, new RevisionReason(RevisionReasonCode.NewEvidence, "More came in."), Text(3, claims)));
            facts.AddRange(Published(id, partnership, author, 2, claims));
            var dissent = Guid.CreateVersion7();
            facts.Add(new DissentRecorded(id, dissent, partnership, Questions[0].Dimension, PerspectiveOf(0), "bo", Marking.Clear, 4, "The services do not decide what is believed.", [new(claims[0], Stance.Opposes)]));
            facts.AddRange([new DissentJoined(id, dissent, "cy"), new DissentLeft(id, dissent, "cy")]);
            facts.Add(new EvidenceChanged(id, partnership, new(EvidenceChangeKind.ClaimWithdrawn, claims[0], 2), [new(claims[0], new(Reliability.B, 2), new(Reliability.B, 2), true)],
                [new(Questions[0].Dimension, PerspectiveOf(0), SupportMark.Weakened, Cited(claims, withdrawn: true))]));
            if (number % 8 == 0) facts.Add(new JudgmentReaffirmed(id, partnership, "It stands.", new(Questions[0].Dimension, PerspectiveOf(0), SupportMark.Intact, Cited(claims, withdrawn: true))));
            if (number % 16 == 0) facts.AddRange([new DissentWithdrawn(id, dissent), new AssessmentRetracted(id, partnership, author, author, "It was wrong.")]);
        }

        await AddAsync<AssessmentState>(id, author, partnership, facts);
    }

    private static IEnumerable<object> Published(Guid id, string partnership, string author, int revision, Guid[] claims) =>
    [
        new AssessmentSubmitted(id, revision), new AssessmentApproved(id, revision, "rex", null),
        .. Questions.Select((question, index) => new JudgmentPublished(
            id, revision, partnership, question.Dimension, PerspectiveOf(index), author, Marking.Clear, CutOff, 1 + (index + revision) % 5, Likely, Confidence.Moderate, Cited(claims))),
        new AssessmentPublished(id, revision, partnership, author, Marking.Clear, CutOff, ["rex"]),
    ];

    private static Content Text(int level, Guid[] claims) => new("Trust after the leak", CutOff, Marking.Clear,
        [.. Questions.Select((question, index) => new Judgment(question.Dimension, PerspectiveOf(index), level, Likely, Confidence.Moderate,
            "Two independent reports agree on what was said and done, and nothing that is known since speaks against either of them.",
            [.. claims.Select(claim => new Citation(claim, Stance.Supports))], ["It is a feint."], ["The leak is genuine."], ["A public denial."]))]);

    private static PublishedCitation[] Cited(Guid[] claims, bool withdrawn = false) =>
        [.. claims.Select((claim, index) => new PublishedCitation(claim, Stance.Supports, new(Reliability.B, 2), claim, withdrawn && index == 0 ? true : null))];

    private static Perspective PerspectiveOf(int question) => Perspective.TryParse(Questions[question].Perspective, out var perspective) ? perspective : default;

    private async Task<Guid> SourceAsync(int number)
    {
        var id = Guid.CreateVersion7();
        await AddAsync<SourceState>(id, "ana", null, number % 10 == 0
            ? [new SourceRegistered(id, $"Source {number}", SourceKind.Media, Reliability.B, null), new SourceRegraded(id, Reliability.C, Reliability.B, "It erred.")]
            : [new SourceRegistered(id, $"Source {number}", SourceKind.Media, Reliability.B, null)]);
        return id;
    }

    private async Task<Guid> ClaimAsync(string partnership, Guid source, int number)
    {
        var id = Guid.CreateVersion7();
        List<object> facts = [new ClaimRecorded(id, partnership, $"The ministry confirmed visit {number} and the border guards were reinforced.", [source], 2, CutOff, Marking.Clear, Assertion.Belief,
            [new(Questions[0].Dimension, Direction.Lowers, PerspectiveOf(0))], [], [], null, null)];
        if (number % 12 == 3) facts.AddRange([new ClaimRegraded(id, 3, 2, "Denied since."), new ClaimTraced(id, [source], [source], "First told there.")]);
        if (number % 24 == 3) facts.Add(new ClaimWithdrawn(id, "Fabricated."));
        await AddAsync<ClaimState>(id, "ana", partnership, facts);
        return id;
    }

    private async Task AddAsync<TState>(Guid stream, string actor, string? partnership, IEnumerable<object> facts) where TState : class
    {
        IEvent[] recorded = [.. facts.Select(fact => Recorded(fact, actor, partnership))];
        var action = StreamAction.Start(stream, recorded);
        action.AggregateType = typeof(TState);
        _streams.Add(action);
        _facts += recorded.Length;
        if (_streams.Count >= Batch) await FlushAsync();
    }

    private static IEvent Recorded(object fact, string actor, string? partnership)
    {
        var recorded = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;
        recorded.UserName = actor;
        recorded.SetHeader(FactHeaders.Marking, "CLEAR");
        if (partnership is not null) recorded.SetHeader(FactHeaders.Partnership, partnership);
        return recorded;
    }

    private async Task FlushAsync()
    {
        if (_streams.Count > 0) await store.BulkInsertEventsAsync(_streams);
        _streams.Clear();
    }

    /// <summary>Waits until every read model has taken in what was written.</summary>
    public static async Task FollowAsync(NpgsqlDataSource database, TimeSpan patience)
    {
        await using (var analyze = database.CreateCommand("analyze")) await analyze.ExecuteNonQueryAsync();
        if (!await new Progress(database).CatchUpAsync(patience, default)) throw new TimeoutException("The read models have not caught up.");
    }
}
