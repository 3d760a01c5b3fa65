using Assessment.Client.Rules;
using Assessment.Server.Tradecraft;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class PoolingDistributions
{
    private static readonly Gen<double[]> Distribution = Gen.Int[0, 1_000_000].Array[4, 4].Select(cuts =>
    {
        int[] ends = [0, .. cuts.Order(), 1_000_000];
        return ends.Zip(ends.Skip(1), (from, to) => (to - from) / 1_000_000d).ToArray();
    });

    // As people round: each share moved by less than a thousandth.
    private static readonly Gen<double[]> Rounded = Gen.Select(Distribution, Gen.Double[0, 0.0009].Array[5, 5]).Select((shares, moved) => shares.Zip(moved, (share, by) => Math.Min(share + by, 1)).ToArray());

    private static readonly Gen<(int Level, double Probability, IReadOnlyList<double>? Distribution)> Judgment =
        Gen.Select(Gen.Int[1, 5], Gen.Double[0.01, 0.99], Gen.Bool, Gen.OneOf(Distribution, Rounded)).Select((level, probability, whole, shares) => (level, probability, whole ? (IReadOnlyList<double>?)shares : null));

    [Fact]
    public void The_pool_of_one_distribution_however_often_it_is_given_is_it() => Gen.Select(Distribution, Gen.Int[1, 40]).Sample((shares, times) =>
    {
        var pooled = Pool([.. Enumerable.Repeat((1, 0.5, (IReadOnlyList<double>?)shares), times)]);
        Assert.Equal(shares, pooled.Levels);
        Assert.Equal(0, pooled.Unallocated);
    });

    [Fact]
    public void What_is_said_and_what_is_left_open_add_up_to_one_and_nothing_is_below_zero() => Judgment.Array[1, 40].Sample(judgments =>
    {
        var pooled = Pool(judgments);
        Assert.Equal(1m, pooled.Levels.Append(pooled.Unallocated).Sum(share => (decimal)share));
        Assert.All(pooled.Levels.Append(pooled.Unallocated), share => Assert.InRange(share, 0, 1));
    });

    [Fact]
    public void Who_is_heard_first_makes_no_difference() => Gen.Select(Judgment.Array[1, 40], Gen.Int).Sample((judgments, seed) =>
    {
        var shuffled = judgments.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equivalent(Pool(judgments), Pool(shuffled), strict: true);
    });

    [Fact]
    public void Each_share_is_the_mean_to_the_last_decimal_that_is_told() => Judgment.Array[1, 40].Sample(judgments =>
    {
        var pooled = Pool(judgments);
        for (var level = 1; level <= 5; level++)
        {
            var mean = judgments.Average(judgment => judgment.Distribution is { } shares ? shares[level - 1] / shares.Sum() : judgment.Level == level ? judgment.Probability : 0);
            Assert.Equal(mean, pooled.Levels[level - 1], tolerance: 0.000_002);
        }
    });

    [Fact]
    public void Nothing_is_left_open_by_who_gave_distributions_alone() => Gen.OneOf(Distribution, Rounded).Array[1, 12].Sample(given =>
        Assert.Equal(0, Pool([.. given.Select(shares => (1, 0.5, (IReadOnlyList<double>?)shares))]).Unallocated));

    [Fact]
    public void Thirds_add_up_and_leave_nothing_open()
    {
        var pooled = Pool([(1, 0.333, [0.333, 0.333, 0.333, 0, 0])]);
        Assert.Equal([0.333334, 0.333333, 0.333333, 0, 0], pooled.Levels);
        Assert.Equal(0, pooled.Unallocated);
    }

    [Fact]
    public void Nobody_says_nothing() => Assert.Throws<ArgumentException>(() => LevelDistribution.Pool([]));

    [Theory]
    [InlineData(true, 0.05, 0.7, 0.2, 0.04, 0.01)]
    [InlineData(true, 0.2, 0.2, 0.2, 0.2, 0.195)]
    [InlineData(true, 0.2, 0.2, 0.2, 0.2, 0.205)]
    [InlineData(true, 0d, 0d, 1d, 0d, 0d)]
    [InlineData(false, 0.2, 0.2, 0.2, 0.2, 0.1949)]
    [InlineData(false, 0.2, 0.2, 0.2, 0.2, 0.2051)]
    [InlineData(false, -0.1, 0.3, 0.3, 0.3, 0.2)]
    [InlineData(false, 1.001, 0d, 0d, 0d, 0d)]
    [InlineData(false, double.NaN, 0.25, 0.25, 0.25, 0.25)]
    [InlineData(false, 1e300, 0d, 0d, 0d, 0d)]
    [InlineData(false, 0.5, 0.5)]
    [InlineData(false, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2)]
    [InlineData(false)]
    public void Five_probabilities_that_add_up_to_one_are_a_distribution(bool isOne, params double[] shares) => Assert.Equal(isOne, Distributions.FaultOf(shares) is null);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Of_levels_that_tie_each_is_the_most_probable(int level, bool isOne) => Assert.Equal(isOne, Distributions.IsMostLikely([0.1, 0.4, 0.4, 0.1, 0], level));

    [Fact]
    public void Parts_in_whole_units_add_up_and_stay_near_themselves() => Gen.Select(Distribution, Gen.OneOf(100, 1000, 7)).Sample((shares, units) =>
    {
        var parts = shares.Select(share => (decimal)share).ToArray();
        var whole = Distributions.Apportion(parts, units);
        Assert.Equal(units, whole.Sum());
        Assert.All(whole.Zip(parts), pair => Assert.True(Math.Abs(pair.First - (pair.Second * units)) < 1 && (pair.Second > 0 || pair.First == 0)));
    });

    private static LevelDistribution Pool((int, double, IReadOnlyList<double>?)[] judgments) => LevelDistribution.Pool(judgments);
}
