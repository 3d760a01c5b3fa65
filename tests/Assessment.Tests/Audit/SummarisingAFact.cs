using Assessment.Server.Assessments;
using Assessment.Server.Audit;
using Assessment.Server.Audit.Redactions;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Audit;

public class SummarisingAFact
{
    private static readonly Guid Id = Guid.Parse("0198f2a0-0000-7000-8000-000000000001");
    private static readonly Grade B2 = new(Reliability.B, 2);
    private static readonly Content Text = new("Trust after the leak", new(2025, 6, 7), Marking.Green, []);

    private static readonly (object Fact, string Sentence)[] Told =
    [
        (new PartnershipEstablished("china-russia", "China–Russia", ["CN", "RU"], 1, Marking.Clear), "ana established the partnership “China–Russia” of CN, RU with 1 reviewer, marked CLEAR."),
        (new PartnershipChanged("china-russia", "Beijing and Moscow", 2), "ana changed the partnership to “Beijing and Moscow” with 2 reviewers."),
        (new DimensionDefined("china-russia", new("regional-trade", "Regional trade", "How much?", false, 90, [])), "ana defined the dimension “Regional trade”."),
        (new SourceRegistered(Id, "A newspaper", SourceKind.Media, Reliability.B, null), "ana registered the source “A newspaper” with reliability B."),
        (new SourceRegraded(Id, Reliability.C, Reliability.B, "It erred twice."), "ana regraded the source from B to C: “It erred twice.”."),
        (new SourceMerged(Id, Id, "One paper"), "ana found the source to be another one, and merged it into that: “One paper”."),
        (new SourceSeparated(Id, Id, "Two papers"), "ana separated the source from the one it had been merged into: “Two papers”."),
        (new SourceRemarked(Id, Marking.Red, Marking.Clear, "Still at work"), "ana marked the source RED instead of CLEAR: “Still at work”."),
        (new ClaimRecorded(Id, "china-russia", "The minister\n confirmed it.", [Id], 2, new(2024, 1, 31), Marking.Amber, default, [], [], [], null, null), "ana recorded the claim “The minister confirmed it.” with credibility 2, marked AMBER."),
        (new ClaimRegraded(Id, 3, 2, "Others doubt it"), "ana regraded the claim from credibility 2 to 3: “Others doubt it”."),
        (new ClaimTraced(Id, [Id, Id], [Id], "It was copied"), "ana traced the claim through 2 sources instead of 1: “It was copied”."),
        (new ClaimWithdrawn(Id, "Fabricated"), "ana withdrew the claim: “Fabricated”."),
        (new ClaimReinstated(Id, "It was real"), "ana reinstated the claim: “It was real”."),
        (new ClaimRemarked(Id, "china-russia", Marking.Red, Marking.Clear, "It names somebody"), "ana marked the claim RED instead of CLEAR: “It names somebody”."),
        (new AssessmentRemarked(Id, "china-russia", 1, Marking.Green, Marking.Amber, "It is public"), "ana marked the assessment GREEN instead of AMBER: “It is public”."),
        (new AssessmentDrafted(Id, "china-russia", "ana", Text), "ana drafted “Trust after the leak” with no judgments, marked GREEN."),
        (new AssessmentEdited(Id, Text), "ana wrote the text anew as “Trust after the leak” with no judgments, marked GREEN."),
        (new AssessmentSubmitted(Id, 1), "ana submitted revision 1 for review."),
        (new AssessmentApproved(Id, 1, "ana", null), "ana approved revision 1."),
        (new AssessmentReturned(Id, 1, "ana", "Name the leak"), "ana returned revision 1 to its author: “Name the leak”."),
        (new JudgmentPublished(Id, 1, "china-russia", "trust-level", new("RU", "CN"), "ana", Marking.Green, new(2025, 6, 7), 2, Likelihood.OfTerm(LikelihoodTerm.Likely), Confidence.Moderate, []), "Revision 1 judges trust-level (RU>CN) to be at level 2 of 5."),
        (new JudgmentDropped(Id, 2, "china-russia", "un-voting", null, "ana"), "Revision 2 no longer judges un-voting."),
        (new AssessmentPublished(Id, 1, "china-russia", "ana", Marking.Green, new(2025, 6, 7), ["rex", "ray"]), "Revision 1 is published, marked GREEN, approved by rex, ray."),
        (new RevisionOpened(Id, 2, new(RevisionReasonCode.NewEvidence, "A second leak"), Text), "ana opened revision 2 (new evidence): “A second leak”."),
        (new AssessmentRetracted(Id, "china-russia", "ana", "ana", "The leak was forged"), "ana retracted the assessment: “The leak was forged”."),
        (new EvidenceChanged(Id, "china-russia", new(EvidenceChangeKind.ClaimWithdrawn, Id, 2), [new(Id, B2, B2, true)], [new("trust-level", new("RU", "CN"), SupportMark.Lost, [])]), "Evidence moved (claim withdrawn) under 1 cited claim, trust-level (RU>CN) is lost."),
        (new JudgmentReaffirmed(Id, "china-russia", "It still holds", new("un-voting", null, SupportMark.Intact, [])), "ana reaffirmed the judgment on un-voting: “It still holds”."),
        (new DissentRecorded(Id, Id, "china-russia", "trust-level", new("RU", "CN"), "ana", Marking.Amber, 4, "They trade more", []), "ana dissented on trust-level (RU>CN) with level 4 of 5, marked AMBER: “They trade more”."),
        (new DissentWithdrawn(Id, Id), "ana withdrew their dissent."),
        (new DissentJoined(Id, Id, "ana"), "ana joined a dissent."),
        (new DissentLeft(Id, Id, "ana"), "ana left a dissent."),
        (new ForecastAsked(Id, "china-russia", Marking.Clear, null, null, "Will they sign?", "A text", default, new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), "ana asked “Will they sign?”, to be answered by 2027-01-01."),
        (new EstimateGiven(Id, "ana", 0.05, "They never did"), "ana gave it a probability of 0.05: “They never did”."),
        (new ForecastResolved(Id, "ana", ForecastOutcome.No, [], "Nothing was signed"), "ana resolved the forecast with no: “Nothing was signed”."),
        (new ForecastVoided(Id, "ana", "Two texts fit"), "ana voided the forecast: “Two texts fit”."),
        (new RedactionProposed(Id, 7, "DSB 12/26", "It names a child"), "ana proposed to redact the fact at position 7 in case “DSB 12/26”: “It names a child”."),
        (new RedactionApproved(Id, 7, "DSB 12/26"), "ana approved the redaction of the fact at position 7 in case “DSB 12/26”."),
        (new RedactionCarriedOut(Id, 7), "The text of the fact at position 7 was taken out."),
    ];

    [Fact]
    public void Every_fact_has_its_sentence() => Assert.All(Told, told => Assert.Equal(told.Sentence, Summaries.Of(told.Fact, "ana")));

    [Fact]
    public void A_distribution_is_told() => Assert.Equal(
        "Revision 1 judges un-voting to be at level 2 of 5, giving levels 1 to 5 5, 70, 20, 4.5, 0.5 %.",
        Summaries.Of(new JudgmentPublished(Id, 1, "china-russia", "un-voting", null, "ana", Marking.Green, new(2025, 6, 7), 2, Likelihood.OfProbability(0.7)!, Confidence.Moderate, [], [0.05, 0.7, 0.2, 0.045, 0.005]), "ana"));

    [Fact]
    public void No_fact_is_without_one() =>
        Assert.Equal(Facts.Names.Keys.Select(fact => fact.Name).Order(), Told.Select(told => told.Fact.GetType().Name).Order());

    [Fact]
    public void What_is_no_fact_has_none() => Assert.Throws<ArgumentOutOfRangeException>(() => Summaries.Of("text", "ana"));

    [Fact]
    public void What_a_partnership_asks_for_is_told()
    {
        PartnershipChanged asking = new("china-russia", "Beijing and Moscow", 1, [TradecraftStandard.Assumptions, TradecraftStandard.Sourcing]);
        Assert.Equal("ana changed the partnership to “Beijing and Moscow” with 1 reviewer, asking for assumptions, sourcing.", Summaries.Of(asking, "ana"));
        Assert.Equal("ana changed the partnership to “Beijing and Moscow” with 1 reviewer, asking for no standard.", Summaries.Of(asking with { Tradecraft = [] }, "ana"));
    }

    [Fact]
    public void The_reviewers_comment_is_told() =>
        Assert.Equal("rex approved revision 2: “Well argued”.", Summaries.Of(new AssessmentApproved(Id, 2, "rex", "Well argued"), "rex"));

    [Fact]
    public void Without_a_review_nobody_is_named() => Assert.Equal("Revision 1 is published, marked CLEAR, without a review.",
        Summaries.Of(new AssessmentPublished(Id, 1, "china-russia", "ana", Marking.Clear, new(2025, 6, 7), []), "ana"));

    [Fact]
    public void What_nobody_recorded_the_service_did() => Assert.Equal("the service submitted revision 1 for review.", Summaries.Of(new AssessmentSubmitted(Id, 1), null));

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var sentence = Summaries.Of(new ClaimWithdrawn(Id, new string('a', 119) + "😀 and more"), "ana");

        Assert.Equal($"ana withdrew the claim: “{new string('a', 119)}…”.", sentence);
    }

    [Fact]
    public void Every_fact_is_of_some_kind_of_resource() =>
        Assert.All(Facts.Names.Values, fact => Assert.Contains(StreamStates.KindOf(fact), (string[])["partnership", "source", "claim", "assessment", "forecast", "redaction"]));
}
