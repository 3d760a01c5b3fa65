using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class CheckingTradecraft
{
    private static readonly Judgment Good = Trust(Cable, Article) with { Alternatives = ["It was staged."], Assumptions = ["The cable is complete."], Indicators = ["A visit is cancelled."] };

    private static IReadOnlyList<TradecraftAnswer> Checked(params Judgment[] judgments) => CheckedOf(Evidence, null, judgments);

    private static IReadOnlyList<TradecraftAnswer> CheckedOf(CitedEvidence evidence, RevisionReason? reason, params Judgment[] judgments) =>
        TradecraftCheck.Of([.. judgments.Select(judgment => JudgmentAnswer.Of(judgment, PartnershipWith(1), evidence))], reason);

    private static TradecraftStandard[] Missed(IEnumerable<TradecraftAnswer> answers) =>
        [.. answers.Where(answer => answer.State is TradecraftState.NotMet).Select(answer => answer.Standard)];

    [Fact]
    public void Every_standard_is_told_of_once_with_a_sentence()
    {
        foreach (var answers in (IReadOnlyList<TradecraftAnswer>[])[Checked(), Checked(Good), Checked(Trust(Whisper))])
        {
            Assert.Equal(Enum.GetValues<TradecraftStandard>(), answers.Select(answer => answer.Standard));
            Assert.All(answers, answer => Assert.NotEmpty(answer.Findings));
            Assert.All(answers.SelectMany(answer => answer.Findings), finding => Assert.EndsWith(".", finding.Sentence, StringComparison.Ordinal));
        }

        Assert.All(Checked(), answer => Assert.Equal(TradecraftState.NotVisible, answer.State));
    }

    [Fact]
    public void A_careful_judgment_misses_none() => Assert.Empty(Missed(Checked(Good)));

    public static TheoryData<TradecraftStandard, string> Faults => new()
    {
        { TradecraftStandard.Alternatives, "alternatives" }, { TradecraftStandard.Assumptions, "assumptions" }, { TradecraftStandard.Uncertainty, "indicators" },
        { TradecraftStandard.Uncertainty, "one sentence" }, { TradecraftStandard.Uncertainty, "two scales" }, { TradecraftStandard.Sourcing, "one origin" }, { TradecraftStandard.Sourcing, "nobody" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_fault_misses_one_standard_at_its_place(TradecraftStandard standard, string fault)
    {
        var answers = Checked(Good with { Dimension = "military-aid", Perspective = FromChina }, fault switch
        {
            "alternatives" => Good with { Alternatives = [] },
            "assumptions" => Good with { Assumptions = [] },
            "indicators" => Good with { Indicators = [] },
            "one sentence" => Good with { Rationale = "They met in May. It is very likely (0.85) that they trust less, with high confidence. More will come." },
            "two scales" => Good with { Rationale = "It is very likely that they meet. It is a realistic possibility that they do not." },
            "one origin" => Good with { Claims = Trust(Cable, CableAgain).Claims },
            _ => Good with { Claims = Trust(Whisper).Claims },
        });
        Assert.Equal([standard], Missed(answers));
        Assert.Equal("trust-level RU>CN", Assert.Single(answers.Single(answer => answer.Standard == standard).Findings).Place);
    }

    [Theory]
    [InlineData("It is very likely that they meet. We have high confidence in this.")]
    [InlineData("The chance is 0.7. Confidence is high.")]
    [InlineData("It is highly likely, a realistic possibility at least.")]
    public void What_is_said_apart_and_in_one_scale_is_right(string rationale) => Assert.Empty(Missed(Checked(Good with { Rationale = rationale })));

    [Fact]
    public void Confidence_in_what_nobody_could_judge_is_told_and_so_is_its_share()
    {
        var evidence = Known(Cable with { Credibility = 6 }, Article with { Credibility = 6 }, CableAgain);
        Assert.Equal([TradecraftStandard.Sources, TradecraftStandard.Uncertainty], Missed(CheckedOf(evidence, null, Good)));
        Assert.Equal([TradecraftStandard.Sources], Missed(CheckedOf(evidence, null, Good with { Confidence = Confidence.Low })));
        Assert.Equal([TradecraftStandard.Sources], Missed(CheckedOf(evidence, null, Good with { Claims = Trust(Cable, Article, CableAgain).Claims })));
        Assert.Empty(Missed(CheckedOf(Known(Cable, Article with { Credibility = 6 }, CableAgain), null, Good with { Claims = Trust(Cable, Article, CableAgain).Claims })));
    }

    [Fact]
    public void A_revision_explains_what_changed()
    {
        Assert.Equal(TradecraftState.NotVisible, Checked(Good).Single(answer => answer.Standard is TradecraftStandard.Change).State);
        var revised = CheckedOf(Evidence, new(RevisionReasonCode.NewEvidence, "More came in."), Good).Single(answer => answer.Standard is TradecraftStandard.Change);
        Assert.Equal((TradecraftState.Met, "The change is explained as new evidence."), (revised.State, revised.Findings[0].Sentence));
    }

    [Fact]
    public void What_is_withdrawn_supports_nothing() => Assert.Equal([TradecraftStandard.Sourcing], Missed(Checked(Good with { Claims = Trust(Withdrawn).Claims })));
}
