using Assessment.Client;
using Assessment.Dashboard.Words;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class TellingWeights
{
    private static readonly IReadOnlyList<Level> Levels = [.. new[] { "Hostile", "Distrustful", "Guarded", "Cooperative", "Allied" }.Index().Select(level => new Level(level.Index + 1, level.Item, "…"))];

    [Theory]
    [InlineData(2, 2, 3, "Two analysts, between distrustful and guarded: 44 % of the weight on distrustful, 34 % on guarded, 22 % left open.")]
    [InlineData(3, 1, 5, "Three analysts, from hostile to allied: 44 % of the weight on distrustful, 34 % on guarded, 22 % left open.")]
    [InlineData(1, 2, 2, "One analyst, at distrustful: 44 % of the weight on distrustful, 34 % on guarded, 22 % left open.")]
    [InlineData(12, 2, 2, "12 analysts, all at distrustful: 44 % of the weight on distrustful, 34 % on guarded, 22 % left open.")]
    public void The_headline_says_who_stands_where_and_how_the_weight_lies(int analysts, int lowest, int highest, string headline) =>
        Assert.Equal(headline, Weights.Headline(Entry(analysts, lowest, highest, new([0, 0.4375, 0.3375, 0, 0], 0.225)), Levels));

    [Fact]
    public void What_nobody_left_open_is_not_told() =>
        Assert.Equal("34 % of the weight on hostile, 33 % on distrustful, 33 % on guarded", Weights.Of(new LevelDistribution([0.333334, 0.333333, 0.333333, 0, 0], 0)).Told(Levels));

    [Theory]
    [InlineData(0.799, 79, 21)]
    [InlineData(0.801, 80, 20)]
    [InlineData(0.549, 54, 46)]
    [InlineData(0.946, 94, 6)]
    public void The_figure_of_a_level_lies_in_the_band_of_its_word(double probability, int shown, int open)
    {
        var weights = Weights.Of(new LevelDistribution([0, probability, 0, 0, 0], (double)(1 - (decimal)probability)));
        Assert.Equal((shown, open), (weights.Levels[1], weights.Open));
    }

    [Fact]
    public void The_next_heaviest_takes_what_that_moves() =>
        Assert.Equal([0, 79, 16, 5, 0], Weights.Of(new LevelDistribution([0, 0.799, 0.15, 0.051, 0], 0)).Levels);

    [Fact]
    public void Without_a_standing_there_is_no_headline() => Assert.Equal("", Weights.Headline(Entry(0, null, null, null), Levels));

    [Fact]
    public void A_judgment_alone_is_drawn_as_what_it_says()
    {
        var likely = new Likelihood(0.68, 0.55, 0.8, "likely", "likely");
        Assert.Equal([0, 0, 0.68, 0, 0], Weights.Of(3, likely, null).Levels);
        Assert.Equal(0.32, Weights.Of(3, likely, null).Unallocated);
        Assert.Equal([0.25, 0.5, 0.25, 0, 0], Weights.Of(2, likely, [0.25, 0.5, 0.25, 0, 0]).Levels);
    }

    private static PictureDimension Entry(int analysts, int? lowest, int? highest, LevelDistribution? distribution) => new(
        "trust-level", "RU>CN", "Trust level", lowest, null, lowest, highest, null, analysts, null, new(0, 0, 0), new(0, 0, 0), 1, true, "B2", null, false, null, [], [], distribution);
}
