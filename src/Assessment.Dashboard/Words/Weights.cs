using Assessment.Client;
using Assessment.Client.Rules;

namespace Assessment.Dashboard.Words;

/// <summary>How the weight lies on the five levels, in per cent that add up to a hundred.</summary>
/// <param name="Levels">The first for level 1.</param>
/// <param name="Open">What was given to no level.</param>
public sealed record Weights(IReadOnlyList<int> Levels, int Open)
{
    private static readonly string[] Numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

    /// <summary>
    /// The heaviest level's figure lies in its word's band, as the likelihood that stands beside it does; what that moves goes to the next
    /// heaviest share.
    /// </summary>
    public static Weights Of(LevelDistribution distribution)
    {
        double[] shares = [.. distribution.Levels, distribution.Unallocated];
        int[] whole = [.. Distributions.Apportion([.. shares.Select(share => (decimal)share)], 100)];
        var heaviest = Enumerable.Range(0, Distributions.Levels).MaxBy(level => shares[level]);
        var other = Enumerable.Range(0, shares.Length).Where(place => place != heaviest).MaxBy(place => shares[place]);
        var isInBand = Yardstick.TermOf(whole[heaviest] / 100.0) == Yardstick.TermOf(shares[heaviest]);
        var moved = isInBand ? 0 : whole[heaviest] - (int)Yardstick.Percent(shares[heaviest]);
        (whole[heaviest], whole[other]) = (whole[heaviest] - moved, whole[other] + moved);
        return new([.. whole.Take(Distributions.Levels)], whole[^1]);
    }

    /// <summary>What one judgment says: its distribution, or else the probability of its level and nothing of the others.</summary>
    public static LevelDistribution Of(int level, Likelihood likelihood, IReadOnlyList<double>? distribution)
    {
        if (distribution is null)
            return new([.. Enumerable.Range(1, Distributions.Levels).Select(number => number == level ? likelihood.Probability : 0)], (double)(1 - (decimal)likelihood.Probability));
        var total = distribution.Sum();
        return new([.. distribution.Select(share => share / total)], 0);
    }

    /// <summary>"Two analysts, between distrustful and guarded: 44 % of the weight on distrustful, 34 % on guarded, 22 % left open."</summary>
    public static string Headline(PictureDimension entry, IReadOnlyList<Level> levels)
    {
        if (entry is not { Lowest: { } lowest, Highest: { } highest, Distribution: { } distribution }) return "";
        var (low, high) = (Label(lowest, levels), Label(highest, levels));
        var where = lowest == highest ? $"{(entry.Analysts > 1 ? "all " : "")}at {low}" : highest - lowest == 1 ? $"between {low} and {high}" : $"from {low} to {high}";
        var who = entry.Analysts < Numbers.Length ? Numbers[entry.Analysts] : Said.Figure(entry.Analysts);
        return $"{who} {(entry.Analysts == 1 ? "analyst" : "analysts")}, {where}: {Of(distribution).Told(levels)}.";
    }

    /// <summary>"44 % of the weight on distrustful, 34 % on guarded, 22 % left open", the heaviest first.</summary>
    public string Told(IReadOnlyList<Level> levels)
    {
        var told = Levels.Index().Where(share => share.Item > 0).OrderByDescending(share => share.Item)
            .Select((share, place) => $"{share.Item} %{(place == 0 ? " of the weight" : "")} on {Label(share.Index + 1, levels)}");
        return string.Join(", ", Open > 0 ? told.Append($"{Open} % left open") : told);
    }

    private static string Label(int level, IReadOnlyList<Level> levels) => levels.FirstOrDefault(known => known.Number == level)?.Label.ToLowerInvariant() ?? Said.Number(level);
}
