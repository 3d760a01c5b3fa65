using Assessment.Ledger;
using Npgsql;

namespace Assessment.Server.Ledger;

/// <summary>A fact on its way into the tree: what stands in the log for ever.</summary>
public sealed record QueuedFact(Leaf Leaf)
{
    /// <summary>
    /// Takes the first rows off the queue, keeps their salts and reads the facts they stand for. They are back should the transaction
    /// not be committed. Parameters: how many.
    /// </summary>
    public const string Take = """
        with taken as (
            delete from assessment_ledger.queue
            where seq_id = any (array(select seq_id from assessment_ledger.queue order by seq_id limit $1)) returning *),
        salted as (insert into assessment_ledger.salt (seq_id, salt) select seq_id, salt from taken)
        select seq_id, taken.id, data_digest, headers_digest, salt,
               fact.id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, headers, data
        from taken left join assessment_events.mt_events fact using (seq_id) order by seq_id
        """;

    /// <summary>Makes the leaf of a fact as it is stored now.</summary>
    /// <exception cref="LedgerStoppedException">It is not what was recorded.</exception>
    public static QueuedFact Read(NpgsqlDataReader row, string origin)
    {
        var position = row.GetInt64(0);
        if (row.IsDBNull(5)) throw Differs(position, "it is gone");
        var salt = row.GetFieldValue<byte[]>(4);
        var leaf = new Leaf(
            origin, position, row.GetGuid(5), row.GetGuid(6), row.GetInt64(7), row.GetString(8), row.GetFieldValue<DateTimeOffset>(9),
            Text(row, 10), Text(row, 11), Text(row, 12),
            Digest.OfHeaders(salt, row.IsDBNull(13) ? [] : row.GetFieldValue<byte[]>(13)),
            Digest.Of(salt, row.GetFieldValue<byte[]>(14)));
        if (leaf.Id != row.GetGuid(1)) throw Differs(position, "its id is another");
        if (leaf.Data != new Hash(row.GetFieldValue<byte[]>(2))) throw Differs(position, "its data are others");
        if (leaf.Headers != new Hash(row.GetFieldValue<byte[]>(3))) throw Differs(position, "its headers are others");
        return new QueuedFact(leaf);
    }

    private static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);

    private static LedgerStoppedException Differs(long position, string how) =>
        new($"The fact at position {position} is not as it was recorded: {how}. Nothing is taken into the ledger and nothing is signed until a person has looked into it.");
}

/// <summary>The ledger must not go on: something stands otherwise than it was written.</summary>
public sealed class LedgerStoppedException(string message) : Exception(message);
