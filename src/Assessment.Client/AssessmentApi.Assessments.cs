namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is none that the reader may see.</summary>
    public Task<Versioned<AssessmentAnswer>?> FindAssessmentAsync(Guid id, string? asOf = null, CancellationToken ct = default) =>
        FindAsync<AssessmentAnswer>(ApiRequest.Query($"assessments/{id}", ("asOf", asOf)), ct);

    public Task<Page<AssessmentAnswer>> ListAssessmentsAsync(
        string? partnership = null, string? dimension = null, string? analyst = null, string? status = null, string? support = null,
        string? pending = null, int? limit = null, string? cursor = null, TimeSpan? wait = null, string? words = null, CancellationToken ct = default) =>
        ListAsync<AssessmentAnswer>(
            ApiRequest.Query("assessments", ("partnership", partnership), ("dimension", dimension), ("analyst", analyst), ("status", status),
                ("support", support), ("pending", pending), ("q", words), ("limit", limit), ("cursor", cursor)),
            wait, ct);

    public Task<Versioned<AssessmentAnswer>> PostAssessmentAsync(
        NewAssessment assessment, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post("assessments", assessment, idempotencyKey), ct);

    /// <summary>How a text would keep the standards of the trade; writes nothing.</summary>
    public async Task<IReadOnlyList<TradecraftAnswer>> CheckTradecraftAsync(NewAssessment assessment, CancellationToken ct = default) =>
        (await ReadAsync<CheckedTradecraft>(ApiRequest.Post("assessments/tradecraft", assessment, null), ct)).Content.Tradecraft;

    /// <summary>Writes the whole text anew: of a draft, of what was returned, or of the open revision.</summary>
    public Task<Versioned<AssessmentAnswer>> EditAsync(Guid id, string etag, NewContent content, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Change(HttpMethod.Put, $"assessments/{id}", content, etag), ct);

    public Task<Versioned<AssessmentAnswer>> SubmitAsync(Guid id, string etag, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/submission", null, idempotencyKey, etag), ct);

    public Task<Versioned<AssessmentAnswer>> ApproveAsync(
        Guid id, string etag, string? comment = null, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/approvals", new { comment }, idempotencyKey, etag), ct);

    /// <summary>Gives it back to its author.</summary>
    public Task<Versioned<AssessmentAnswer>> ReturnAsync(
        Guid id, string etag, string comment, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/returns", new { comment }, idempotencyKey, etag), ct);

    public Task<Versioned<AssessmentAnswer>> ReviseAsync(
        Guid id, string etag, NewRevision revision, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/revisions", revision, idempotencyKey, etag), ct);

    /// <summary>Takes all its judgments back.</summary>
    public Task<Versioned<AssessmentAnswer>> RetractAsync(
        Guid id, string etag, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/retraction", new { reason }, idempotencyKey, etag), ct);

    /// <summary>Marks it higher, or as a lead lower.</summary>
    public Task<Versioned<AssessmentAnswer>> RemarkAsync(
        Guid id, string etag, string marking, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/remarking", new { marking, reason }, idempotencyKey, etag), ct);

    public Task<Versioned<AssessmentAnswer>> ReaffirmAsync(
        Guid id, string etag, string dimension, string? perspective, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/reaffirmations", new { dimension, perspective, reason }, idempotencyKey, etag), ct);

    /// <summary>Replaces the dissent that the analyst had on the same dimension. Takes no version: nobody's words are overwritten.</summary>
    public Task<Versioned<DissentAnswer>> DissentAsync(
        Guid id, NewDissent dissent, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<DissentAnswer>(ApiRequest.Post($"assessments/{id}/dissents", dissent, idempotencyKey), ct);

    public Task<Versioned<AssessmentAnswer>> WithdrawDissentAsync(Guid id, string etag, Guid dissent, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Change(HttpMethod.Delete, $"assessments/{id}/dissents/{dissent}", null, etag), ct);

    public Task<Versioned<AssessmentAnswer>> JoinDissentAsync(
        Guid id, string etag, Guid dissent, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/dissents/{dissent}/joiners", null, idempotencyKey, etag), ct);

    public Task<Versioned<AssessmentAnswer>> LeaveDissentAsync(Guid id, string etag, Guid dissent, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Change(HttpMethod.Delete, $"assessments/{id}/dissents/{dissent}/joiners", null, etag), ct);
}
