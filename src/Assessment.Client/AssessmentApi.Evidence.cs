namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is none.</summary>
    public Task<Versioned<SourceAnswer>?> FindSourceAsync(Guid id, CancellationToken ct = default) =>
        FindAsync<SourceAnswer>($"sources/{id}", ct);

    public Task<Versioned<SourceAnswer>> RegisterSourceAsync(NewSource source, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<SourceAnswer>(ApiRequest.Post("sources", source, idempotencyKey), ct);

    /// <summary>Null when there is none that the reader may see.</summary>
    public Task<Versioned<ClaimAnswer>?> FindClaimAsync(Guid id, CancellationToken ct = default) =>
        FindAsync<ClaimAnswer>($"claims/{id}", ct);

    public Task<Page<ClaimAnswer>> ListClaimsAsync(
        string? partnership = null, string? dimension = null, string? perspective = null, string? words = null, bool? withdrawn = null,
        int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        ListAsync<ClaimAnswer>(
            ApiRequest.Query("claims", ("partnership", partnership), ("dimension", dimension), ("perspective", perspective), ("q", words),
                ("withdrawn", withdrawn), ("limit", limit), ("cursor", cursor)),
            wait, ct);

    public Task<Versioned<ClaimAnswer>> RecordClaimAsync(NewClaim claim, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post("claims", claim, idempotencyKey), ct);

    public Task<Versioned<ClaimAnswer>> RegradeClaimAsync(
        Guid id, string etag, int credibility, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/regradings", new { credibility, reason }, idempotencyKey, etag), ct);

    public Task<Versioned<ClaimAnswer>> TraceClaimAsync(
        Guid id, string etag, IReadOnlyList<Guid> chain, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/tracings", new { chain, reason }, idempotencyKey, etag), ct);

    public Task<Versioned<ClaimAnswer>> WithdrawClaimAsync(
        Guid id, string etag, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/withdrawal", new { reason }, idempotencyKey, etag), ct);
}
