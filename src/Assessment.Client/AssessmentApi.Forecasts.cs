namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is none that the reader may see.</summary>
    public Task<Versioned<ForecastAnswer>?> FindForecastAsync(Guid id, CancellationToken ct = default) =>
        FindAsync<ForecastAnswer>($"forecasts/{id}", ct);

    /// <summary>Those of a partnership, newest first.</summary>
    /// <param name="state"><c>scheduled</c>, <c>open</c>, <c>closed</c>, <c>resolved</c> or <c>voided</c>; null for all.</param>
    public Task<Page<ForecastAnswer>> ListForecastsAsync(
        string? partnership = null, string? state = null, int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        ListAsync<ForecastAnswer>(ApiRequest.Query("forecasts", ("partnership", partnership), ("state", state), ("limit", limit), ("cursor", cursor)), wait, ct);

    public Task<Versioned<ForecastAnswer>> AskForecastAsync(NewForecast forecast, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ForecastAnswer>(ApiRequest.Post("forecasts", forecast, idempotencyKey), ct);

    public Task EstimateAsync(
        Guid id, string etag, double probability, string rationale, string? idempotencyKey = null, CancellationToken ct = default) =>
        WriteAsync(ApiRequest.Post($"forecasts/{id}/estimates", new { probability, rationale }, idempotencyKey, etag), ct);

    /// <summary>Says how it turned out; again, with a reason, corrects that.</summary>
    public Task<Versioned<ForecastAnswer>> ResolveForecastAsync(
        Guid id, string etag, NewResolution resolution, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ForecastAnswer>(ApiRequest.Post($"forecasts/{id}/resolution", resolution, idempotencyKey, etag), ct);

    public Task<Versioned<ForecastAnswer>> VoidForecastAsync(Guid id, string etag, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ForecastAnswer>(ApiRequest.Post($"forecasts/{id}/voiding", new { reason }, idempotencyKey, etag), ct);

    /// <summary>An analyst's scores on every resolved forecast that the reader may see, now or as of a moment: a position or an RFC 3339 time.</summary>
    public async Task<Scorecard> ScorecardAsync(string analyst, string? asOf = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        (await ReadAsync<Scorecard>(ApiRequest.Get(ApiRequest.Query($"analysts/{Uri.EscapeDataString(analyst)}/scorecard", ("asOf", asOf)), wait), ct)).Content;

    /// <summary>How well the probabilities given on a partnership were met; null when there is no such partnership that the reader may see.</summary>
    public async Task<CalibrationAnswer?> FindCalibrationAsync(
        string partnership, string? analyst = null, string? confidence = null, string? asOf = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        (await FindAsync<CalibrationAnswer>(
            ApiRequest.Query(Path(partnership, "calibration"), ("analyst", analyst), ("confidence", confidence), ("asOf", asOf)), ct, wait))?.Content;
}
