namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is no such partnership that the reader may see.</summary>
    /// <param name="asOf">An RFC 3339 time or a position.</param>
    /// <param name="without">What-if: <c>source:&lt;id&gt;</c> and <c>claim:&lt;id&gt;</c>.</param>
    /// <param name="wait">Answer only when everything recorded before is in the picture.</param>
    public Task<Versioned<PictureAnswer>?> FindPictureAsync(
        string partnership, string? asOf = null, DateOnly? validAt = null, IReadOnlyList<string>? without = null,
        TimeSpan? wait = null, CancellationToken ct = default) =>
        FindAsync<PictureAnswer>(
            ApiRequest.Query(Path(partnership, "picture"),
                [("asOf", asOf), ("validAt", validAt), .. (without ?? []).Select(left => ("without", (object?)left))]),
            ct, wait);

    /// <summary>The steps of a dimension by the dates the information is of, from a day to a day, both counted in.</summary>
    public async Task<IReadOnlyList<TimelineStep>> TimelineAsync(
        string partnership, string dimension, string? perspective, DateOnly from, DateOnly to, TimeSpan? wait = null, CancellationToken ct = default) =>
        (await ListAsync<TimelineStep>(
            ApiRequest.Query(Path(partnership, "timeline"), ("dimension", dimension), ("perspective", perspective), ("from", from), ("to", to), ("by", "informationDate")),
            wait, ct)).Items;

    /// <summary>The steps of a dimension, oldest first.</summary>
    /// <param name="by"><c>recorded</c> (the default) or <c>informationDate</c>.</param>
    public async Task<IReadOnlyList<TimelineStep>> TimelineAsync(
        string partnership, string dimension, string? perspective = null, DateTimeOffset? from = null, DateTimeOffset? to = null, string? by = null,
        TimeSpan? wait = null, CancellationToken ct = default) =>
        (await ListAsync<TimelineStep>(
            ApiRequest.Query(Path(partnership, "timeline"), ("dimension", dimension), ("perspective", perspective), ("from", from), ("to", to), ("by", by)),
            wait, ct)).Items;

    /// <summary>What changed between two moments, each a position or an RFC 3339 time. Null when there is no such partnership that the reader may see.</summary>
    public async Task<PictureChanges?> FindChangesAsync(string partnership, string from, string to, TimeSpan? wait = null, CancellationToken ct = default) =>
        (await FindAsync<PictureChanges>(ApiRequest.Query(Path(partnership, "changes"), ("from", from), ("to", to)), ct, wait))?.Content;

    private static string Path(string partnership, string below) => $"partnerships/{Uri.EscapeDataString(partnership)}/{below}";
}
