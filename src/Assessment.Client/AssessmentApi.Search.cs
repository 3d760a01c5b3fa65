namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>Claims, sources, assessments and forecasts with some words in them, newest first.</summary>
    public Task<Page<Hit>> SearchAsync(
        string words, string? partnership = null, int? limit = null, string? cursor = null, TimeSpan? wait = null, CancellationToken ct = default) =>
        ListAsync<Hit>(ApiRequest.Query("search", ("q", words), ("partnership", partnership), ("limit", limit), ("cursor", cursor)), wait, ct);
}
