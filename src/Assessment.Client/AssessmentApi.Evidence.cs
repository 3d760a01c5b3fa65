namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is none.</summary>
    public Task<Versioned<SourceAnswer>?> FindSourceAsync(Guid id, CancellationToken ct = default) =>
        FindAsync<SourceAnswer>($"sources/{id}", ct);

    public Task<Versioned<SourceAnswer>> RegisterSourceAsync(NewSource source, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<SourceAnswer>(ApiRequest.Post("sources", source, idempotencyKey), ct);

    public Task<Page<SourceAnswer>> ListSourcesAsync(
        IReadOnlyList<Guid>? ids = null, int? limit = null, string? cursor = null, TimeSpan? wait = null,
        string? kind = null, string? reliability = null, string? partnership = null, string? words = null, CancellationToken ct = default) =>
        ListAsync<SourceAnswer>(
            ApiRequest.Query("sources", [("q", words), ("kind", kind), ("reliability", reliability), ("partnership", partnership), ("limit", limit), ("cursor", cursor), .. Each("id", ids)]),
            wait, ct);

    public Task<Versioned<SourceAnswer>> RegradeSourceAsync(
        Guid id, string etag, string reliability, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<SourceAnswer>(ApiRequest.Post($"sources/{id}/regradings", new { reliability, reason }, idempotencyKey, etag), ct);

    /// <summary>From then on both are one origin, of the survivor's grade.</summary>
    public Task<Versioned<SourceAnswer>> MergeSourceAsync(
        Guid id, string etag, Guid into, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<SourceAnswer>(ApiRequest.Post($"sources/{id}/merger", new { into, reason }, idempotencyKey, etag), ct);

    /// <summary>Takes a merger back.</summary>
    public Task<Versioned<SourceAnswer>> SeparateSourceAsync(
        Guid id, string etag, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<SourceAnswer>(ApiRequest.Post($"sources/{id}/separation", new { reason }, idempotencyKey, etag), ct);

    /// <summary>Says anew who may know of a source; only a lead marks it lower.</summary>
    public Task<Versioned<SourceAnswer>> RemarkSourceAsync(
        Guid id, string etag, string marking, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<SourceAnswer>(ApiRequest.Post($"sources/{id}/remarking", new { marking, reason }, idempotencyKey, etag), ct);

    /// <summary>What rests on a source, newest first; null when there is no such source.</summary>
    public async Task<Page<ImpactedAssessment>?> FindSourceImpactAsync(
        Guid id, int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        (await FindAsync<Page<ImpactedAssessment>>(ApiRequest.Query($"sources/{id}/impact", ("limit", limit), ("cursor", cursor)), ct, wait))?.Content;

    /// <summary>Null when there is none that the reader may see.</summary>
    public Task<Versioned<ClaimAnswer>?> FindClaimAsync(Guid id, CancellationToken ct = default) =>
        FindAsync<ClaimAnswer>($"claims/{id}", ct);

    public Task<Page<ClaimAnswer>> ListClaimsAsync(
        string? partnership = null, string? dimension = null, Guid? source = null, Guid? origin = null, string? words = null, bool? withdrawn = null,
        IReadOnlyList<Guid>? ids = null, Guid? corroborates = null, Guid? contradicts = null, int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        ListAsync<ClaimAnswer>(
            ApiRequest.Query("claims", [("partnership", partnership), ("dimension", dimension), ("source", source), ("origin", origin), ("q", words),
                ("withdrawn", withdrawn), ("corroborates", corroborates), ("contradicts", contradicts), ("limit", limit), ("cursor", cursor), .. Each("id", ids)]),
            wait, ct);

    public Task<Versioned<ClaimAnswer>> RecordClaimAsync(NewClaim claim, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post("claims", claim, idempotencyKey), ct);

    public Task<Versioned<ClaimAnswer>> RegradeClaimAsync(
        Guid id, string etag, int credibility, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/regradings", new { credibility, reason }, idempotencyKey, etag), ct);

    public Task<Versioned<ClaimAnswer>> TraceClaimAsync(
        Guid id, string etag, IReadOnlyList<Guid> chain, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/tracings", new { chain, reason }, idempotencyKey, etag), ct);

    /// <summary>A duplicate names the claim that stays.</summary>
    public Task<Versioned<ClaimAnswer>> WithdrawClaimAsync(
        Guid id, string etag, string reason, string? idempotencyKey = null, Guid? duplicateOf = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/withdrawal", duplicateOf is null ? new { reason } : new { reason, duplicateOf }, idempotencyKey, etag), ct);

    /// <summary>Takes a withdrawal back.</summary>
    public Task<Versioned<ClaimAnswer>> ReinstateClaimAsync(Guid id, string etag, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/reinstatement", new { reason }, idempotencyKey, etag), ct);

    /// <summary>Marks a claim higher, or as a lead lower.</summary>
    public Task<Versioned<ClaimAnswer>> RemarkClaimAsync(Guid id, string etag, string marking, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<ClaimAnswer>(ApiRequest.Post($"claims/{id}/remarking", new { marking, reason }, idempotencyKey, etag), ct);

    /// <summary>What rests on a claim, newest first; null when there is none that the reader may see.</summary>
    public async Task<Page<ImpactedAssessment>?> FindClaimImpactAsync(
        Guid id, int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        (await FindAsync<Page<ImpactedAssessment>>(ApiRequest.Query($"claims/{id}/impact", ("limit", limit), ("cursor", cursor)), ct, wait))?.Content;

    private static IEnumerable<(string, object?)> Each(string name, IReadOnlyList<Guid>? ids) => (ids ?? []).Select(id => (name, (object?)id));
}
