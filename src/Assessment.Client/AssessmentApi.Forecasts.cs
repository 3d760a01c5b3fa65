namespace Assessment.Client;

/// <summary>A question with a deadline, to be put to the analysts.</summary>
public sealed record NewForecast(
    string Partnership, string? Dimension, string? Perspective, string Question, string Criteria,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, Guid? Id = null);

/// <summary>A forecast question as the server holds it; <c>Forecasters</c> counts the analysts who gave an estimate.</summary>
public sealed record ForecastAnswer(Guid Id, string Partnership, string Question, string? State, int? Forecasters, long Version);

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is none that the reader may see.</summary>
    public Task<Versioned<ForecastAnswer>?> FindForecastAsync(Guid id, CancellationToken ct = default) =>
        FindAsync<ForecastAnswer>($"forecasts/{id}", ct);

    public Task<Versioned<ForecastAnswer>> AskForecastAsync(NewForecast forecast, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ForecastAnswer>(ApiRequest.Post("forecasts", forecast, idempotencyKey), ct);

    public Task EstimateAsync(
        Guid id, string etag, double probability, string rationale, string? idempotencyKey = null, CancellationToken ct = default) =>
        WriteAsync(ApiRequest.Post($"forecasts/{id}/estimates", new { probability, rationale }, idempotencyKey, etag), ct);
}
