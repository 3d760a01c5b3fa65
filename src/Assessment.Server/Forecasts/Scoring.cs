namespace Assessment.Server.Forecasts;

/// <summary>How good probabilities were that were held over a time.</summary>
/// <param name="Brier">(p − o)², from 0, the best, to 1; each moment counts with the probability then in force.</param>
/// <param name="Log">−ln of what the last of them gave to what happened, in nats.</param>
/// <param name="Coverage">The share of the scored period in which there was one.</param>
/// <param name="Last">The last of them.</param>
public sealed record Score(double Brier, double Log, double Coverage, double Last);

/// <summary>The crowd's scores, pooled in both ways.</summary>
public sealed record CrowdScores(Score Median, Score GeometricMeanOfOdds);

/// <summary>Everybody's scores on one forecast; no crowd where nobody gave an estimate in time.</summary>
public sealed record Scores(IReadOnlyDictionary<string, Score> Analysts, CrowdScores? Crowd);

/// <summary>
/// Scores the estimates of one forecast once its outcome is known. Time counts from an analyst's own first estimate on, so that nobody gains by
/// coming late; what the estimates of one moment are is decided by the last of them. Pure.
/// </summary>
public static class Scoring
{
    /// <param name="opensAt">Estimates timed before count from here.</param>
    /// <param name="end">The earliest of closing, first resolution and when it was known; estimates at or after it do not count.</param>
    /// <param name="estimates">In the order of their recording.</param>
    /// <param name="outcome">What happened.</param>
    public static Scores Of(DateTimeOffset opensAt, DateTimeOffset end, IEnumerable<Estimate> estimates, ForecastOutcome outcome)
    {
        Estimate[] counted =
        [
            .. estimates.Select(estimate => estimate.At < opensAt ? estimate with { At = opensAt } : estimate)
                .Where(estimate => estimate.At < end).OrderBy(estimate => estimate.At),
        ];
        var analysts = counted.GroupBy(estimate => estimate.Analyst, StringComparer.Ordinal).OrderBy(analyst => analyst.Key, StringComparer.Ordinal)
            .ToDictionary(analyst => analyst.Key, analyst => Of([.. analyst.Select(estimate => (estimate.At, estimate.Probability))]), StringComparer.Ordinal);
        return new(analysts, counted.Length == 0 ? null : new(Of(Pooled(counted, Crowd.Median)), Of(Pooled(counted, Crowd.GeometricMeanOfOdds))));

        Score Of(IReadOnlyList<(DateTimeOffset At, double Probability)> course)
        {
            var happened = outcome is ForecastOutcome.Yes ? 1 : 0;
            var (period, last) = ((double)(end - course[0].At).Ticks, course[^1].Probability);
            var brier = course.Select((held, place) =>
                Math.Pow(held.Probability - happened, 2) * ((place + 1 < course.Count ? course[place + 1].At : end) - held.At).Ticks / period).Sum();
            return new(brier, -Math.Log(happened == 1 ? last : 1 - last), period / (end - opensAt).Ticks, last);
        }
    }

    /// <summary>What the crowd held after each estimate: of each analyst the one in force.</summary>
    private static List<(DateTimeOffset, double)> Pooled(Estimate[] counted, Func<IReadOnlyCollection<double>, double?> pool)
    {
        var (inForce, course) = (new Dictionary<string, double>(StringComparer.Ordinal), new List<(DateTimeOffset, double)>());
        foreach (var estimate in counted)
        {
            inForce[estimate.Analyst] = estimate.Probability;
            course.Add((estimate.At, pool(inForce.Values)!.Value));
        }

        return course;
    }
}
