using Assessment.Server.Assessments;
using Assessment.Server.Audit.Redactions;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Assessment.Tests.Assessments;
using JasperFx.Events;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Contracts;

public class FoldingEveryFact
{
    private static readonly DateTimeOffset Then = new(2026, 2, 20, 12, 0, 0, TimeSpan.Zero);

    // What a state does not take in, and why that is right.
    private static readonly Dictionary<Type, string> WithoutEffect = new()
    {
        [typeof(JudgmentDropped)] = "the published text of the new revision does not hold the judgment any more",
    };

    [Fact]
    public void Of_an_assessment()
    {
        var published = Given.Fold(History);
        var submitted = Given.Fold(Drafted(Trust(Cable)), Submitted());
        Changes<IAssessmentEvent, AssessmentState>((state, fact) => state.Evolve(fact, Then, 9),
            (new AssessmentState(), Drafted(Trust(Cable))),
            (Given.Fold(Drafted(Trust(Cable))), new AssessmentEdited(Paper, Text())),
            (Given.Fold(Drafted(Trust(Cable))), Submitted()),
            (submitted, Approved(Rex)),
            (submitted, Returned()),
            (submitted, Trusted([CableThen])),
            (published, new JudgmentDropped(Paper, 2, Pair, "trust-level", FromRussia, "ana")),
            (submitted, Published(1, "rex")),
            (published, Opened(Text())),
            (published, new AssessmentRetracted(Paper, Pair, "ana", "ana", "It was wrong.")),
            (published, new AssessmentRemarked(Paper, Pair, 1, Marking.Red, Marking.Clear, "It names somebody.")),
            (published, new EvidenceChanged(Paper, Pair, new(EvidenceChangeKind.ClaimWithdrawn, Cable.Id, 2), [], [Lost(SupportMark.Lost)])),
            (Given.Fold([.. History, new EvidenceChanged(Paper, Pair, new(EvidenceChangeKind.ClaimRegraded, Cable.Id, 2), [], [Lost(SupportMark.Weakened)])]),
                new JudgmentReaffirmed(Paper, Pair, "It still stands.", Lost(SupportMark.Intact))),
            (published, Dissent),
            (Given.Fold([.. History, Dissent]), new DissentWithdrawn(Paper, Dissent.Dissent)),
            (Given.Fold([.. History, Dissent]), new DissentJoined(Paper, Dissent.Dissent, "cy")),
            (Given.Fold([.. History, Dissent, new DissentJoined(Paper, Dissent.Dissent, "cy")]), new DissentLeft(Paper, Dissent.Dissent, "cy")));
    }

    [Fact]
    public void Of_a_claim() => Changes<IClaimEvent, ClaimState>((state, fact) => state.Evolve(Recorded(fact)) with { Version = 0 },
        (new ClaimState(), new ClaimRecorded(Cable.Id, Pair, "It was said.", [Ministry.Id], 2, CutOff, Marking.Clear, Assertion.Belief, [], [], [], null, null)),
        (Cable with { Version = 0 }, new ClaimRegraded(Cable.Id, 3, 2, "Denied since.")),
        (Cable with { Version = 0 }, new ClaimTraced(Cable.Id, [Daily.Id], [Ministry.Id], "First told there.")),
        (Cable with { Version = 0 }, new ClaimWithdrawn(Cable.Id, "Fabricated.")),
        (Cable with { Version = 0, Withdrawn = true }, new ClaimReinstated(Cable.Id, "It was real.")),
        (Cable with { Version = 0 }, new ClaimRemarked(Cable.Id, Pair, Marking.Red, Marking.Clear, "It names somebody.")));

    [Fact]
    public void Of_a_source() => Changes<ISourceEvent, SourceState>((state, fact) => state.Evolve(Recorded(fact)) with { Version = 0 },
        (new SourceState(), new SourceRegistered(Ministry.Id, "The ministry", SourceKind.Organization, Reliability.B, null)),
        (Ministry with { Version = 0 }, new SourceRegraded(Ministry.Id, Reliability.D, Reliability.B, "It lied.")),
        (Ministry with { Version = 0 }, new SourceMerged(Ministry.Id, Daily.Id, "It owns it.")),
        (Ministry with { Version = 0, MergedInto = Daily.Id }, new SourceSeparated(Ministry.Id, Daily.Id, "It sold it.")),
        (Ministry with { Version = 0 }, new SourceRemarked(Ministry.Id, Marking.Red, Marking.Clear, "It asked for it.")));

    [Fact]
    public void Of_a_partnership() => Changes<IPartnershipEvent, PartnershipState>((state, fact) => state.Evolve(Recorded(fact)) with { Version = 0 },
        (new PartnershipState(), new PartnershipEstablished(Pair, "China–Russia", ["CN", "RU"], 1, Marking.Clear)),
        (PartnershipWith(1) with { Version = 0 }, new PartnershipChanged(Pair, "Russia and China", 2)),
        (PartnershipWith(1) with { Version = 0 }, new DimensionDefined(Pair, Catalogue.Standard[0] with { Code = "space" })));

    [Fact]
    public void Of_a_forecast()
    {
        var asked = new ForecastAsked(Paper, Pair, Marking.Clear, null, null, "Will they sign?", "A text is published.", Then, Then.AddYears(1));
        var open = new ForecastState { Id = Paper, Asked = asked };
        Changes<IForecastEvent, ForecastState>((state, fact) => state.Evolve(Recorded(fact)) with { Version = 0 },
            (new ForecastState(), asked),
            (open, new EstimateGiven(Paper, "ana", 0.1, "They never did.")),
            (open, new ForecastResolved(Paper, "lead-1", ForecastOutcome.Yes, [new(Cable.Id, Marking.Clear)], "It was published.")),
            (open, new ForecastVoided(Paper, "lead-1", "The criteria fit two texts.")));
    }

    [Fact]
    public void Of_a_redaction()
    {
        var proposed = new RedactionState { Id = Paper, Proposed = new(Paper, 7, "DSB 12/26", "It names a child.") };
        Changes<IRedactionEvent, RedactionState>((state, fact) => state.Evolve(Recorded(fact)) with { Version = 0 },
            (new RedactionState(), proposed.Proposed),
            (proposed, new RedactionApproved(Paper, 7, "DSB 12/26")),
            (proposed, new RedactionCarriedOut(Paper, 7)));
    }

    [Fact]
    public void Every_fact_is_on_one_kind_of_stream_and_has_a_name()
    {
        Type[] kinds = [typeof(IAssessmentEvent), typeof(IClaimEvent), typeof(ISourceEvent), typeof(IPartnershipEvent), typeof(IForecastEvent), typeof(IRedactionEvent)];
        var declared = typeof(Facts).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && kinds.Any(kind => kind.IsAssignableFrom(type)));
        Assert.Equal(declared.Select(type => type.Name).Order(), Facts.Names.Keys.Where(type => kinds.Any(kind => kind.IsAssignableFrom(type))).Select(type => type.Name).Order());
        Assert.Equal(Facts.Names.Count, Facts.Names.Values.Distinct().Count());
    }

    [Fact]
    public void A_fact_of_another_stream_changes_nothing()
    {
        Assert.Same(Cable.Chain, Cable.Evolve(Recorded(Submitted())).Chain);
        var published = Given.Fold(History);
        Assert.Equal(published, published.Evolve(new ClaimWithdrawn(Cable.Id, "Fabricated."), Then, 9));
    }

    private static SupportedJudgment Lost(SupportMark mark) => new("trust-level", FromRussia, mark, [CableThen]);

    private static readonly DissentRecorded Dissent = new(
        Paper, new Guid("01990000-0000-7000-8000-00000000d155"), Pair, "trust-level", FromRussia, "bo", Marking.Clear, 4, "The services do not decide.", [new(Cable.Id, Stance.Opposes)]);

    private static void Changes<TFact, TState>(Func<TState, object, TState> evolve, params (TState Before, object Fact)[] examples) where TState : class
    {
        var declared = typeof(TFact).Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(TFact)));
        Assert.Equal(declared.Select(type => type.Name).Order(), examples.Select(example => example.Fact.GetType().Name).Order());
        Assert.All(examples, example => Assert.Equal(WithoutEffect.ContainsKey(example.Fact.GetType()), example.Before.Equals(evolve(example.Before, example.Fact))));
    }

    private static IEvent Recorded(object fact) => (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;
}
