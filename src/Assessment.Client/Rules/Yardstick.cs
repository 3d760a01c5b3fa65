namespace Assessment.Client.Rules;

/// <summary>The seven words of ICD 203 for how likely something is, and the bands of probability they stand for.</summary>
public static class Yardstick
{
    // ICD 203 (2015), D.6.e.(2).(a): each term reaches from its own end to the next.
    private static readonly double[] Ends = [0.01, 0.05, 0.20, 0.45, 0.55, 0.80, 0.95, 0.99];

    /// <summary>The codes of the terms, from the least likely to the most.</summary>
    public static IReadOnlyList<string> Terms { get; } =
        ["almost-no-chance", "very-unlikely", "unlikely", "roughly-even-chance", "likely", "very-likely", "almost-certain"];

    public const double Lowest = 0.01;

    public const double Highest = 0.99;

    /// <summary>The ends of a term's band as probabilities: the lower included, the upper excluded, except that 0.99 is included.</summary>
    /// <param name="term">Its place in <see cref="Terms"/>.</param>
    public static (double Low, double High) Band(int term) => (Ends[term], Ends[term + 1]);

    /// <summary>The place of the term for a probability; null outside 0.01 to 0.99, where analysis has no words.</summary>
    public static int? TermOf(double probability) =>
        IsInRange(probability) ? Array.FindLastIndex(Ends, Ends.Length - 2, low => probability >= low) : null;

    /// <summary>A probability in per cent as it is shown beside its word: rounded, but never over the end of the word's band. 0.799 is 79 %, not 80 %.</summary>
    /// <param name="probability">0.01 to 0.99; one without a word is rounded alone.</param>
    /// <param name="decimals">How many decimals are shown.</param>
    public static decimal Percent(double probability, int decimals = 0)
    {
        var rounded = Math.Round((decimal)probability * 100, decimals, MidpointRounding.AwayFromZero);
        if (TermOf(probability) is not { } term || TermOf((double)(rounded / 100)) == term) return rounded;
        var step = 1m;
        for (var place = 0; place < decimals; place++) step /= 10;
        return rounded - step;
    }

    // A number that is not finite fails both comparisons.
    public static bool IsInRange(double probability) => probability >= Lowest && probability <= Highest;

    /// <summary>What a band stands for, to 6 decimals; rounding may not carry it out of a band that is narrower than the last of them.</summary>
    public static double Middle(double low, double high) => Math.Clamp(Math.Round((low + high) / 2, 6), low, high);
}
