namespace Assessment.Client.Rules;

/// <summary>What can be said of a distribution over the five levels: five probabilities, the first for level 1.</summary>
public static class Distributions
{
    public const int Levels = 5;

    /// <summary>How far the sum may lie from 1: the figures are rounded by hand.</summary>
    public const decimal Tolerance = 0.005m;

    /// <summary>What is wrong with its form; null when nothing is.</summary>
    public static string? FaultOf(IReadOnlyList<double> shares) =>
        shares.Count != Levels ? "Give five probabilities, the first for level 1." :
        !shares.All(share => share is >= 0 and <= 1) ? "Each of the five is a probability, from 0 to 1." :
        Math.Abs(shares.Sum(share => (decimal)share) - 1) > Tolerance ? "The five probabilities add up to 1, give or take 0.005." :
        null;

    /// <summary>Whether no other level has more; of levels that have the same, each is.</summary>
    /// <param name="level">1 to 5.</param>
    public static bool IsMostLikely(IReadOnlyList<double> shares, int level) => shares[level - 1] >= shares.Max();

    /// <summary>
    /// Parts of one in whole units that add up as the parts do (method of the largest remainder): what is nothing stays nothing, and no part is
    /// further than a unit from what it is.
    /// </summary>
    /// <param name="parts">None below 0, together 1.</param>
    /// <param name="units">How many units one has: 100 for per cent.</param>
    public static IReadOnlyList<int> Apportion(IReadOnlyList<decimal> parts, int units)
    {
        int[] whole = [.. parts.Select(part => (int)decimal.Floor(part * units))];
        var left = units - whole.Sum();
        foreach (var index in Enumerable.Range(0, parts.Count).OrderByDescending(index => (parts[index] * units) - whole[index]).Take(left)) whole[index]++;
        return whole;
    }
}
