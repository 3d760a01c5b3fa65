using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>Some claims with the sources in their chains, as known at one moment: what the rules on evidence ask about.</summary>
public sealed record CitedEvidence(IReadOnlyDictionary<Guid, ClaimState> Claims, IReadOnlyDictionary<Guid, SourceState> Sources)
{
    public static readonly CitedEvidence None = new(new Dictionary<Guid, ClaimState>(), new Dictionary<Guid, SourceState>());

    /// <summary>The position of the last fact that it is made of.</summary>
    public long Latest { get; init; }

    /// <summary>Some of the claims as they are after further facts; null when one of them or a source that it came by is not here.</summary>
    public CitedEvidence? After(IReadOnlyCollection<Guid> claims, ILookup<Guid, IEvent> recorded)
    {
        if (!claims.All(Claims.ContainsKey)) return null;
        var found = claims.ToDictionary(claim => claim, claim => recorded[claim].Aggregate(Claims[claim], (state, fact) => state.Evolve(fact)));
        var sources = found.Values.SelectMany(claim => claim.Chain).Distinct().ToArray();
        return sources.All(Sources.ContainsKey)
            ? new(found, sources.ToDictionary(source => source, source => recorded[source].Aggregate(Sources[source], (state, fact) => state.Evolve(fact))))
            : null;
    }

    /// <summary>The version of each stream that it is made of.</summary>
    public IReadOnlyDictionary<Guid, long> Versions =>
        Claims.Values.Select(claim => (claim.Id, claim.Version)).Concat(Sources.Values.Select(source => (source.Id, source.Version))).ToDictionary();

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

    /// <summary>Loads claims and the sources of their chains up to a position, and any further sources: one round trip.</summary>
    public static async Task<CitedEvidence> LoadAsync(
        IQuerySession session, IReadOnlyCollection<Guid> claims, IReadOnlyCollection<Guid> sources, long? upTo, CancellationToken ct) =>
        claims.Count + sources.Count == 0 ? None : (await LoadAsync(session, [], claims, sources, upTo, ct)).Evidence;

    /// <summary>As <see cref="LoadAsync(IQuerySession, IReadOnlyCollection{Guid}, IReadOnlyCollection{Guid}, long?, CancellationToken)"/>, with partnerships by their slugs, in the same round trip.</summary>
    public static async Task<(IReadOnlyDictionary<string, PartnershipState> Partnerships, CitedEvidence Evidence)> LoadAsync(
        IQuerySession session, IEnumerable<string> partnerships, IReadOnlyCollection<Guid> claims, IReadOnlyCollection<Guid> sources, long? upTo, CancellationToken ct)
    {
        var about = partnerships.Select(Streams.OfPartnership).ToArray();
        var streams = (await session.FactsWithSourcesAsync([.. about, .. claims, .. sources], upTo, ct)).ToLookup(fact => fact.StreamId);
        var found = claims.Distinct().Select(claim => ClaimState.Fold(streams[claim])).OfType<ClaimState>().ToDictionary(claim => claim.Id);
        var known = found.Values.SelectMany(claim => claim.Chain).Concat(sources).Distinct()
            .Select(source => SourceState.Fold(streams[source])).OfType<SourceState>().ToDictionary(source => source.Id);
        var evidence = new CitedEvidence(found, known) { Latest = found.Keys.Concat(known.Keys).Select(stream => streams[stream].Last().Sequence).DefaultIfEmpty().Max() };
        return (about.Distinct().Select(stream => PartnershipState.Fold(streams[stream])).OfType<PartnershipState>().ToDictionary(partnership => partnership.Id), evidence);
    }
}
