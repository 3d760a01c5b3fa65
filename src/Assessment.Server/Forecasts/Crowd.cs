namespace Assessment.Server.Forecasts;

/// <summary>What the analysts' estimates add up to; null where nobody has given one.</summary>
public static class Crowd
{
    /// <summary>Of fewer, one could tell what the others said.</summary>
    public const int Fewest = 3;

    /// <summary>The middle probability; of an even number the mean of the middle two.</summary>
    public static double? Median(IReadOnlyCollection<double> probabilities)
    {
        if (probabilities.Count == 0) return null;
        double[] ordered = [.. probabilities.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    /// <summary>The probability whose odds are the geometric mean of the estimates' odds (Satopää et al. 2014).</summary>
    /// <param name="probabilities">Each strictly between 0 and 1.</param>
    public static double? GeometricMeanOfOdds(IReadOnlyCollection<double> probabilities)
    {
        if (probabilities.Count == 0) return null;
        var logit = probabilities.Average(p => Math.Log(p / (1 - p)));
        return 1 / (1 + Math.Exp(-logit));
    }
}
