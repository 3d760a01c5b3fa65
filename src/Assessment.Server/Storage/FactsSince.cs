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
    /// <summary>
    /// In the order of the store. Null until they are recorded, and when somebody else was appending to one of the streams at that moment: what
    /// that adds may stand before our facts and cannot be seen yet.
    /// </summary>
    public IReadOnlyList<IEvent>? Facts { get; private set; }

    // What is of the type of facts comes first in a batch; this has to come after them.
    public Type DocumentType => typeof(FactsSince);

    public OperationRole Role() => OperationRole.Other;

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        // As in Streams: the planner is not to look at the length of the arrays. Whoever appends has locked the row of the stream, which
        // shows as its xmax, before they take a position; of a transaction's number that is the lower half.
        builder.Append("with known (stream, at) as (select * from unnest(array(select unnest(");
        builder.AppendParameter(known.Keys.ToArray());
        builder.Append(")), array(select unnest(");
        builder.AppendParameter(known.Values.ToArray());
        builder.Append($"""
            )))) select {StoredFact.WholeColumns}, (select exists (
                select from known join {Store.FactSchema}.mt_streams on id = known.stream
                where mt_streams.xmax <> pg_current_xact_id()::xid and not pg_visible_in_snapshot(
                    (pg_snapshot_xmax(pg_current_snapshot())::text::bigint / 4294967296 * 4294967296 + mt_streams.xmax::text::bigint)::text::xid8, pg_current_snapshot())))
            from known join {Store.FactSchema}.mt_events on stream_id = known.stream and version > known.at order by seq_id
            """);
    }

    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        var (facts, appending) = (new List<IEvent>(), false);
        while (await reader.ReadAsync(token))
        {
            facts.Add(StoredFact.ReadWhole(reader));
            appending |= reader.GetBoolean(8);
        }

        Facts = appending ? null : facts;
    }
}
