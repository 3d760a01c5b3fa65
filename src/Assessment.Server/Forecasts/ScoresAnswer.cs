namespace Assessment.Server.Forecasts;

/// <summary>Who was how right on a forecast that is resolved.</summary>
public sealed record ScoresAnswer(IReadOnlyList<AnalystScore> Analysts, CrowdScore? Crowd)
{
    public static ScoresAnswer Of(Scores scores) => new(
        [.. scores.Analysts.Select(analyst => new AnalystScore(analyst.Key, Rounding.Score(analyst.Value.Brier), Rounding.Score(analyst.Value.Log),
            Rounding.Score(analyst.Value.Coverage), Rounding.Score(analyst.Value.Last)))],
        scores.Crowd is { } crowd ? new(PooledScore.Of(crowd.Median), PooledScore.Of(crowd.GeometricMeanOfOdds), Rounding.Score(crowd.Median.Coverage)) : null);
}

/// <summary>An analyst's, in the order of their names.</summary>
public sealed record AnalystScore(string Analyst, double Brier, double Log, double Coverage, double Last);

/// <summary>The crowd's, by either way of pooling.</summary>
public sealed record CrowdScore(PooledScore Median, PooledScore GeometricMeanOfOdds, double Coverage);

/// <summary>Of one way.</summary>
public sealed record PooledScore(double Last, double Brier, double Log)
{
    public static PooledScore Of(Score score) => new(Rounding.Score(score.Last), Rounding.Score(score.Brier), Rounding.Score(score.Log));
}

/// <summary>Numbers as they are answered: nine decimals, and no zero below zero.</summary>
public static class Rounding
{
    public static double Score(double exact) => Math.Round(exact, 9) + 0.0;

    public static double? Score(double? exact) => exact is { } value ? Score(value) : null;
}
