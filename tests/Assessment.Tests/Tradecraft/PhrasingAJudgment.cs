using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class PhrasingAJudgment
{
    private static readonly Likelihood Likely = Likelihood.OfTerm(LikelihoodTerm.Likely);
    private static readonly Dimension Trust = Catalogue.Standard.Single(dimension => dimension.Code == "trust-level");

    [Fact]
    public void It_says_how_likely_which_level_is_and_then_how_good_the_basis() =>
        Assert.Equal(
            "We judge it likely (55–80 %) that Russia's trust in China is at level 2 of 5, distrustful. We have moderate confidence in this judgment.",
            Sentences.Judgment(Likely, null, Trust, new("RU", "CN"), 2, Confidence.Moderate));

    [Theory]
    [InlineData(0.799999, 0.799999, "(79.99 %)")]
    [InlineData(0.6, 0.799999, "(60–79.99 %)")]
    [InlineData(0.6, 0.8, "(60–80 %)")]
    public void Its_figures_do_not_round_over_the_end_of_a_band(double low, double high, string told) =>
        Assert.Contains($"it likely {told}", Sentences.Judgment(Likelihood.OfBand(low, high)!, null, Trust, new("RU", "CN"), 2, Confidence.Low), StringComparison.Ordinal);

    [Fact]
    public void What_is_the_same_from_both_sides_names_neither() =>
        Assert.Equal(
            "We judge it likely (55–80 %) that strategic alignment is at level 4 of 5, aligned. We have high confidence in this judgment.",
            Sentences.Judgment(Likely, null, Catalogue.Standard.Single(dimension => dimension.Code == "strategic-alignment"), null, 4, Confidence.High));

    [Theory]
    [InlineData("trust-level", "China's trust in Russia")]
    [InlineData("territorial-threat", "the territorial threat from China to Russia")]
    [InlineData("military-aid", "China's military aid to Russia")]
    [InlineData("sanctions-evasion", "sanctions evasion through China for Russia")]
    [InlineData("economic-dependence", "China's economic dependence on Russia")]
    [InlineData("counterintelligence-activity", "China's espionage and counter-intelligence activity against Russia")]
    [InlineData("cyber-posture", "cyber posture, China toward Russia,")]
    public void Every_directed_dimension_names_both_in_its_own_way(string code, string subject) =>
        Assert.Contains($" that {subject} is at level 3 of 5, ", Judged(code, "Cyber posture", new("CN", "RU")), StringComparison.Ordinal);

    [Fact]
    public void No_standard_directed_dimension_is_left_without_a_phrase() =>
        Assert.All(
            Catalogue.Standard.Where(dimension => dimension.Directed),
            dimension => Assert.DoesNotContain(" toward ", Judged(dimension.Code, dimension.Name, new("CN", "RU")), StringComparison.Ordinal));

    [Fact]
    public void A_state_without_a_name_here_goes_by_its_code() =>
        Assert.Contains("that ZZ's trust in Russia is", Judged("trust-level", "Trust level", new("ZZ", "RU")), StringComparison.Ordinal);

    [Fact]
    public void An_abbreviation_keeps_its_capitals() =>
        Assert.Contains("that UN voting is", Judged("un-voting", "UN voting", null), StringComparison.Ordinal);

    [Theory]
    [InlineData(LikelihoodTerm.AlmostNoChance, "We judge there is almost no chance (1–5 %) that ")]
    [InlineData(LikelihoodTerm.VeryUnlikely, "We judge it very unlikely (5–20 %) that ")]
    [InlineData(LikelihoodTerm.Unlikely, "We judge it unlikely (20–45 %) that ")]
    [InlineData(LikelihoodTerm.RoughlyEvenChance, "We judge it a roughly even chance (45–55 %) that ")]
    [InlineData(LikelihoodTerm.Likely, "We judge it likely (55–80 %) that ")]
    [InlineData(LikelihoodTerm.VeryLikely, "We judge it very likely (80–95 %) that ")]
    [InlineData(LikelihoodTerm.AlmostCertain, "We judge it almost certain (95–99 %) that ")]
    public void Every_word_opens_the_sentence(LikelihoodTerm term, string opening) =>
        Assert.StartsWith(opening, Judged("trust-level", "Trust level", new("RU", "CN"), Likelihood.OfTerm(term)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.6, 0.8, "(60–80 %)")]
    [InlineData(0.575, 0.625, "(57.5–62.5 %)")]
    [InlineData(0.6, 0.6, "(60 %)")]
    public void A_band_is_told_as_it_was_given(double low, double high, string told) =>
        Assert.Contains($" likely {told} that ", Judged("trust-level", "Trust level", new("RU", "CN"), Likelihood.OfBand(low, high)), StringComparison.Ordinal);

    [Fact]
    public void Likelihood_and_confidence_never_stand_in_one_sentence()
    {
        foreach (var term in Enum.GetValues<LikelihoodTerm>())
        {
            var sentences = Judged("trust-level", "Trust level", new("RU", "CN"), Likelihood.OfTerm(term)).Split(". ");

            Assert.Equal(2, sentences.Length);
            Assert.Contains(Likelihood.Words(term), sentences[0], StringComparison.Ordinal);
            Assert.DoesNotContain("confidence", sentences[0], StringComparison.Ordinal);
            Assert.Equal("We have low confidence in this judgment.", sentences[1]);
        }
    }

    [Fact]
    public void A_distribution_tells_what_the_other_levels_have() => Assert.Equal(
        "We judge it likely (55–80 %) that Russia's trust in China is at level 2 of 5, distrustful. "
        + "We give 70 % to distrustful, 20 % to guarded, 5 % to hostile, 4 % to cooperative and 1 % to allied. We have low confidence in this judgment.",
        Given(2, 0.05, 0.7, 0.2, 0.04, 0.01));

    [Fact]
    public void The_most_probable_of_five_need_not_be_likely() => Assert.Equal(
        "We judge no level of Russia's trust in China more likely than level 2 of 5, distrustful (35 %). "
        + "We give 35 % to distrustful, 35 % to guarded, 17.5 % to cooperative, 12.5 % to hostile and 0 % to allied. We have low confidence in this judgment.",
        Given(2, 0.125, 0.35, 0.35, 0.175, 0));

    private static string Judged(string code, string name, Perspective? perspective, Likelihood? likelihood = null) =>
        Sentences.Judgment(likelihood ?? Likely, null, Trust with { Code = code, Name = name }, perspective, 3, Confidence.Low);

    private static string Given(int level, params double[] distribution) =>
        Sentences.Judgment(Likelihood.OfProbability(distribution[level - 1])!, distribution, Trust, new("RU", "CN"), level, Confidence.Low);
}
