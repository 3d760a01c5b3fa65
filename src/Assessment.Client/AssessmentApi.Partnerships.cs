namespace Assessment.Client;

/// <summary>A relationship between states that is to be kept under assessment; <c>Id</c> is a slug.</summary>
public sealed record NewPartnership(string Id, string Name, IReadOnlyList<string> Parties, int? Reviewers = null, string? Marking = null);

/// <summary>A partnership as the server holds it.</summary>
public sealed record PartnershipAnswer(string Id, string Name, IReadOnlyList<string> Parties, int Reviewers, string Marking, long Version);

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
}
