namespace Assessment.Server.Forecasts;

/// <summary>The probabilities of one bin and how often it happened; without any, nothing is said.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded, but in the last bin.</param>
/// <param name="Count">How many.</param>
/// <param name="MeanProbability">Of them.</param>
/// <param name="Observed">The share of those that happened.</param>
/// <param name="Low">Of the 90 % interval of that share.</param>
/// <param name="High">Of the same.</param>
public sealed record CalibrationBin(double From, double To, int Count, double? MeanProbability, double? Observed, double? Low, double? High);

/// <summary>Whether what was called probable happened as often as that: Brier = reliability − resolution + uncertainty + what is left within bins.</summary>
public sealed record Calibration(IReadOnlyList<CalibrationBin> Bins, double Brier, double Reliability, double Resolution, double Uncertainty, double WithinBin)
{
    private const int Count = 10;

    // The 95th percentile of the standard normal distribution: 5 % lie on either side of a 90 % interval.
    private const double Z = 1.6448536269514722;

    /// <summary>The bin of a probability, from 0 on; by decimal arithmetic, for 0.7 is in the eighth.</summary>
    public static int BinOf(double probability) => Math.Clamp((int)Math.Floor((decimal)probability * Count), 0, Count - 1);

    /// <summary>Murphy's decomposition (1973) over ten bins, with what bins of unequal probabilities leave (Stephenson et al. 2008).</summary>
    /// <param name="rows">Probabilities with whether it happened; at least one.</param>
    public static Calibration Of(IReadOnlyCollection<(double Probability, bool Happened)> rows)
    {
        var (all, rate) = ((double)rows.Count, rows.Average(row => row.Happened ? 1.0 : 0));
        var bins = rows.ToLookup(row => BinOf(row.Probability));
        double reliability = 0, resolution = 0, within = 0;
        foreach (var bin in bins)
        {
            var (mean, observed) = (bin.Average(row => row.Probability), bin.Average(row => row.Happened ? 1.0 : 0));
            reliability += bin.Count() * Math.Pow(mean - observed, 2) / all;
            resolution += bin.Count() * Math.Pow(observed - rate, 2) / all;
            within += bin.Sum(row => (row.Probability - mean) * (row.Probability - mean - 2 * ((row.Happened ? 1 : 0) - observed))) / all;
        }

        return new([.. Enumerable.Range(0, Count).Select(place => BinAt(place, [.. bins[place]]))],
            rows.Average(row => Math.Pow(row.Probability - (row.Happened ? 1 : 0), 2)), reliability, resolution, rate * (1 - rate), within);
    }

    private static CalibrationBin BinAt(int place, IReadOnlyCollection<(double Probability, bool Happened)> rows)
    {
        var (from, to) = ((double)(place / 10m), (double)((place + 1) / 10m));
        if (rows.Count == 0) return new(from, to, 0, null, null, null, null);
        var observed = rows.Average(row => row.Happened ? 1.0 : 0);
        var (low, high) = Interval(observed, rows.Count);
        return new(from, to, rows.Count, rows.Average(row => row.Probability), observed, low, high);
    }

    /// <summary>Wilson's score interval (1927): it stays between 0 and 1, and says something of few.</summary>
    public static (double Low, double High) Interval(double share, int count)
    {
        var (part, whole) = (Z * Z / count, 1 + Z * Z / count);
        var (middle, half) = ((share + part / 2) / whole, Z * Math.Sqrt(share * (1 - share) / count + part / (4 * count)) / whole);
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
