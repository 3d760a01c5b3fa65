namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is none that the reader may see.</summary>
    public Task<Versioned<PartnershipAnswer>?> FindPartnershipAsync(string id, CancellationToken ct = default) =>
        FindAsync<PartnershipAnswer>($"partnerships/{Uri.EscapeDataString(id)}", ct);

    public Task<Page<PartnershipAnswer>> ListPartnershipsAsync(
        int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        ListAsync<PartnershipAnswer>(ApiRequest.Query("partnerships", ("limit", limit), ("cursor", cursor)), wait, ct);

    public Task<Versioned<PartnershipAnswer>> EstablishPartnershipAsync(
        NewPartnership partnership, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<PartnershipAnswer>(ApiRequest.Post("partnerships", partnership, idempotencyKey), ct);

    /// <summary>Gives it another name, another number of reviewers, other standards that a submission must meet, or all of these.</summary>
    public Task<Versioned<PartnershipAnswer>> ChangePartnershipAsync(
        string id, string etag, string? name = null, int? reviewers = null, IReadOnlyList<string>? tradecraft = null, CancellationToken ct = default) =>
        ReadAsync<PartnershipAnswer>(ApiRequest.Change(HttpMethod.Patch, $"partnerships/{Uri.EscapeDataString(id)}", new { name, reviewers, tradecraft }, etag), ct);

    /// <summary>The standard catalogue.</summary>
    public async Task<IReadOnlyList<Dimension>> ListDimensionsAsync(CancellationToken ct = default) =>
        (await ListAsync<Dimension>(ApiRequest.Query("dimensions", ("limit", MostItems)), null, ct)).Items;

    /// <summary>The catalogue and the partnership's own; null when there is no such partnership that the reader may see.</summary>
    public async Task<IReadOnlyList<Dimension>?> FindDimensionsAsync(string partnership, CancellationToken ct = default) =>
        (await FindAsync<Page<Dimension>>(ApiRequest.Query(Path(partnership, "dimensions"), ("limit", MostItems)), ct))?.Content.Items;

    public Task<Versioned<Dimension>> DefineDimensionAsync(
        string partnership, Dimension dimension, string? idempotencyKey = null, CancellationToken ct = default) =>
        ReadAsync<Dimension>(ApiRequest.Post(Path(partnership, "dimensions"), dimension, idempotencyKey), ct);
}
