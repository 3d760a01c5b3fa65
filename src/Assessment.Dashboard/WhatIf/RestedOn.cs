using Assessment.Client;

namespace Assessment.Dashboard.WhatIf;

/// <summary>A source with the claims that a picture rests on and that came through it.</summary>
public sealed record CarryingSource(SourceAnswer Source, IReadOnlyList<ClaimAnswer> Claims);

/// <summary>The evidence a picture rests on, as it can be thought away.</summary>
public sealed record RestedOn(IReadOnlyList<CarryingSource> Sources, IReadOnlyList<ClaimAnswer> Claims)
{
    // As many as an address can name.
    private const int AtOnce = 100;

    /// <summary>What is beyond the reader's clearance, or came after, is left out.</summary>
    public static async Task<RestedOn> LoadAsync(AssessmentApi api, PictureAnswer picture, CancellationToken ct = default)
    {
        var cited = picture.Dimensions.SelectMany(entry => entry.Standings).SelectMany(standing => standing.Claims);
        var claims = await FindAsync(cited, ids => api.ListClaimsAsync(picture.Partnership, ids: ids, limit: AtOnce, ct: ct));
        var sources = await FindAsync(claims.SelectMany(claim => claim.Sources), ids => api.ListSourcesAsync(ids, AtOnce, ct: ct));
        return new RestedOn(
            [.. sources.Select(source => new CarryingSource(source, [.. claims.Where(claim => claim.Sources.Contains(source.Id))]))
                .OrderByDescending(source => source.Claims.Count).ThenBy(source => source.Source.Name, StringComparer.Ordinal)],
            [.. claims.OrderBy(claim => claim.Grade is null or ['F', _] ? "F" : claim.Grade, StringComparer.Ordinal).ThenBy(claim => claim.Statement, StringComparer.Ordinal)]);
    }

    private static async Task<List<T>> FindAsync<T>(IEnumerable<Guid> ids, Func<Guid[], Task<Page<T>>> list)
    {
        List<T> found = [];
        foreach (var some in ids.Distinct().Chunk(AtOnce)) found.AddRange((await list(some)).Items);
        return found;
    }
}
