namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is none that the reader may see.</summary>
    public Task<Versioned<AssessmentAnswer>?> FindAssessmentAsync(Guid id, string? asOf = null, CancellationToken ct = default) =>
        FindAsync<AssessmentAnswer>(ApiRequest.Query($"assessments/{id}", ("asOf", asOf)), ct);

    public Task<Page<AssessmentAnswer>> ListAssessmentsAsync(
        string? partnership = null, string? dimension = null, string? analyst = null, string? status = null, string? support = null,
        int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        ListAsync<AssessmentAnswer>(
            ApiRequest.Query("assessments", ("partnership", partnership), ("dimension", dimension), ("analyst", analyst), ("status", status),
                ("support", support), ("limit", limit), ("cursor", cursor)),
            wait, ct);

    public Task<Versioned<AssessmentAnswer>> PostAssessmentAsync(
        NewAssessment assessment, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post("assessments", assessment, idempotencyKey), ct);

    public Task<Versioned<AssessmentAnswer>> ApproveAsync(
        Guid id, string etag, string? comment = null, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/approvals", new { comment }, idempotencyKey, etag), ct);

    public Task<Versioned<AssessmentAnswer>> ReviseAsync(
        Guid id, string etag, NewRevision revision, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/revisions", revision, idempotencyKey, etag), ct);

    public Task<Versioned<AssessmentAnswer>> ReaffirmAsync(
        Guid id, string etag, string dimension, string? perspective, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<AssessmentAnswer>(ApiRequest.Post($"assessments/{id}/reaffirmations", new { dimension, perspective, reason }, idempotencyKey, etag), ct);

    public Task DissentAsync(Guid id, string etag, NewDissent dissent, string? idempotencyKey = null, CancellationToken ct = default) =>
        WriteAsync(ApiRequest.Post($"assessments/{id}/dissents", dissent, idempotencyKey, etag), ct);

    public Task JoinDissentAsync(Guid id, string etag, Guid dissent, string? idempotencyKey = null, CancellationToken ct = default) =>
        WriteAsync(ApiRequest.Post($"assessments/{id}/dissents/{dissent}/joiners", null, idempotencyKey, etag), ct);
}
