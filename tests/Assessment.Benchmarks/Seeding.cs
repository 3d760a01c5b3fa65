using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Benchmarks;

/// <summary>
/// Fills a store with two years of history as analysts would have written it, through Marten's bulk insert: for every fifty
/// assessments a partnership of its own, and one whose history grows with the store while what it holds stays the same.
/// </summary>
/// <param name="store">Of the superuser, see <see cref="Bench"/>.</param>
/// <param name="facts">About how many will be written.</param>
public sealed class Seeding(IDocumentStore store, int facts)
{
    /// <summary>The partnership with the long history: twenty analysts stand by what they said at the beginning, others come and retract.</summary>
    public const string LongHistory = "long-history";

    public static readonly TimeSpan Span = TimeSpan.FromDays(730);

    private const int AssessmentsOfPartnership = 50;
    private const int Steadfast = 20;
    private const int Batch = 2000;

    private readonly TimeSpan _step = Span / facts;
    private DateTimeOffset _now = DateTimeOffset.UtcNow - Span - TimeSpan.FromDays(1);
    private Guid[] _steady = [];

    private DateOnly CutOff => DateOnly.FromDateTime(_now.UtcDateTime);

    private static readonly Likelihood Likely = Likelihood.OfTerm(LikelihoodTerm.Likely);
    private static readonly (string Dimension, string Perspective)[] Questions = [("trust-level", "RU>CN"), ("military-aid", "CN>RU"), ("economic-dependence", "RU>CN")];

    private readonly List<StreamAction> _streams = [];
    private int _facts;

    public int Facts => _facts;

    /// <summary>Writes them; every kind of fact but those of forecasts and redactions is among them.</summary>
    public async Task FillAsync()
    {
        await BeginLongHistoryAsync();
        for (var number = 0; _facts < facts; number++)
        {
            var partnership = $"seeded-{number / AssessmentsOfPartnership}";
            if (number % AssessmentsOfPartnership == 0) await PartnershipAsync(partnership);
            await AssessmentAsync(partnership, number);
            if (number % 2 == 0) await PublishedAsync(LongHistory, $"visitor-{number % 10}", _steady[..3], retracted: true);
        }

        await FlushAsync();
    }

    private async Task BeginLongHistoryAsync()
    {
        await PartnershipAsync(LongHistory);
        var claims = new List<Guid>();
        for (var i = 0; i < Steadfast; i++) claims.Add(await ClaimAsync(LongHistory, await SourceAsync(i), 0));
        _steady = [.. claims];
        for (var i = 0; i < Steadfast; i++) await PublishedAsync(LongHistory, $"analyst-{i}", [_steady[i], _steady[(i + 1) % Steadfast], _steady[(i + 2) % Steadfast]], retracted: false);
    }

    /// <summary>A partnership on which so many analysts have published so many assessments, in turns, and each under so many markings; nothing was taken back.</summary>
    public async Task RepeatAsync(string partnership, int analysts, int assessments, int markings = 1)
    {
        await PartnershipAsync(partnership);
        Guid[] claims = [await ClaimAsync(partnership, await SourceAsync(0), 0), await ClaimAsync(partnership, await SourceAsync(1), 0), await ClaimAsync(partnership, await SourceAsync(2), 0)];
        for (var number = 0; number < assessments; number++)
        {
            var (id, author, marking) = (Guid.CreateVersion7(), $"analyst-{number % analysts}", (Marking)(number / analysts % markings));
            object[] stream = [new AssessmentDrafted(id, partnership, author, Text(1, claims, CutOff)), .. Published(id, partnership, author, 1, claims)];
            await AddAsync<AssessmentState>(id, author, partnership, stream.Select(fact => fact switch
            {
                JudgmentPublished e => e with { Marking = marking, Level = 1 + number % 5 },
                AssessmentPublished e => e with { Marking = marking },
                _ => fact,
            }));
        }

        await FlushAsync();
    }

    private Task PublishedAsync(string partnership, string author, Guid[] claims, bool retracted)
    {
        var id = Guid.CreateVersion7();
        List<object> stream = [new AssessmentDrafted(id, partnership, author, Text(1, claims, CutOff)), .. Published(id, partnership, author, 1, claims)];
        if (retracted) stream.Add(new AssessmentRetracted(id, partnership, author, author, "It was wrong."));
        return AddAsync<AssessmentState>(id, author, partnership, stream);
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
            await PublishedAsync(partnership, $"analyst-{i % 100}", cited, retracted: false);
        }

        await FlushAsync();
        return source;
    }

    /// <summary>So many claims on a partnership of their own, of a hundred sources, each with the statement of its number.</summary>
    public async Task ClaimsAsync(string partnership, int claims, Func<int, string> statement)
    {
        await PartnershipAsync(partnership);
        var sources = new List<Guid>();
        for (var i = 0; i < 100; i++) sources.Add(await SourceAsync(i));
        for (var i = 0; i < claims; i++)
        {
            var id = Guid.CreateVersion7();
            await AddAsync<ClaimState>(id, "ana", partnership, [new ClaimRecorded(id, partnership, statement(i), [sources[i % 100]], 2, CutOff, Marking.Clear, Assertion.Belief,
                [new(Questions[0].Dimension, Direction.Lowers, PerspectiveOf(0))], [], [], null, null)]);
        }

        await FlushAsync();
    }

    private Task PartnershipAsync(string slug) => AddAsync<PartnershipState>(Streams.OfPartnership(slug), "lead-1", slug,
        [new PartnershipEstablished(slug, "Seeded", ["CN", "RU"], 1, Marking.Clear), new PartnershipChanged(slug, "Seeded anew", 1)]);

    private async Task AssessmentAsync(string partnership, int number)
    {
        var (id, author) = (Guid.CreateVersion7(), $"analyst-{number % 10}");
        var source = await SourceAsync(number);
        Guid[] claims = [await ClaimAsync(partnership, source, number), await ClaimAsync(partnership, source, number), await ClaimAsync(partnership, source, number)];
        List<object> stream = [new AssessmentDrafted(id, partnership, author, Text(1, claims, CutOff))];
        if (number % 6 == 0) stream.AddRange([new AssessmentSubmitted(id, 1), new AssessmentReturned(id, 1, "rex", "Say more."), new AssessmentEdited(id, Text(1, claims, CutOff))]);
        if (number % 9 != 8) stream.AddRange(Published(id, partnership, author, 1, claims));
        if (number % 4 == 0 && number % 9 != 8)
        {
            stream.Add(new RevisionOpened(id, 2, new RevisionReason(RevisionReasonCode.NewEvidence, "More came in."), Text(3, claims, CutOff)));
            stream.AddRange(Published(id, partnership, author, 2, claims));
            var dissent = Guid.CreateVersion7();
            stream.Add(new DissentRecorded(id, dissent, partnership, Questions[0].Dimension, PerspectiveOf(0), "bo", Marking.Clear, 4, "The services do not decide what is believed.", [new(claims[0], Stance.Opposes)]));
            stream.AddRange([new DissentJoined(id, dissent, "cy"), new DissentLeft(id, dissent, "cy")]);
            stream.Add(new EvidenceChanged(id, partnership, new(EvidenceChangeKind.ClaimWithdrawn, claims[0], 2), [new(claims[0], new(Reliability.B, 2), new(Reliability.B, 2), true)],
                [new(Questions[0].Dimension, PerspectiveOf(0), SupportMark.Weakened, Cited(claims, withdrawn: true))]));
            if (number % 8 == 0) stream.Add(new JudgmentReaffirmed(id, partnership, "It stands.", new(Questions[0].Dimension, PerspectiveOf(0), SupportMark.Intact, Cited(claims, withdrawn: true))));
            if (number % 16 == 0) stream.AddRange([new DissentWithdrawn(id, dissent), new AssessmentRetracted(id, partnership, author, author, "It was wrong.")]);
        }

        await AddAsync<AssessmentState>(id, author, partnership, stream);
    }

    private IEnumerable<object> Published(Guid id, string partnership, string author, int revision, Guid[] claims) =>
    [
        new AssessmentSubmitted(id, revision), new AssessmentApproved(id, revision, "rex", null),
        .. Questions.Select((question, index) => new JudgmentPublished(
            id, revision, partnership, question.Dimension, PerspectiveOf(index), author, Marking.Clear, CutOff, 1 + (index + revision) % 5, Likely, Confidence.Moderate, Cited(claims))),
        new AssessmentPublished(id, revision, partnership, author, Marking.Clear, CutOff, ["rex"]),
    ];

    public static Content Text(int level, Guid[] claims, DateOnly cutOff) => new("Trust after the leak", cutOff, Marking.Clear,
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
        List<object> stream = [new ClaimRecorded(id, partnership, $"The ministry confirmed visit {number} and the border guards were reinforced.", [source], 2, CutOff, Marking.Clear, Assertion.Belief,
            [new(Questions[0].Dimension, Direction.Lowers, PerspectiveOf(0))], [], [], null, null)];
        if (number % 12 == 3) stream.AddRange([new ClaimRegraded(id, 3, 2, "Denied since."), new ClaimTraced(id, [source], [source], "First told there.")]);
        if (number % 24 == 3) stream.Add(new ClaimWithdrawn(id, "Fabricated."));
        await AddAsync<ClaimState>(id, "ana", partnership, stream);
        return id;
    }

    private async Task AddAsync<TState>(Guid stream, string actor, string? partnership, IEnumerable<object> recorded) where TState : class
    {
        IEvent[] events = [.. recorded.Select(fact => Recorded(fact, actor, partnership))];
        var action = StreamAction.Start(stream, events);
        action.AggregateType = typeof(TState);
        _streams.Add(action);
        _facts += events.Length;
        if (_streams.Count >= Batch) await FlushAsync();
    }

    private IEvent Recorded(object fact, string actor, string? partnership)
    {
        var recorded = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;
        recorded.Timestamp = _now += _step;
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
}
