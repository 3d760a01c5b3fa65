using System.Data;
using System.Text.Json;
using Assessment.Server.Storage;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Audit.Replays;

/// <summary>
/// Checks the rows of streams that stand side by side. Rows are made from one stream each, so every range is compared in a
/// snapshot of its own: with the facts up to where its read model had come in that very snapshot, whatever is written meanwhile.
/// The database reads the next range while one is folded: open it, then check the one before.
/// </summary>
public sealed class StreamRange : IAsyncDisposable
{
    /// <summary>About as many facts are held in memory, or those of one stream when it has more.</summary>
    public const int Facts = 2000;

    private readonly NpgsqlConnection _connection;
    private readonly long _upTo;
    private NpgsqlTransaction? _snapshot;
    private NpgsqlBatch? _batch;
    private NpgsqlDataReader? _reader;

    private StreamRange(NpgsqlConnection connection, long upTo) => (_connection, _upTo) = (connection, upTo);

    /// <summary>The first stream behind it; null when it is the last range.</summary>
    public Guid? Next { get; private set; }

    /// <summary>Takes the snapshot, finds the end of the range and has the database begin to read.</summary>
    /// <param name="database">Where the facts are.</param>
    /// <param name="from">The first stream of the range.</param>
    /// <param name="upTo">How far the read models must have come.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<StreamRange> OpenAsync(NpgsqlDataSource database, Guid from, long upTo, CancellationToken ct)
    {
        var range = new StreamRange(await database.OpenConnectionAsync(ct), upTo);
        try
        {
            range._snapshot = await range._connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            range.Next = await NextAsync(range._connection, from, ct);
            await range.ReadAsync(from, ct);
            return range;
        }
        catch
        {
            await range.DisposeAsync();
            throw;
        }
    }

    /// <returns>How many facts were folded.</returns>
    /// <exception cref="ReplayFailedException">The facts cannot be read, or a read model has fallen back.</exception>
    public async Task<long> CheckAsync(Findings findings, CancellationToken ct)
    {
        var reader = _reader!;
        var reached = new Dictionary<string, long>();
        while (await reader.ReadAsync(ct)) reached[reader.GetString(0)] = reader.GetInt64(1);
        if (ReadModels.Shards.FirstOrDefault(shard => reached.GetValueOrDefault(shard) < _upTo) is { } behind)
            throw new ReplayFailedException($"The read model {behind.Split(':')[0]} has fallen back behind position {_upTo}, as in a rebuild; start again when it has caught up.");

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
        return facts;
    }

    /// <summary>Gives the connection back, wherever the reading has come to.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_reader is not null) await _reader.DisposeAsync();
        if (_batch is not null) await _batch.DisposeAsync();
        if (_snapshot is not null) await _snapshot.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task ReadAsync(Guid from, CancellationToken ct)
    {
        _batch = new NpgsqlBatch(_connection);
        Add(_batch, $"select name, last_seq_id from {Store.FactSchema}.mt_event_progression where name = any($1)", new NpgsqlParameter { Value = ReadModels.Shards });
        Add(_batch, $"select {StoredFact.Columns} from {Store.FactSchema}.mt_events where {Within("stream_id", Next)} and {StoredFact.Counts} order by stream_id, version", Bounds(from, Next));
        foreach (var table in ReplayedTable.All) Add(_batch, $"select {table.Found} from {table.Name} t where {Within(table.Stream, Next)}", Bounds(from, Next));
        _reader = await _batch.ExecuteReaderAsync(ct);
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
