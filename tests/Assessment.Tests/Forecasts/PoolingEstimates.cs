using Assessment.Server.Forecasts;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Forecasts;

public class PoolingEstimates
{
    [Fact]
    public void As_worked_by_hand()
    {
        Assert.Equal(0.05, Crowd.Median([0.03, 0.2, 0.05]));
        Assert.Equal(0.068992, Crowd.GeometricMeanOfOdds([0.03, 0.05, 0.2])!.Value, 6);
        Assert.Equal(0.04, Crowd.Median([0.05, 0.03])!.Value, 6);
    }

    [Fact]
    public void Of_nobody_is_nothing()
    {
        Assert.Null(Crowd.Median([]));
        Assert.Null(Crowd.GeometricMeanOfOdds([]));
    }

    private static readonly Gen<double[]> Estimates = Gen.Double[0.01, 0.99].Array[1, 20];

    [Fact]
    public void Lies_between_the_lowest_and_the_highest() => Estimates.Sample(given =>
        Assert.All((double[])[Crowd.Median(given)!.Value, Crowd.GeometricMeanOfOdds(given)!.Value], pooled => Assert.InRange(pooled, given.Min() - 1e-6, given.Max() + 1e-6)));

    [Fact]
    public void Treats_yes_and_no_alike() => Estimates.Sample(given =>
        Assert.Equal(1 - Crowd.GeometricMeanOfOdds(given)!.Value, Crowd.GeometricMeanOfOdds([.. given.Select(p => 1 - p)])!.Value, 1e-6));
}
