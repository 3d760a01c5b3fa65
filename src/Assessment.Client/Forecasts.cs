namespace Assessment.Client;

/// <summary>A question with a deadline, to be put to the analysts.</summary>
public sealed record NewForecast(
    string Partnership, string? Dimension, string? Perspective, string Question, string Criteria,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, Guid? Id = null);

/// <summary>How a question turned out, with the claims that show it, and since when that was known if it is said.</summary>
public sealed record NewResolution(string Outcome, IReadOnlyList<Guid> Claims, string Reason, DateTimeOffset? KnownAt = null);

/// <summary>
/// A forecast question as the server holds it; <c>Forecasters</c> counts the analysts who gave an estimate. The median and the geometric mean
/// of odds are null while the crowd is not for the reader's eyes; scores come with the resolution, in single answers alone.
/// </summary>
public sealed record ForecastAnswer(
    Guid Id, string Partnership, string Question, string? State, int? Forecasters, long Version, string? Marking = null, string? Dimension = null, string? Perspective = null,
    string? Criteria = null, DateTimeOffset? OpensAt = null, DateTimeOffset? ClosesAt = null, double? Median = null, double? GeometricMeanOfOdds = null,
    EstimateAnswer? Estimate = null, ResolutionAnswer? Resolution = null, VoidingAnswer? Voiding = null, ForecastScores? Scores = null);

/// <summary>The reader's own estimate in force.</summary>
public sealed record EstimateAnswer(double Probability, string Rationale, DateTimeOffset RecordedAt);

/// <summary>How it turned out; whoever may not see the claims that show it is told the outcome alone.</summary>
public sealed record ResolutionAnswer(
    string Outcome, string By, string? Reason, IReadOnlyList<Guid> Claims, DateTimeOffset RecordedAt, DateTimeOffset? KnownAt = null, string? Marking = null);

/// <summary>Why the question counts for nobody.</summary>
public sealed record VoidingAnswer(string By, string Reason, DateTimeOffset RecordedAt);

/// <summary>Who was how right.</summary>
public sealed record ForecastScores(IReadOnlyList<AnalystScore> Analysts, CrowdScore? Crowd);

/// <summary>Brier from 0, the best, to 1, over the time from the first estimate on; log score in nats of the last; share of the scored period.</summary>
public sealed record AnalystScore(string Analyst, double Brier, double Log, double Coverage, double Last);

/// <summary>The crowd's scores, pooled in two ways.</summary>
public sealed record CrowdScore(PooledScore Median, PooledScore GeometricMeanOfOdds, double Coverage);

/// <summary>Of one way of pooling.</summary>
public sealed record PooledScore(double Last, double Brier, double Log);

/// <summary>How an analyst has done: means over the resolved forecasts, newest question first; null without any.</summary>
public sealed record Scorecard(string Analyst, int Resolved, double? Brier, double? Log, double? Coverage, IReadOnlyList<ScoredForecast> Forecasts);

/// <summary>One forecast of a scorecard.</summary>
public sealed record ScoredForecast(Guid Forecast, string Outcome, double Brier, double Log, double Coverage);

/// <summary>How well probabilities were met: <c>Count</c> estimates on <c>Resolved</c> forecasts; of fewer than ten there are no bins.</summary>
public sealed record CalibrationAnswer(
    int Count, int Resolved, IReadOnlyList<CalibrationBin> Bins, double? Brier, double? Reliability, double? Resolution, double? Uncertainty, double? WithinBin);

/// <summary>A tenth of the scale, its lower end included, with how often it happened and the 90 % interval of that.</summary>
public sealed record CalibrationBin(double From, double To, int Count, double? MeanProbability, double? Observed, double? Low, double? High);
