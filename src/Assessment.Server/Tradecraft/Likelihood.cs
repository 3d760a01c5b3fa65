using Assessment.Client.Rules;

namespace Assessment.Server.Tradecraft;

/// <summary>How likely a judgment is, always as a number, as a band and as a word at once.</summary>
/// <param name="Probability">0.01 to 0.99.</param>
/// <param name="Low">Lower end of the band, a probability.</param>
/// <param name="High">Upper end of the band, a probability.</param>
/// <param name="Term">The word of ICD 203 for the probability.</param>
/// <param name="Phia">The word of the PHIA yardstick, null in its gaps.</param>
public sealed record Likelihood(double Probability, double Low, double High, LikelihoodTerm Term, PhiaTerm? Phia)
{
    /// <summary>The likelihood of a probability, with the band of its term; null outside 0.01 to 0.99.</summary>
    public static Likelihood? OfProbability(double p)
    {
        if (!Yardstick.IsInRange(p)) return null;
        var (low, high) = Band(TermOf(p));
        return Within(low, high, p);
    }

    /// <summary>The likelihood of a band of probabilities, standing for its middle (to 6 decimals); null outside 0.01 to 0.99 or upside down.</summary>
    public static Likelihood? OfBand(double low, double high) =>
        Yardstick.IsInRange(low) && Yardstick.IsInRange(high) && low <= high ? Within(low, high, Yardstick.Middle(low, high)) : null;

    /// <summary>The likelihood of a word alone, standing for the middle of its band.</summary>
    public static Likelihood OfTerm(LikelihoodTerm term)
    {
        var (low, high) = Band(term);
        return Within(low, high, Yardstick.Middle(low, high));
    }

    /// <summary>The ends of a term's band as probabilities: the lower included, the upper excluded, except that 0.99 is included.</summary>
    public static (double Low, double High) Band(LikelihoodTerm term) => Yardstick.Band((int)term);

    /// <summary>The word of PHIA's yardstick (2025) for a probability; null where the yardstick leaves a gap on purpose.</summary>
    public static PhiaTerm? PhiaOf(double p) => p switch
    {
        > 0 and <= 0.05 => PhiaTerm.RemoteChance,
        >= 0.10 and <= 0.20 => PhiaTerm.HighlyUnlikely,
        >= 0.25 and <= 0.35 => PhiaTerm.Unlikely,
        >= 0.40 and < 0.50 => PhiaTerm.RealisticPossibility,
        >= 0.55 and <= 0.75 => PhiaTerm.Likely,
        >= 0.80 and <= 0.90 => PhiaTerm.HighlyLikely,
        >= 0.95 and < 1 => PhiaTerm.AlmostCertain,
        _ => null,
    };

    /// <summary>The term as words in a sentence, such as "a roughly even chance".</summary>
    public static string Words(LikelihoodTerm term) =>
        term == LikelihoodTerm.RoughlyEvenChance ? "a roughly even chance" : Codes.Of(term).Replace('-', ' ');

    private static Likelihood Within(double low, double high, double p) => new(p, low, high, TermOf(p), PhiaOf(p));

    private static LikelihoodTerm TermOf(double p) => (LikelihoodTerm)Yardstick.TermOf(p)!.Value;
}
