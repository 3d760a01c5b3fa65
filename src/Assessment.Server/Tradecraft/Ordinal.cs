namespace Assessment.Server.Tradecraft;

/// <summary>What may be calculated from levels, which are ordered but have no distances, and so have no mean worth telling.</summary>
public static class Ordinal
{
    private const int Lowest = 1;
    private const int Highest = 5;

    /// <summary>The middle level; of an even number, the mean of the middle two.</summary>
    /// <exception cref="ArgumentException">There is no level.</exception>
    public static double Median(IReadOnlyList<int> levels) => Median([.. levels.Select(level => (double)level)]);

    /// <summary>The middle value, in the unit of the values; of an even number, the mean of the middle two.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Median(IReadOnlyList<double> values)
    {
        if (values.Count == 0) throw new ArgumentException("Nothing has no middle.", nameof(values));
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// How far levels from 1 to 5 agree, 0 to 1: 1 + Σ pᵢ log₂(1 − |Xᵢ − μ| / 4), with μ their mean. 1 when all agree or
    /// one speaks, 0 at the even split between 1 and 5. Tastle and Wierman, Consensus and dissention (2007).
    /// </summary>
    /// <exception cref="ArgumentException">There is no level, or one is not from 1 to 5.</exception>
    public static double Consensus(IReadOnlyList<int> levels)
    {
        if (levels.Count == 0) throw new ArgumentException("Nobody neither agrees nor disagrees.", nameof(levels));
        if (levels.Any(level => level is < Lowest or > Highest)) throw new ArgumentOutOfRangeException(nameof(levels), "Levels are from 1 to 5.");

        var mean = (double)levels.Sum() / levels.Count;
        // Level by level, so that the order of the speakers does not show in the last decimal.
        return 1 + levels.CountBy(level => level).OrderBy(group => group.Key)
            .Sum(group => group.Value * Math.Log2(1 - Math.Abs(group.Key - mean) / (Highest - Lowest))) / levels.Count;
    }
}
