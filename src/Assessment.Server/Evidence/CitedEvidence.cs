using Assessment.Server.Access;
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

    /// <summary>The position of the last fact on these claims, and on the sources that they came by or that those are merged into.</summary>
    public long LatestShown => WithSurvivors(Claims.Values.SelectMany(claim => claim.Chain), Sources.GetValueOrDefault).Values.OfType<SourceState>().Select(source => source.Position)
        .Concat(Claims.Values.Select(claim => claim.Position)).DefaultIfEmpty().Max();

    /// <summary>Of the claims that these name, those that have been marked anew.</summary>
    public IReadOnlyDictionary<Guid, Marking> Remarked { get; init; } = new Dictionary<Guid, Marking>();

    /// <summary>The claims that a reader may not see and that are left out for them.</summary>
    public IReadOnlySet<Guid> Hidden { get; init; } = new HashSet<Guid>();

    /// <summary>How a claim that another names is marked now.</summary>
    public Marking MarkingOf(RelatedClaim named) =>
        Claims.TryGetValue(named.Claim, out var claim) ? claim.MarkingNow : Remarked.GetValueOrDefault(named.Claim, named.Marking);

    /// <summary>Of facts the markings of the streams that were marked anew.</summary>
    public static IReadOnlyDictionary<Guid, Marking> RemarkedIn(IEnumerable<IEvent> facts) => facts
        .Select(fact => (fact.StreamId, By: fact.Data as IRemarking ?? (fact.Data as RemarkedSince)?.By)).Where(fact => fact.By is not null)
        .GroupBy(fact => fact.StreamId).ToDictionary(stream => stream.Key, stream => stream.Last().By!.Marking);

    /// <summary>Some of the claims as they are after further facts; null when one of them or a source that it came by is not here.</summary>
    public CitedEvidence? After(IReadOnlyCollection<Guid> claims, ILookup<Guid, IEvent> recorded)
    {
        if (!claims.All(Claims.ContainsKey)) return null;
        var found = claims.ToDictionary(claim => claim, claim => recorded[claim].Aggregate(Claims[claim], (state, fact) => state.Evolve(fact)));
        var known = Sources.ToDictionary(source => source.Key, source => recorded[source.Key].Aggregate(source.Value, (state, fact) => state.Evolve(fact)));
        var sources = WithSurvivors(found.Values.SelectMany(claim => claim.Chain), known.GetValueOrDefault);
        return sources.All(source => source.Value is not null) ? new(found, sources.ToDictionary(source => source.Key, source => source.Value!)) { Remarked = Remarked } : null;
    }

    /// <summary>The version of each stream that it is made of.</summary>
    public IReadOnlyDictionary<Guid, long> Versions =>
        Claims.Values.Select(claim => (claim.Id, claim.Version)).Concat(Sources.Values.Select(source => (source.Id, source.Version))).ToDictionary();

    public ClaimState? Claim(Guid id) => Claims.GetValueOrDefault(id);

    /// <summary>The first source of a chain that is not registered, or not for the actor; null when all are. The nil UUID is as unknown as any other.</summary>
    public Guid? UnknownSource(IEnumerable<Guid> chain, Actor actor) => chain.Where(source => !Sees(actor, source)).Cast<Guid?>().FirstOrDefault();

    public bool Sees(Actor actor, Guid source) => Sources.TryGetValue(source, out var known) && actor.Sees(known.MarkingNow);

    /// <summary>A source, the one it is merged into, and so on: the last is the survivor, as which it counts.</summary>
    public IReadOnlyList<Guid> PathOf(Guid source)
    {
        List<Guid> path = [source];
        while (Sources.GetValueOrDefault(path[^1])?.MergedInto is { } into && Sources.ContainsKey(into) && !path.Contains(into)) path.Add(into);
        return path;
    }

    /// <summary>The source as which another counts; itself when it is not merged.</summary>
    public Guid SurvivorOf(Guid source) => PathOf(source)[^1];

    /// <summary>The origin of a claim, after mergers.</summary>
    public Guid OriginOf(ClaimState claim) => SurvivorOf(claim.Origin);

    /// <summary>The origin of a claim as an actor is told of it: withheld when they may not know of the source, or of what that counts as.</summary>
    public SourceLink OriginShown(ClaimState claim, Actor actor) => new(Sees(actor, claim.Origin) && Sees(actor, OriginOf(claim)) ? OriginOf(claim) : null);

    /// <summary>The same, with sources marked as others say.</summary>
    public CitedEvidence MarkedAs(IReadOnlyDictionary<Guid, SourceState> sources) => this with
    {
        Sources = Sources.ToDictionary(source => source.Key, source => sources.TryGetValue(source.Key, out var known) ? source.Value with { Marking = known.Marking } : source.Value),
    };

    /// <summary>A claim's Admiralty grade by the sources of its chain.</summary>
    public Grade GradeOf(ClaimState claim) =>
        Grade.Of(claim.Credibility, [.. claim.Chain.Select(source => Sources.TryGetValue(SurvivorOf(source), out var known) ? known.Reliability : Reliability.F)]);

    /// <summary>The distinct origins of claims that are not withdrawn; sources that nobody can name count as none.</summary>
    public IReadOnlyList<Guid> OriginsOf(IEnumerable<Guid> claims) =>
        [.. claims.Select(Claim).OfType<ClaimState>().Where(claim => !claim.Withdrawn).Select(OriginOf)
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
        var facts = await session.FactsWithSourcesAsync([.. about, .. claims, .. sources], upTo, ct);
        var streams = facts.ToLookup(fact => fact.StreamId);
        var found = claims.Distinct().Select(claim => ClaimState.Fold(streams[claim])).OfType<ClaimState>().ToDictionary(claim => claim.Id);
        var known = WithSurvivors(found.Values.SelectMany(claim => claim.Chain).Concat(sources), source => SourceState.Fold(streams[source]))
            .Values.OfType<SourceState>().ToDictionary(source => source.Id);
        var evidence = new CitedEvidence(found, known) { Remarked = RemarkedIn(facts) };
        return (about.Distinct().Select(stream => PartnershipState.Fold(streams[stream])).OfType<PartnershipState>().ToDictionary(partnership => partnership.Id), evidence);
    }

    /// <summary>Sources with those that they are merged into; null where one cannot be found.</summary>
    public static Dictionary<Guid, SourceState?> WithSurvivors(IEnumerable<Guid> sources, Func<Guid, SourceState?> find)
    {
        var (found, next) = (new Dictionary<Guid, SourceState?>(), new Queue<Guid>(sources));
        while (next.TryDequeue(out var source))
        {
            if (found.ContainsKey(source)) continue;
            found[source] = find(source);
            if (found[source]?.MergedInto is { } into) next.Enqueue(into);
        }

        return found;
    }
}
