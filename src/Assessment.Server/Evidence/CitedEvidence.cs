using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>Some claims with the sources in their chains, as known at one moment: what the rules on evidence ask about.</summary>
public sealed record CitedEvidence(IReadOnlyDictionary<Guid, ClaimState> Claims, IReadOnlyDictionary<Guid, SourceState> Sources)
{
    public static readonly CitedEvidence None = new(new Dictionary<Guid, ClaimState>(), new Dictionary<Guid, SourceState>());

    /// <summary>The position of the last fact that it is made of.</summary>
    public long Latest { get; init; }

    public ClaimState? Claim(Guid id) => Claims.GetValueOrDefault(id);

    /// <summary>The first source of a chain that is not registered; null when all are. The nil UUID is as unknown as any other.</summary>
    public Guid? UnknownSource(IEnumerable<Guid> chain) => chain.Where(source => !Sources.ContainsKey(source)).Cast<Guid?>().FirstOrDefault();

    /// <summary>A claim's Admiralty grade by the sources of its chain.</summary>
    public Grade GradeOf(ClaimState claim) =>
        Grade.Of(claim.Credibility, [.. claim.Chain.Select(source => Sources.TryGetValue(source, out var known) ? known.Reliability : Reliability.F)]);

    /// <summary>The distinct origins of claims that are not withdrawn; sources that nobody can name count as none.</summary>
    public IReadOnlyList<Guid> OriginsOf(IEnumerable<Guid> claims) =>
        [.. claims.Select(Claim).OfType<ClaimState>().Where(claim => !claim.Withdrawn).Select(claim => claim.Origin)
            .Where(origin => Sources.TryGetValue(origin, out var source) && source.CountsAsOrigin).Distinct().Order()];

    /// <summary>Loads claims and the sources of their chains up to a position, and any further sources: two round trips.</summary>
    public static async Task<CitedEvidence> LoadAsync(
        IQuerySession session, IReadOnlyCollection<Guid> claims, IReadOnlyCollection<Guid> sources, long? upTo, CancellationToken ct)
    {
        if (claims.Count + sources.Count == 0) return None;
        var ofClaims = await session.FactsAsync(claims, upTo, ct);
        var found = ofClaims.GroupBy(fact => fact.StreamId).Select(ClaimState.Fold).OfType<ClaimState>().ToDictionary(claim => claim.Id);
        var ofSources = await session.FactsAsync([.. found.Values.SelectMany(claim => claim.Chain), .. sources], upTo, ct);
        var known = ofSources.GroupBy(fact => fact.StreamId).Select(SourceState.Fold).OfType<SourceState>().ToDictionary(source => source.Id);
        return new CitedEvidence(found, known) { Latest = ofClaims.Concat(ofSources).Select(fact => fact.Sequence).DefaultIfEmpty().Max() };
    }
}
