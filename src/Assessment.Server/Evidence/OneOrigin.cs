using Assessment.Server.Access;
using Assessment.Server.Storage;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>Finds the sources that are one by mergers.</summary>
public static class OneOrigin
{
    /// <summary>All that are one with a source now and that an actor may see, itself among them; none when they may not see that one, or there is none.</summary>
    public static async Task<Guid[]> SeenAsync(IQuerySession session, Guid source, Actor actor, CancellationToken ct)
    {
        var merged = await MergedAsync(session, [source], ct);
        return merged.Sees(actor, source)
            ? [.. merged.Sources.Keys.Where(other => merged.Sees(actor, other) && merged.SurvivorOf(other) == merged.SurvivorOf(source)).Order()]
            : [];
    }

    /// <summary>Some sources with all that were ever one with them, as they are now.</summary>
    public static async Task<CitedEvidence> MergedAsync(IQuerySession session, IReadOnlyCollection<Guid> sources, CancellationToken ct) =>
        Of(await session.FactsOfMergedAsync(sources, ct));

    /// <summary>The sources that some events make.</summary>
    public static CitedEvidence Of(IEnumerable<IEvent> events) => CitedEvidence.None with
    {
        Sources = events.GroupBy(fact => fact.StreamId).Select(SourceState.Fold).OfType<SourceState>().ToDictionary(source => source.Id),
    };

    /// <summary>A source and those that were ever merged into it, at once or through others, whatever was separated since.</summary>
    public static async Task<Guid[]> EverAsync(IQuerySession session, Guid source, CancellationToken ct)
    {
        var mergers = (await session.FactsOfMergedAsync([source], ct)).Select(fact => fact.Data).OfType<SourceMerged>().ToLookup(merger => merger.Into, merger => merger.Source);
        var (found, next) = (new HashSet<Guid> { source }, new Queue<Guid>([source]));
        while (next.TryDequeue(out var into)) foreach (var other in mergers[into].Where(found.Add)) next.Enqueue(other);
        return [.. found];
    }
}
