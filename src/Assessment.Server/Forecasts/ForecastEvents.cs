using System.Text.Json.Serialization;
using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Forecasts;

// The facts of a forecast's stream. These records are the storage format: add members as nullable, never rename, never
// remove. Who recorded a fact, when and through which request is metadata; scores are measured by when it was recorded.

/// <summary>Marks a fact on a forecast's stream, so that a test can demand every one is folded.</summary>
public interface IForecastEvent;

public sealed record ForecastAsked(
    Guid Forecast, string Partnership, Marking Marking, string? Dimension, Perspective? Perspective, string Question, string Criteria,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt) : IForecastEvent;

/// <summary>What an analyst holds from here on, until they say otherwise or the question closes.</summary>
public sealed record EstimateGiven(Guid Forecast, string Analyst, double Probability, string Rationale) : IForecastEvent;

/// <summary>How it turned out, and since when that was known if it is said; a later one corrects an earlier one.</summary>
public sealed record ForecastResolved(
    Guid Forecast, string By, ForecastOutcome Outcome, IReadOnlyList<RelatedClaim> Claims, string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? KnownAt = null) : IForecastEvent;

/// <summary>The question cannot be resolved and counts for nobody.</summary>
public sealed record ForecastVoided(Guid Forecast, string By, string Reason) : IForecastEvent;

public enum ForecastOutcome { Yes, No }
