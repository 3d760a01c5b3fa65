using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>A source as the contract shows it: of one that is merged the survivor's reliability, of a survivor those that are one with it.</summary>
public sealed record SourceAnswer(
    Guid Id, string Name, SourceKind Kind, Reliability Reliability, string? Note, Marking Marking, SourceLink? MergedInto, IReadOnlyList<Guid> Aliases, long Version)
{
    /// <param name="source">What is shown.</param>
    /// <param name="merged">With all that it is one with; how those are marked decides whether they are shown.</param>
    /// <param name="actor">To whom.</param>
    public static SourceAnswer Of(SourceState source, CitedEvidence merged, Actor actor) => new(
        source.Id, source.Name, source.Kind, merged.Sources[merged.SurvivorOf(source.Id)].Reliability, source.Note, source.Marking,
        source.MergedInto is { } into ? new SourceLink(merged.Sees(actor, into) ? into : null) : null,
        [.. merged.Sources.Values.Where(other => other.Id != source.Id && actor.Sees(other.Marking) && merged.PathOf(other.Id).Contains(source.Id)).Select(other => other.Id).Order()],
        source.Version);
}

/// <summary>Reads sources, each for who may see it.</summary>
public sealed class SourceResource : IResource
{
    public const string Name = "source";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        // The marking of now decides, at every moment asked for.
        var read = await session.FactsOfMergedAsync([id], ct);
        var now = OneOrigin.Of(read);
        if (!now.Sees(actor, id) || SourceState.Fold(read.Where(fact => fact.StreamId == id && horizon.Includes(fact))) is not { } source) return null;
        var until = horizon.Version is null ? horizon.Position ?? long.MaxValue : read.Last(fact => fact.StreamId == id && horizon.Includes(fact)).Sequence;
        var then = OneOrigin.Of(read.Where(fact => fact.Sequence <= until)).MarkedAs(now.Sources);
        var answer = SourceAnswer.Of(source, then, actor);
        // What is merged changes with what it is merged into. A write is answered under its version alone, so that its repeats are the same.
        return new Rendered(answer, source.Version, horizon.Version is null && (answer.MergedInto is not null || answer.Aliases.Count > 0));
    }
}
