using Assessment.Server.Observability;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Assessment.Server.Storage;

/// <summary>
/// A read model in a table of ours. It reads only the fact and its metadata, never the clock and never another row, so
/// that a rebuild gives the same rows again.
/// </summary>
public abstract class TableProjection : EventProjection
{
    /// <param name="name">Under which Marten keeps how far it has come.</param>
    /// <param name="tables">Those it fills, emptied before a rebuild.</param>
    /// <param name="facts">The types of facts that change a row of it; the database hands over no others.</param>
    protected TableProjection(string name, IReadOnlyList<string> tables, params Type[] facts)
    {
        (Name, Tables) = (name, tables);
        foreach (var table in tables) Options.DeleteDataInTableOnTeardown(table);
        foreach (var fact in facts) IncludeType(fact);
    }

    public IReadOnlyList<string> Tables { get; }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        // The span continues the trace of the request that recorded the fact.
        using var span = Tracing.Follow(e, GetType().Name);
        Take(operations, e);
        return ValueTask.CompletedTask;
    }

    protected abstract void Take(IDocumentOperations operations, IEvent fact);
}
