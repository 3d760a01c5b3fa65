using Assessment.Server.Assessments;
using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Picture.Exhibits;

namespace Assessment.Tests.Picture;

public class AddingUpStandings
{
    [Fact]
    public void The_level_of_an_odd_number_is_the_middle_one()
    {
        var trust = Shown(Trust("ana", 5), Trust("bo", 1), Trust("cy", 2)).OnTrust();
        Assert.Equal((2.0, 1, 5, 3), (trust.Level, trust.Lowest, trust.Highest, trust.Analysts));
    }

    [Fact]
    public void The_level_of_an_even_number_is_the_mean_of_the_middle_two()
    {
        var trust = Shown(Trust("ana", 5), Trust("bo", 1), Trust("cy", 2), Trust("di", 3)).OnTrust();
        Assert.Equal((2.5, 1, 5, 4), (trust.Level, trust.Lowest, trust.Highest, trust.Analysts));
    }

    // By hand: the mean of 2 and 3 is 2.5, each lies 0.5 away: 1 + log₂(1 − 0.125) = 0.807354922…
    [Fact]
    public void The_agreement_is_told_to_six_decimals() => Assert.Equal(0.807355, Shown(Trust("ana", 2), Trust("bo", 3)).OnTrust().Agreement);

    [Fact]
    public void Who_speaks_alone_agrees_entirely_and_the_ends_not_at_all()
    {
        Assert.Equal(1, Shown(Trust("ana", 4)).OnTrust().Agreement);
        Assert.Equal(0, Shown(Trust("ana", 1), Trust("bo", 5)).OnTrust().Agreement);
    }

    [Fact]
    public void The_likelihood_is_the_median_with_its_own_word()
    {
        var odd = Shown(Trust("ana", 2).Likely(0.3), Trust("bo", 2).Likely(0.9), Trust("cy", 2).Likely(0.6)).OnTrust().Likelihood!;
        Assert.Equal(new Likelihood(0.6, 0.55, 0.8, LikelihoodTerm.Likely, PhiaTerm.Likely), odd);
        var even = Shown(Trust("ana", 2).Likely(0.1), Trust("bo", 2).Likely(0.9)).OnTrust().Likelihood!;
        Assert.Equal(new Likelihood(0.5, 0.45, 0.55, LikelihoodTerm.RoughlyEvenChance, null), even);
        Assert.Equal(0.15, Shown(Trust("ana", 2).Likely(0.1), Trust("bo", 2).Likely(0.2)).OnTrust().Likelihood!.Probability);
    }

    [Fact]
    public void Of_different_levels_there_is_no_likelihood() => Assert.Null(Shown(Trust("ana", 2).Likely(0.88), Trust("bo", 3).Likely(0.68)).OnTrust().Likelihood);

    // By hand: 0.88 / 2 and 0.68 / 2; what both leave open is (0.12 + 0.32) / 2.
    [Fact]
    public void The_distribution_is_the_mean_of_what_they_say_and_says_what_they_leave_open() =>
        AssertPooled([0, 0.44, 0.34, 0, 0], 0.22, Trust("ana", 2).Likely(0.88), Trust("bo", 3).Likely(0.68));

    // By hand: 0.05 / 2, (0.7 + 0.6) / 2, 0.2 / 2, 0.04 / 2, 0.01 / 2; (0 + 0.4) / 2.
    [Fact]
    public void A_distribution_of_its_own_counts_whole_beside_a_level_alone() =>
        AssertPooled([0.025, 0.65, 0.1, 0.02, 0.005], 0.2, Trust("ana", 2).Giving(0.05, 0.7, 0.2, 0.04, 0.01), Trust("bo", 2).Likely(0.6));

    [Fact]
    public void A_judgment_from_before_below_even_leaves_most_open() => AssertPooled([0, 0.3, 0, 0, 0], 0.7, Trust("ana", 2).Likely(0.3));

    [Fact]
    public void Without_a_standing_there_is_no_distribution() => Assert.Null(Shown().OnTrust().Distribution);

    [Fact]
    public void A_standing_shows_what_it_was_published_with()
    {
        Assert.Equal([0.05, 0.7, 0.2, 0.04, 0.01], Shown(Trust("ana", 2).Giving(0.05, 0.7, 0.2, 0.04, 0.01)).OnTrust().Standings[0].Distribution!);
        Assert.Null(Shown(Trust("ana", 2)).OnTrust().Standings[0].Distribution);
    }

    private static void AssertPooled(double[] levels, double unallocated, params Standing[] held)
    {
        var pooled = Shown(held).OnTrust().Distribution!;
        Assert.Equal(levels, pooled.Levels);
        Assert.Equal(unallocated, pooled.Unallocated);
    }

    [Fact]
    public void Confidence_is_counted_and_never_averaged() => Assert.Equal(new ConfidenceCounts(1, 0, 2), Shown(
        Trust("ana", 2).Confident(Confidence.High), Trust("bo", 2).Confident(Confidence.Low), Trust("cy", 2).Confident(Confidence.High)).OnTrust().Confidence);

    [Fact]
    public void Origins_are_counted_once_over_all_standings()
    {
        var trust = Shown(Trust("ana", 2, Claim(1, "B2", 11), Claim(2, "C3", 12)), Trust("bo", 2, Claim(3, "C3", 11), Claim(4, "D4", 13))).OnTrust();
        Assert.Equal((3, false), (trust.Origins, trust.SingleSourced));
        Assert.Equal([2, 2], trust.Standings.Select(standing => standing.Origins));
    }

    [Fact]
    public void Two_analysts_on_one_origin_are_single_sourced()
    {
        var trust = Shown(Trust("ana", 2, Claim(1, "B2", 11)), Trust("bo", 2, Claim(2, "C3", 11))).OnTrust();
        Assert.Equal((1, true), (trust.Origins, trust.SingleSourced));
    }

    [Fact]
    public void What_opposes_and_what_nobody_can_name_adds_no_origin()
    {
        var trust = Shown(Trust("ana", 2, Claim(1, "B2", 11), Claim(2, "B2", 12, Stance.Opposes), Claim(3, "B2", null))).OnTrust();
        Assert.Equal((1, true), (trust.Origins, trust.SingleSourced));
        Assert.Equal((1, true), (trust.Standings[0].Origins, trust.Standings[0].SingleSourced));
        Assert.Equal([Id(1), Id(2), Id(3)], trust.Standings[0].Claims);
    }

    [Fact]
    public void The_best_grade_is_of_what_supports_and_has_a_basis()
    {
        Assert.Equal("C3", Best(Claim(1, "C3", 11), Claim(2, "A1", 12, Stance.Opposes), Claim(3, "D1", 13)));
        Assert.Equal("E5", Best(Claim(1, "A6", 11), Claim(2, "F1", 12), Claim(3, "E5", 13)));
        Assert.Null(Best());

        static string? Best(params StandingClaim[] claims) => Shown(Trust("ana", 2, claims)).OnTrust().BestGrade?.ToString();
    }

    [Fact]
    public void The_latest_cut_off_is_that_of_the_freshest_standing() => Assert.Equal(CutOff.AddDays(3), Shown(
        Trust("ana", 2), Trust("bo", 2) with { InformationCutOff = CutOff.AddDays(3) }, Trust("cy", 2) with { InformationCutOff = CutOff.AddDays(-9) }).OnTrust().LatestCutOff);

    [Theory]
    [InlineData(90, false)]
    [InlineData(91, true)]
    public void Trust_is_stale_when_its_freshest_cut_off_is_older_than_ninety_days(int days, bool stale)
    {
        var cutOff = DateOnly.FromDateTime(Noon.UtcDateTime).AddDays(-days);
        Assert.Equal(stale, Shown(Trust("ana", 2) with { InformationCutOff = cutOff }, Trust("bo", 2) with { InformationCutOff = cutOff.AddDays(-1) }).OnTrust().Stale);
    }

    [Fact]
    public void Each_dimension_has_a_patience_of_its_own()
    {
        var old = Trust("ana", 2) with { InformationCutOff = DateOnly.FromDateTime(Noon.UtcDateTime).AddDays(-61) };
        var picture = Shown(old, old with { Dimension = "military-aid" });
        Assert.Equal((false, true), (picture.OnTrust().Stale, picture.On("military-aid", FromRussia).Stale));
    }

    [Fact]
    public void Every_standing_is_shown_as_it_was_published()
    {
        var ana = Trust("ana", 2, Claim(1, "B2", 11)) with { Revision = 3, Marking = Marking.Green };
        var shown = Assert.Single(Shown(ana).OnTrust().Standings);
        Assert.Equal((ana.Assessment, 3, "ana", 2, ana.Judgment.Likelihood, Confidence.Moderate), (shown.Assessment, shown.Revision, shown.Analyst, shown.Level, shown.Likelihood, shown.Confidence));
        Assert.Equal((CutOff, Noon.AddDays(-1), 40L, Marking.Green, SupportMark.Intact), (shown.InformationCutOff, shown.PublishedAt, shown.Position, shown.Marking, shown.Support));
    }

    [Fact]
    public void The_dissents_on_a_standing_are_shown_in_the_order_of_their_recording_however_they_are_stored()
    {
        var ana = Trust("ana", 2);
        var dissents = ((int[])[3, 1, 2]).Select(number => new OpenDissent(ana.Assessment, Id(number), "trust-level", FromRussia, "bo", Marking.Clear, 4, "They spy.", ["cy"], Noon.AddHours(-number)));
        var shown = Picturing.Of(new Asking(Partnership, Marking.Red, Noon), [ana], [], [.. dissents]).OnTrust().Dissents;
        Assert.Equal([Id(3), Id(2), Id(1)], shown.Select(dissent => dissent.Dissent));
    }
}
