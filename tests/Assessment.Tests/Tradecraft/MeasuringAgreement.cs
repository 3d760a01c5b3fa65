using Assessment.Server.Tradecraft;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class MeasuringAgreement
{
    private static readonly Gen<int[]> AnyLevels = Gen.Int[1, 5].Array[1, 30];

    [Fact]
    public void The_median_is_the_middle_level_or_the_mean_of_the_middle_two()
    {
        Assert.Equal(4, Ordinal.Median([4]));
        Assert.Equal(2, Ordinal.Median([5, 2, 1]));
        Assert.Equal(2.5, Ordinal.Median([5, 3, 1, 2]));
        Assert.Equal(0.25, Ordinal.Median([0.9, 0.25, 0.1]));
        Assert.Equal(0.375, Ordinal.Median([0.25, 0.5]));
    }

    [Fact]
    public void Half_of_the_levels_lie_on_either_side_of_the_median() => AnyLevels.Sample(levels =>
    {
        var median = Ordinal.Median(levels);
        return levels.Count(level => level < median) * 2 <= levels.Length && levels.Count(level => level > median) * 2 <= levels.Length;
    });

    [Fact]
    public void Where_nobody_speaks_nothing_is_measured()
    {
        Assert.Throws<ArgumentException>(() => Ordinal.Median(Array.Empty<int>()));
        Assert.Throws<ArgumentException>(() => Ordinal.Median(Array.Empty<double>()));
        Assert.Throws<ArgumentException>(() => Ordinal.Consensus([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void What_is_no_level_is_refused(int level) => Assert.Throws<ArgumentOutOfRangeException>(() => Ordinal.Consensus([3, level]));

    [Fact]
    public void All_of_one_mind_agree_entirely() => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 1000]).Sample((level, speakers) =>
        Ordinal.Consensus([.. Enumerable.Repeat(level, speakers)]) == 1);

    [Fact]
    public void An_even_split_between_the_ends_is_no_agreement_at_all() => Gen.Int[1, 500].Sample(half =>
        Ordinal.Consensus([.. Enumerable.Repeat(1, half), .. Enumerable.Repeat(5, half)]) == 0);

    // By hand: μ = 2.5, each 0.5 away, 1 + log₂(1 − 0.125); μ = 3 and 2, 0, 2 away, 1 + ⅔ log₂(½); μ = 2 and three times 1, once 3 away.
    [Theory]
    [InlineData(new[] { 2, 3 }, 0.807354922057604)]
    [InlineData(new[] { 1, 3, 5 }, 0.333333333333333)]
    [InlineData(new[] { 1, 1, 1, 5 }, 0.188721875540867)]
    public void The_measure_is_that_of_tastle_and_wierman(int[] levels, double consensus) => Assert.Equal(consensus, Ordinal.Consensus(levels), 12);

    [Fact]
    public void Agreement_is_between_nothing_and_everything() => AnyLevels.Sample(levels => Ordinal.Consensus(levels) is >= 0 and <= 1);

    [Fact]
    public void Only_those_of_one_mind_agree_entirely() => AnyLevels.Sample(levels => Ordinal.Consensus(levels) == 1 == (levels.Distinct().Count() == 1));

    [Fact]
    public void The_scale_upside_down_agrees_as_much() => AnyLevels.Sample(levels =>
        Math.Abs(Ordinal.Consensus(levels) - Ordinal.Consensus([.. levels.Select(level => 6 - level)])) < 1e-12);

    [Fact]
    public void Who_speaks_first_makes_no_difference() => AnyLevels.Sample(levels =>
        Ordinal.Consensus(levels) == Ordinal.Consensus([.. levels.Reverse()]) && Ordinal.Median(levels) == Ordinal.Median([.. levels.Reverse()]));
}
