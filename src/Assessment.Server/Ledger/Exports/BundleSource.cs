using System.Buffers;
using System.Text;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;
using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.Server.Ledger.Exports;

/// <summary>Writes what a bundle is of, as it is stored: in batches of their own queries, row by row, however much there is.</summary>
/// <param name="database">Where it is.</param>
/// <param name="size">Of the checkpoint.</param>
public sealed class BundleSource(NpgsqlDataSource database, long size)
{
    private const int TilesAtOnce = 64;
    private const int FactsAtOnce = 1000;

    /// <summary>Checkpoints from before; of more, some evenly spread are taken.</summary>
    private const int Checkpoints = 1000;

    private const string Older = """
        select size, note from (
            select size, note, row_number() over (order by size) as place, count(*) over () as many
            from assessment_ledger.checkpoint where size < $1 and key = any ($2)) older
        where place % (many / $3 + 1) = 0 order by size
        """;

    // Whoever kept a checkpoint from before the key was changed finds in the bundle who signed it.
    private const string Keys = "select key from assessment_ledger.checkpoint where size <= $1 group by key order by max(size) desc limit $2";

    private const string Facts = """
        select index, seq_id, fact.id, stream_id, version, type, timestamp, coalesce(user_name, ''), coalesce(correlation_id, ''), coalesce(causation_id, ''),
               salt, coalesce(headers::text, ''), data::text,
               redaction.case_of, redaction.left_of_data
        from assessment_ledger.leaf join assessment_events.mt_events fact using (seq_id) left join assessment_ledger.salt using (seq_id)
        left join lateral (
            select approval.data->>'case' as case_of, done.data->>'dataDigest' as left_of_data
            from assessment_events.mt_events approval left join assessment_events.mt_events done on done.stream_id = approval.stream_id and done.type = 'redaction-carried-out'
            where salt is null and approval.type = 'redaction-approved' and (approval.data->>'position')::bigint = leaf.seq_id
            order by done.seq_id limit 1) redaction on true
        where index >= $1 and index < $2 order by index
        """;

    // Of the fact table rather than of the log, so that a fact without a leaf is noticed, wherever on its stream it was put: all but
    // what came after the checkpoint. A leaf beyond the tree is none. Where nothing was put in, the last version is the count.
    private const string Streams = """
        select stream_id, count(*) from assessment_events.mt_events fact
        where not exists (
            select from assessment_ledger.leaf
            where leaf.seq_id = fact.seq_id and index >= $1 and index < (select size from assessment_ledger.tree_state))
          and not exists (select from assessment_ledger.queue where queue.seq_id = fact.seq_id)
        group by stream_id order by stream_id
        """;

    /// <param name="stream">Written from front to back.</param>
    /// <param name="written">Told how many facts are in.</param>
    /// <param name="ct">Ends it.</param>
    public async Task WriteAsync(Stream stream, Action<long> written, CancellationToken ct)
    {
        var (note, keys) = await CheckpointAsync(ct);
        await using var bundle = await BundleWriter.BeginAsync(stream, keys, ct);
        await bundle.WriteCheckpointAsync(note, ct);
        await EachAsync(Older, row => bundle.WriteOlderCheckpointAsync(row.GetInt64(0), row.GetString(1), ct), ct, size, keys.Select(key => key.ToString()).ToArray(), (long)Checkpoints);
        foreach (var paths in TilePath.HashesOf(size).Chunk(TilesAtOnce))
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            var tiles = await Tiles.ReadAsync(connection, paths, ct);
            foreach (var path in paths.Where(tiles.ContainsKey)) await bundle.WriteTileAsync(path, tiles[path], ct);
        }

        var ledger = new LedgerReader(database);
        foreach (var path in TilePath.EntriesOf(size)) await bundle.WriteTileAsync(path, EntriesOf(await ledger.EntriesAsync(path, ct)), ct);
        for (var first = 0L; first < size; first += FactsAtOnce)
        {
            var end = Math.Min(size, first + FactsAtOnce);
            await EachAsync(Facts, row => bundle.WriteFactAsync(FactOf(row), ct), ct, first, end);
            written(end);
        }

        await EachAsync(Streams, row => bundle.WriteStreamAsync(row.GetGuid(0), row.GetInt64(1), ct), ct, size);
    }

    /// <summary>A tile of entries.</summary>
    public static ReadOnlyMemory<byte> EntriesOf(IEnumerable<string> lines)
    {
        var bundle = new ArrayBufferWriter<byte>();
        foreach (var line in lines) EntryBundle.Append(bundle, Encoding.UTF8.GetBytes(line));
        return bundle.WrittenMemory;
    }

    private static BundledFact FactOf(NpgsqlDataReader row)
    {
        var redacted = row.IsDBNull(13) ? null : row.GetString(13);
        // What a redaction left and was changed since is no redacted fact: it is handed over as it stands, and the leaf proves nothing of it.
        if (!row.IsDBNull(14) && row.GetString(14) != Digest.Of([], row.GetString(12)).ToHex()) redacted = null;
        return new BundledFact(
            row.GetInt64(0), row.GetInt64(1), row.GetGuid(2), row.GetGuid(3), row.GetInt64(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6),
            row.GetString(7), row.GetString(8), row.GetString(9), row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10), row.GetString(11),
            redacted is null ? row.GetString(12) : null, redacted);
    }

    private async Task<(string Note, IReadOnlyList<VerifierKey> Keys)> CheckpointAsync(CancellationToken ct)
    {
        await using var latest = database.CreateCommand("select note from assessment_ledger.checkpoint where size = $1");
        latest.Parameters.AddWithValue(size);
        var note = await latest.ExecuteScalarAsync(ct) as string ?? throw new LedgerStoppedException("The checkpoint of the bundle is gone.");
        await using var command = database.CreateCommand(Keys);
        command.Parameters.AddWithValue(size);
        command.Parameters.AddWithValue((long)BundleName.MaxKeys);
        var keys = await command.ListAsync(row => VerifierKey.TryParse(row.GetString(0), out var key) ? key : throw new LedgerStoppedException("The key of a checkpoint cannot be read."), ct);
        return (note, keys);
    }

    // Without a deadline: nobody waits for the end of a single query.
    private async Task EachAsync(string sql, Func<NpgsqlDataReader, Task> write, CancellationToken ct, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var parameter in parameters) command.Parameters.AddWithValue(parameter);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) await write(reader);
    }
}
