using Assessment.Client;
using Assessment.Client.Rules;
using Assessment.Dashboard.Words;

namespace Assessment.Dashboard.Evidence;

/// <summary>Some claims as the viewer may see them now, with the sources of their chains.</summary>
public sealed record KnownEvidence(IReadOnlyDictionary<Guid, ClaimAnswer> Claims, IReadOnlyDictionary<Guid, SourceAnswer> Sources)
{
    // As many ids as fit into a request line.
    private const int AtOnce = 100;

    public static readonly KnownEvidence None = new(new Dictionary<Guid, ClaimAnswer>(), new Dictionary<Guid, SourceAnswer>());

    /// <summary>Asks for claims, then for their sources: a request for a hundred of each.</summary>
    public static async Task<KnownEvidence> LoadAsync(AssessmentApi api, IEnumerable<Guid> claims, CancellationToken ct = default)
    {
        var found = await EachAsync(claims, ids => api.ListClaimsAsync(ids: ids, limit: AtOnce, ct: ct));
        return await OfAsync(api, found, ct);
    }

    /// <summary>The same claims with the sources of their chains.</summary>
    public static async Task<KnownEvidence> OfAsync(AssessmentApi api, IReadOnlyList<ClaimAnswer> claims, CancellationToken ct = default)
    {
        var sources = await EachAsync(claims.SelectMany(claim => claim.Sources), ids => api.ListSourcesAsync(ids, limit: AtOnce, ct: ct));
        return new(claims.DistinctBy(claim => claim.Id).ToDictionary(claim => claim.Id), sources.ToDictionary(source => source.Id));
    }

    /// <summary>These claims and those.</summary>
    public KnownEvidence With(KnownEvidence more) => new(Joined(Claims, more.Claims), Joined(Sources, more.Sources));

    /// <summary>A claim's way from its origin to the source that was read, by name.</summary>
    public string Way(ClaimAnswer claim) => string.Join(" → ", claim.Chain.Select(link => link.Source is not { } id ? "a source that is withheld"
        : Sources.TryGetValue(id, out var source) ? $"{Seen.Of(source.Name)} ({source.Reliability})" : "a source"));

    /// <summary>A citation as the rules of submission weigh it.</summary>
    public WeighedClaim Weigh(Guid id, string stance, string partnership)
    {
        var known = Claims.TryGetValue(id, out var claim) && claim.Partnership == partnership;
        // One that is withheld counts as an origin like any other; as which, the service knows.
        Guid? origin = !known ? null : claim!.Origin.Source is not { } named ? claim.Id : Sources.TryGetValue(named, out var source) && source.Kind == "unknown" ? null : named;
        return new(id, stance == "supports", known, claim?.Withdrawn is true, claim?.Marking, claim?.Grade, origin);
    }

    private static async Task<IReadOnlyList<T>> EachAsync<T>(IEnumerable<Guid> ids, Func<IReadOnlyList<Guid>, Task<Page<T>>> list) =>
        [.. (await Task.WhenAll(ids.Distinct().Chunk(AtOnce).Select(list))).SelectMany(page => page.Items)];

    private static Dictionary<Guid, T> Joined<T>(IReadOnlyDictionary<Guid, T> one, IReadOnlyDictionary<Guid, T> other) =>
        one.Concat(other).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
}
