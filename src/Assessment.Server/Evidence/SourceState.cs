using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;

namespace Assessment.Server.Evidence;

/// <summary>A source as its facts make it. Folded live; never stored, never sent.</summary>
public sealed record SourceState
{
    public Guid Id { get; init; }
    public long Version { get; init; }

    /// <summary>The position of its last fact that says how good it is, or what it counts as: who may know of it changes neither.</summary>
    public long Position { get; init; }

    public string Name { get; init; } = "";
    public SourceKind Kind { get; init; }
    public Reliability Reliability { get; init; }
    public string? Note { get; init; }
    public Marking Marking { get; init; }

    /// <summary>By a re-marking from after the moment it is looked at; null when there is none.</summary>
    public Marking? MarkedSince { get; init; }

    /// <summary>What decides who knows of it, at whatever moment.</summary>
    public Marking MarkingNow => MarkedSince ?? Marking;

    /// <summary>The source that it was found to be; that one may be merged itself.</summary>
    public Guid? MergedInto { get; init; }

    /// <summary>What nobody can name corroborates nothing.</summary>
    public bool CountsAsOrigin => Kind is not SourceKind.Unknown;

    /// <summary>Takes one fact into account; what happened, happened.</summary>
    public SourceState Evolve(IEvent fact) => Evolve(fact.Data) with { Version = fact.Version, Position = fact.Data is SourceRemarked ? Position : fact.Sequence };

    private SourceState Evolve(object data) => data switch
    {
        SourceRegistered e => this with { Id = e.Source, Name = e.Name, Kind = e.Kind, Reliability = e.Reliability, Note = e.Note, Marking = e.Marking ?? Marking.Clear },
        SourceRegraded e => this with { Reliability = e.Reliability },
        SourceMerged e => this with { MergedInto = e.Into },
        SourceSeparated => this with { MergedInto = null },
        SourceRemarked e => this with { Marking = e.Marking },
        RemarkedSince { By: SourceRemarked e } => this with { MarkedSince = e.Marking },
        _ => this,
    };

    /// <summary>Null when the facts are of no source.</summary>
    public static SourceState? Fold(IEnumerable<IEvent> facts)
    {
        var state = facts.Aggregate(new SourceState(), (state, fact) => state.Evolve(fact));
        return state.Id == Guid.Empty ? null : state;
    }
}
