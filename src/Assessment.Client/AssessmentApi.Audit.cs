using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>All facts that pass the filter, oldest first.</summary>
    public Task<Page<AuditedFact>> ListFactsAsync(
        FactFilter filter, int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        ListAsync<AuditedFact>(Facts(filter, ("limit", limit), ("cursor", cursor)), wait, ct);

    /// <summary>The whole filtered history, one fact after the other as it comes; goes on after the position in the filter.</summary>
    public async IAsyncEnumerable<AuditedFact> ExportFactsAsync(FactFilter filter, [EnumeratorCancellation] CancellationToken ct = default)
    {
        using var answer = await SendAsync(ApiRequest.Get(Facts(filter)) with { Accept = "application/x-ndjson", Streams = true }, ct);
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        await foreach (var fact in JsonSerializer.DeserializeAsyncEnumerable<AuditedFact>(body, topLevelValues: true, Json, ct))
            yield return fact ?? throw new JsonException("A line of the export is null.");
    }

    /// <summary>All that ever happened to one thing, oldest first, each with a sentence; null when there is none that the auditor may see.</summary>
    public async Task<Page<AuditedFact>?> FindHistoryAsync(Guid stream, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        (await FindAsync<Page<AuditedFact>>(ApiRequest.Query($"audit/streams/{stream}", ("limit", limit), ("cursor", cursor)), ct))?.Content;

    /// <summary>As it was at a version or as of a moment; null when there was nothing then that the auditor may see.</summary>
    public async Task<StateAnswer?> FindStateAsync(Guid stream, long? version = null, string? asOf = null, CancellationToken ct = default) =>
        (await FindAsync<StateAnswer>(ApiRequest.Query($"audit/streams/{stream}/state", ("version", version), ("asOf", asOf)), ct))?.Content;

    /// <summary>What is different between two versions; null when there is no such version that the auditor may see.</summary>
    public async Task<ComparisonAnswer?> FindComparisonAsync(Guid stream, long from, long to, CancellationToken ct = default) =>
        (await FindAsync<ComparisonAnswer>(ApiRequest.Query($"audit/streams/{stream}/comparison", ("from", from), ("to", to)), ct))?.Content;

    /// <summary>Who read what, newest first.</summary>
    public Task<Page<ReadAnswer>> ListReadsAsync(ReadFilter filter, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        ListAsync<ReadAnswer>(ApiRequest.Query("audit/reads", ("actor", filter.Actor), ("what", filter.What), ("from", filter.From), ("to", filter.To), ("limit", limit), ("cursor", cursor)), null, ct);

    /// <summary>Has the read models checked against all facts.</summary>
    public async Task<ReplayAnswer> StartReplayAsync(string? idempotencyKey = null, CancellationToken ct = default) =>
        (await ReadAsync<ReplayAnswer>(ApiRequest.Post("audit/replays", null, idempotencyKey), ct)).Content;

    /// <summary>How far a replay is, and what it has found; null when there is none.</summary>
    public async Task<ReplayAnswer?> FindReplayAsync(Guid id, CancellationToken ct = default) => (await FindAsync<ReplayAnswer>($"audit/replays/{id}", ct))?.Content;

    /// <summary>The replays there were, the latest first.</summary>
    public Task<Page<ListedReplay>> ListReplaysAsync(int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        ListAsync<ListedReplay>(ApiRequest.Query("audit/replays", ("limit", limit), ("cursor", cursor)), null, ct);

    /// <summary>Has a replay stop, whoever started it.</summary>
    public async Task<ReplayAnswer> CancelReplayAsync(Guid id, CancellationToken ct = default) =>
        (await ReadAsync<ReplayAnswer>(ApiRequest.Delete($"audit/replays/{id}"), ct)).Content;

    /// <summary>Proposes that the text of a fact be taken out.</summary>
    /// <param name="position">Of the fact.</param>
    /// <param name="outside">The case, as it is known outside.</param>
    /// <param name="reason">In words.</param>
    /// <param name="idempotencyKey">Sent twice, it is proposed once.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Versioned<RedactionAnswer>> ProposeRedactionAsync(long position, string outside, string reason, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<RedactionAnswer>(ApiRequest.Post("audit/redactions", new { position, @case = outside, reason }, idempotencyKey), ct);

    /// <summary>Null when there is none that the auditor or lead may see.</summary>
    public Task<Versioned<RedactionAnswer>?> FindRedactionAsync(Guid id, CancellationToken ct = default) => FindAsync<RedactionAnswer>($"audit/redactions/{id}", ct);

    /// <summary>The redactions that were proposed and that the auditor or lead may see, newest first.</summary>
    public Task<Page<RedactionAnswer>> ListRedactionsAsync(int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        ListAsync<RedactionAnswer>(ApiRequest.Query("audit/redactions", ("limit", limit), ("cursor", cursor)), null, ct);

    /// <summary>Approves what somebody else has proposed; the text goes soon after, for good.</summary>
    public Task<Versioned<RedactionAnswer>> ApproveRedactionAsync(Guid id, string etag, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<RedactionAnswer>(ApiRequest.Post($"audit/redactions/{id}/approval", null, idempotencyKey, etag), ct);

    private static string Facts(FactFilter filter, params IEnumerable<(string, object?)> paging) => ApiRequest.Query("audit/events",
        [("after", filter.After), ("actor", filter.Actor), ("type", filter.Type), ("partnership", filter.Partnership), ("stream", filter.Stream),
            ("correlation", filter.Correlation), ("from", filter.From), ("to", filter.To), .. paging]);
}
