using Assessment.Server.Observability;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Assessment.Server.Storage;

/// <summary>
/// A read model in a table of ours. It reads only the fact and its metadata, never the clock and never another row, so
/// that a rebuild gives the same rows again.
/// </summary>
public abstract class TableProjection : IProjection
{
    /// <summary>The tables it fills, emptied before a rebuild.</summary>
    public abstract IReadOnlyList<string> Tables { get; }

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var fact in events)
        {
            // The span continues the trace of the request that recorded the fact.
            using var span = Tracing.Follow(fact, GetType().Name);
            Project(operations, fact);
        }

        return Task.CompletedTask;
    }

    protected abstract void Project(IDocumentOperations operations, IEvent fact);
}
