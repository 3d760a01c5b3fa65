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

    private static string Facts(FactFilter filter, params IEnumerable<(string, object?)> paging) => ApiRequest.Query("audit/events",
        [("after", filter.After), ("actor", filter.Actor), ("type", filter.Type), ("partnership", filter.Partnership), ("stream", filter.Stream),
            ("correlation", filter.Correlation), ("from", filter.From), ("to", filter.To), .. paging]);
}
