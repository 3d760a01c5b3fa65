using System.Text.Json.Nodes;
using Assessment.Server.Forecasts;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Forecasts;

public class Calibrating
{
    private const double Tolerance = 1e-6;

    private static readonly Gen<(double, bool)[]> Rows = Gen.Select(Gen.Int[1, 99].Select(hundredth => hundredth / 100.0), Gen.Bool).Array[1, 60];

    [Fact]
    public void As_worked_by_hand()
    {
        foreach (var vector in Vectors.Scoring("rows"))
            Same(vector["expected"]!, [.. vector["rows"]!.AsArray().Select(row => ((double)row![0]!, (int)row[1]! == 1))]);
        foreach (var vector in Vectors.Scoring("calibration"))
        {
            (string Analyst, double Last, bool Happened)[] held =
            [
                .. vector["forecasts"]!.AsArray().Select(forecast => (Forecast: forecast!, Scores: Vectors.ScoresOf(forecast!))).Where(scored => scored.Scores is not null)
                    .SelectMany(scored => scored.Scores!.Analysts.Select(analyst => (analyst.Key, analyst.Value.Last, Vectors.OutcomeOf(scored.Forecast) is ForecastOutcome.Yes))),
            ];
            Same(vector["expected"]!["partnership"]!, [.. held.Select(row => (row.Last, row.Happened))]);
            foreach (var (analyst, expected) in vector["expected"]!["analysts"]!.AsObject())
                Same(expected!, [.. held.Where(row => row.Analyst == analyst).Select(row => (row.Last, row.Happened))]);
        }
    }

    private static void Same(JsonNode expected, (double, bool)[] rows)
    {
        var answer = GetCalibrationEndpoint.Of(rows, rows.Length);
        Assert.Equal((int)expected["count"]!, answer.Count);
        foreach (var (bin, known) in answer.Bins.Zip(expected["bins"]!.AsArray()))
        {
            Assert.Equal(((double)known!["low"]!, (double)known["high"]!, (int)known["count"]!), (bin.From, bin.To, bin.Count));
            Near((double?)known["meanProbability"], bin.MeanProbability);
            Near((double?)known["observedFrequency"], bin.Observed);
        }

        Near((double)expected["brier"]!, answer.Brier);
        Near((double)expected["reliability"]!, answer.Reliability);
        Near((double)expected["resolution"]!, answer.Resolution);
        Near((double)expected["uncertainty"]!, answer.Uncertainty);
        Near((double)expected["withinBin"]!, answer.WithinBin);

        static void Near(double? expected, double? found)
        {
            Assert.Equal(expected is null, found is null);
            if (expected is { } number) Assert.Equal(number, found!.Value, Tolerance);
        }
    }

    [Fact]
    public void The_edges_of_bins_are_decimal()
    {
        Assert.Equal(Enumerable.Range(0, 100).Select(hundredth => hundredth / 10), Enumerable.Range(0, 100).Select(hundredth => Calibration.BinOf(hundredth / 100.0)));
        Assert.Equal((7, 6, 9, 2), (Calibration.BinOf(0.7), Calibration.BinOf(0.6999999), Calibration.BinOf(0.99), Calibration.BinOf(0.1 + 0.2 - 0.01)));
    }

    [Fact]
    public void The_parts_add_up_to_the_Brier_score() => Rows.Sample(rows =>
    {
        var found = Calibration.Of(rows);
        Assert.Equal(found.Brier, found.Reliability - found.Resolution + found.Uncertainty + found.WithinBin, 1e-12);
        Assert.Equal(rows.Length, found.Bins.Sum(bin => bin.Count));
        Assert.True(found.Reliability >= 0 && found.Resolution >= 0);
    });

    [Fact]
    public void Its_order_does_not_matter() => Rows.Sample(rows =>
    {
        var (one, other) = (Calibration.Of(rows), Calibration.Of([.. rows.Reverse()]));
        foreach (var of in (Func<Calibration, double>[])[found => found.Brier, found => found.Reliability, found => found.Resolution, found => found.Uncertainty, found => found.WithinBin])
            Assert.Equal(of(one), of(other), 1e-12);
        Assert.Equal(one.Bins.Select(bin => bin.Count), other.Bins.Select(bin => bin.Count));
    });

    [Fact]
    public void What_is_observed_lies_in_its_interval_which_narrows_with_the_count() => Gen.Select(Gen.Int[1, 500], Gen.Double[0, 1]).Sample((count, part) =>
    {
        var share = Math.Round(part * count) / count;
        var ((low, high), (lower, higher)) = (Calibration.Interval(share, count), Calibration.Interval(share, count * 4));
        return low >= 0 && high <= 1 && low <= share + 1e-12 && share <= high + 1e-12 && higher - lower < high - low;
    });

    [Fact]
    public void Wilsons_interval_is_as_published()
    {
        // As statsmodels' proportion_confint(5, 10, 0.1, "wilson") and (0, 10).
        var ((low, high), (none, few)) = (Calibration.Interval(0.5, 10), Calibration.Interval(0, 10));
        Assert.Equal((0.2693, 0.7307, 0, 0.2129), (Math.Round(low, 4), Math.Round(high, 4), Math.Round(none, 4), Math.Round(few, 4)));
    }

    [Fact]
    public void Of_fewer_than_ten_no_curve_is_drawn()
    {
        var rows = Enumerable.Repeat((0.3, false), 9).ToArray();
        var (few, enough) = (GetCalibrationEndpoint.Of(rows, 9), GetCalibrationEndpoint.Of([.. rows, (0.9, true)], 10));
        Assert.Equal((9, 0, 0.09, null), (few.Count, few.Bins.Count, few.Brier, few.Reliability));
        Assert.Equal((10, 10), (enough.Count, enough.Bins.Count));
        Assert.Equal((0, null), (GetCalibrationEndpoint.Of([], 0).Count, GetCalibrationEndpoint.Of([], 0).Brier));
    }
}
