using System.Data.Common;
using JasperFx.Events;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace Assessment.Server.Storage;

/// <summary>
/// Reads, in the very batch that records facts, what some streams have got beyond the versions they are known at: the new facts as the
/// database placed and timed them, and what others recorded meanwhile. That costs no round trip.
/// </summary>
/// <param name="known">The version of each stream; 0 for one that is not known to exist.</param>
public sealed class FactsSince(IReadOnlyDictionary<Guid, long> known) : IStorageOperation
{
    /// <summary>In the order of the store; null until they are recorded.</summary>
    public IReadOnlyList<IEvent>? Facts { get; private set; }

    // What is of the type of facts comes first in a batch; this has to come after them.
    public Type DocumentType => typeof(FactsSince);

    public OperationRole Role() => OperationRole.Other;

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        // As in Streams: the planner is not to look at the length of the arrays.
        builder.Append($"select {StoredFact.WholeColumns} from unnest(array(select unnest(");
        builder.AppendParameter(known.Keys.ToArray());
        builder.Append(")), array(select unnest(");
        builder.AppendParameter(known.Values.ToArray());
        builder.Append($"))) known (stream, at) join {Store.FactSchema}.mt_events on stream_id = known.stream and version > known.at order by seq_id");
    }

    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        var facts = new List<IEvent>();
        while (await reader.ReadAsync(token)) facts.Add(StoredFact.ReadWhole(reader));
        Facts = facts;
    }
}
