using Assessment.Client.Rules;

namespace Assessment.Server.Tradecraft;

/// <summary>What judgments say of each of the five levels taken together, and how much they leave open. All of it adds up to 1.</summary>
/// <param name="Levels">A probability for each level from 1 to 5, to 6 decimals.</param>
/// <param name="Unallocated">What was given to no level: the rest of those who named one level alone.</param>
public sealed record LevelDistribution(IReadOnlyList<double> Levels, double Unallocated)
{
    private const int Millionths = 1_000_000;

    /// <summary>
    /// The mean of what each says (linear opinion pool; Stone, The opinion pool, 1961): a distribution of its own, taken as adding up to 1, or else the
    /// probability for its level and the rest for none. In decimals, so that the order of the judgments does not show.
    /// </summary>
    /// <exception cref="ArgumentException">There is no judgment.</exception>
    public static LevelDistribution Pool(IReadOnlyList<(int Level, double Probability, IReadOnlyList<double>? Distribution)> judgments)
    {
        if (judgments.Count == 0) throw new ArgumentException("Nobody says nothing.", nameof(judgments));
        var sums = new decimal[Distributions.Levels + 1];
        foreach (var (level, probability, distribution) in judgments)
        {
            if (distribution is null)
            {
                sums[level - 1] += (decimal)probability;
                sums[^1] += 1 - (decimal)probability;
                continue;
            }

            var total = distribution.Sum(share => (decimal)share);
            for (var index = 0; index < distribution.Count; index++) sums[index] += decimal.Round((decimal)distribution[index] / total, 12);
        }

        var shares = Distributions.Apportion([.. sums.Select(sum => sum / judgments.Count)], Millionths).Select(units => (double)(units / (decimal)Millionths)).ToArray();
        return new(shares[..^1], shares[^1]);
    }
}
