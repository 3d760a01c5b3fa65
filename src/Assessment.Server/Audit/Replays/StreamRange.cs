using System.Data;
using System.Text.Json;
using Assessment.Server.Storage;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Audit.Replays;

/// <summary>What a range of streams came to.</summary>
/// <param name="Next">The first stream behind it; null when it was the last.</param>
/// <param name="Facts">How many facts were folded.</param>
public sealed record RangeChecked(Guid? Next, long Facts);

/// <summary>
/// Checks the rows of streams that stand side by side. Rows are made from one stream each, so every range is compared in a
/// snapshot of its own: with the facts up to where its read model had come in that very snapshot, whatever is written meanwhile.
/// </summary>
public sealed class StreamRange(NpgsqlDataSource database)
{
    /// <summary>About as many facts are held in memory, or those of one stream when it has more.</summary>
    public const int Facts = 2000;

    /// <exception cref="ReplayFailedException">The facts cannot be read, or a read model has fallen back.</exception>
    public async Task<RangeChecked> CheckAsync(Guid from, long upTo, Findings findings, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var next = await NextAsync(connection, from, ct);

        await using var batch = new NpgsqlBatch(connection);
        Add(batch, $"select name, last_seq_id from {Store.FactSchema}.mt_event_progression where name = any($1)", new NpgsqlParameter { Value = ReadModels.Shards });
        Add(batch, $"select {StoredFact.Columns} from {Store.FactSchema}.mt_events where {Within("stream_id", next)} and {StoredFact.Counts} order by stream_id, version", Bounds(from, next));
        foreach (var table in ReplayedTable.All) Add(batch, $"select {table.Found} from {table.Name} t where {Within(table.Stream, next)}", Bounds(from, next));

        await using var reader = await batch.ExecuteReaderAsync(ct);
        var reached = new Dictionary<string, long>();
        while (await reader.ReadAsync(ct)) reached[reader.GetString(0)] = reader.GetInt64(1);
        if (ReadModels.Shards.FirstOrDefault(shard => reached.GetValueOrDefault(shard) < upTo) is { } behind)
            throw new ReplayFailedException($"The read model {behind.Split(':')[0]} has fallen back behind position {upTo}, as in a rebuild; start again when it has caught up.");

        await reader.NextResultAsync(ct);
        var expected = new Dictionary<(string, string), JsonElement>();
        var facts = await FoldAsync(reader, reached, expected, findings, ct);
        foreach (var table in ReplayedTable.All)
        {
            await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var found = JsonElement.Parse(reader.GetFieldValue<byte[]>(0));
                findings.Compare(table, expected.Remove((table.Name, KeyOf(table, found)), out var row) ? row : null, found);
            }
        }

        foreach (var ((name, _), row) in expected) findings.Compare(ReplayedTable.All.Single(table => table.Name == name), row, null);
        return new RangeChecked(next, facts);
    }

    private static async Task<long> FoldAsync(
        NpgsqlDataReader reader, Dictionary<string, long> reached, Dictionary<(string, string), JsonElement> expected, Findings findings, CancellationToken ct)
    {
        long count = 0;
        var stream = new List<IEvent>();
        while (await reader.ReadAsync(ct))
        {
            var fact = StoredFact.Read(reader);
            if (stream.Count > 0 && stream[0].StreamId != fact.StreamId)
            {
                Fold(stream, reached, expected, findings);
                stream.Clear();
            }

            stream.Add(fact);
            count++;
        }

        if (stream.Count > 0) Fold(stream, reached, expected, findings);
        return count;
    }

    private static void Fold(List<IEvent> stream, Dictionary<string, long> reached, Dictionary<(string, string), JsonElement> expected, Findings findings)
    {
        foreach (var table in ReplayedTable.All.Where(table => table.Facts.IsInstanceOfType(stream[0].Data)))
        {
            var taken = reached[table.Shard];
            foreach (var row in table.RowsOf(stream[^1].Sequence <= taken ? stream : [.. stream.Where(fact => fact.Sequence <= taken)], findings))
            {
                var written = JsonSerializer.SerializeToElement(row, row.GetType(), ReplayedTable.Columns);
                // What should be there twice is missing once.
                if (!expected.TryAdd((table.Name, KeyOf(table, written)), written)) findings.Compare(table, written, null);
            }
        }
    }

    private static async Task<Guid?> NextAsync(NpgsqlConnection connection, Guid from, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "set transaction read only");
        Add(batch, "set local timezone to 'UTC'");
        Add(batch, $"""
            select stream_id from {Store.FactSchema}.mt_events where stream_id > (
                select stream_id from {Store.FactSchema}.mt_events where stream_id >= $1 order by stream_id, version offset {Facts} limit 1)
            order by stream_id limit 1
            """, Bounds(from, null));
        return await batch.ExecuteScalarAsync(ct) as Guid?;
    }

    private static string KeyOf(ReplayedTable table, JsonElement row) => string.Join(' ', table.Key.Select(column => row.GetProperty(column).ToString()));

    private static string Within(string column, Guid? next) => next is null ? $"{column} >= $1" : $"{column} >= $1 and {column} < $2";

    private static NpgsqlParameter[] Bounds(Guid from, Guid? next) =>
        [.. ((Guid?[])[from, next]).OfType<Guid>().Select(bound => new NpgsqlParameter { Value = bound, NpgsqlDbType = NpgsqlDbType.Uuid })];

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }
}
