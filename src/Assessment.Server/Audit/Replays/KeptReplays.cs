using System.Text.Json;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Audit.Replays;

/// <summary>
/// The replays there were, in a table of their own: one runs at a time on all nodes together. Whoever works on it says so with
/// every step; when that has not come for a while, any node takes it up from where it was.
/// </summary>
public sealed class KeptReplays(NpgsqlDataSource database)
{
    /// <summary>After this long without a word its node counts as dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Stored = Store.Stored();

    private const string Course = "id, started_by, started_at, ended_at, state, up_to, total, processed, next, worked, attempts, version, failure, totals";
    private const string Columns = $"{Course}, differences, counts";

    /// <summary>Puts down that one is to run, with the key of the request; null while another runs.</summary>
    public async Task<Written?> StartAsync(Actor actor, IdempotencyClaim? claim, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var written = new Written(ReplayResource.Name, id, 1, StatusCodes.Status202Accepted, $"/api/v1/audit/replays/{id}");
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand($"""
            insert into assessment.replay (id, started_by, up_to) select $1, $2, coalesce(max(seq_id), 0) from {Store.FactSchema}.mt_events
            on conflict do nothing
            """, connection);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(actor.Id);
        if (await command.ExecuteNonQueryAsync(ct) == 0) return null;
        if (claim is not null) await Idempotency.KeepAsync(connection, claim, written, ct);
        await transaction.CommitAsync(ct);
        return written;
    }

    public async Task<Replay?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from assessment.replay where id = $1");
        command.Parameters.AddWithValue(id);
        return await OneAsync(command, ct);
    }

    /// <summary>The latest first, begun before a time given in ticks; what each has found is counted, and the differences are left out.</summary>
    public async Task<List<Replay>> ListAsync(long? before, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {Course}, '[]', counts from assessment.replay where $1::timestamptz is null or started_at < $1 order by started_at desc limit $2
            """);
        command.Parameters.AddOptional(NpgsqlDbType.TimestampTz, before is { } ticks ? new DateTimeOffset(Math.Min(ticks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero) : null);
        command.Parameters.AddWithValue(limit);
        return await command.ListAsync(Read, ct);
    }

    /// <summary>Takes up the one that runs and that nobody works on.</summary>
    public async Task<Replay?> TakeAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update assessment.replay set worked_at = clock_timestamp(), attempts = attempts + 1, version = version + 1,
                total = case when total > 0 then total else (select count(*) from {Store.FactSchema}.mt_events where {StoredFact.Counts}) end,
                totals = case when total > 0 then totals else (select coalesce(jsonb_object_agg(marking, facts), '{"{}"}') from (
                    select ($2::text[])[case when remarked then (
                            select max(array_position($2, assessment.marking_now(fact.stream_id, fact.version, fact.headers->>'{FactHeaders.Marking}')))
                            from {Store.FactSchema}.mt_events fact where fact.stream_id = stream.stream_id) else place end] as marking, sum(facts) as facts from (
                        select stream_id, max(array_position($2, coalesce(headers->>'{FactHeaders.Marking}', 'CLEAR'))) as place, count(*) as facts, bool_or(type like '%-remarked') as remarked
                        from {Store.FactSchema}.mt_events where {StoredFact.Counts} group by stream_id) stream
                    group by 1) marked) end
            where state = 'running' and worked_at < clock_timestamp() - $1
            returning {Columns}
            """);
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, Silence);
        command.Parameters.AddWithValue(Codes.All<Marking>().ToArray());
        return await OneAsync(command, ct);
    }

    /// <summary>Keeps a step, which may be the last; the version that is kept, null when somebody else has had a word in the meantime: it is cancelled, or another node's.</summary>
    /// <param name="replay">As far as it has come.</param>
    /// <param name="given">Whether nobody works on it from here on, so that another node need not wait.</param>
    public async Task<long?> KeepAsync(Replay replay, bool given, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update assessment.replay set state = $3, ended_at = case when $3 = 'running' then null else clock_timestamp() end, total = $4, processed = $5, next = $6,
                worked = $7, failure = $8, differences = $9, counts = $10, attempts = attempts - $11::int,
                worked_at = case when $11 = 1 then '-infinity' else clock_timestamp() end, version = version + 1
            where id = $1 and version = $2 and state = 'running'
            returning version
            """);
        command.Parameters.AddWithValue(replay.Id);
        command.Parameters.AddWithValue(replay.Version);
        command.Parameters.AddWithValue(Codes.Of(replay.State));
        command.Parameters.AddWithValue(replay.Total);
        command.Parameters.AddWithValue(replay.Processed);
        command.Parameters.AddOptional(NpgsqlDbType.Uuid, replay.Next);
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, replay.Worked);
        command.Parameters.AddOptional(NpgsqlDbType.Text, replay.Failure);
        command.Parameters.AddWithValue(NpgsqlDbType.Json, JsonSerializer.Serialize(replay.Findings.Kept, Stored));
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(replay.Findings.Counts.ToDictionary(count => Codes.Of(count.Key), count => count.Value)));
        command.Parameters.AddWithValue(given ? 1 : 0);
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    /// <summary>Has it stop at its next step; null when it does not run.</summary>
    public async Task<Replay?> CancelAsync(Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update assessment.replay set state = 'cancelled', ended_at = clock_timestamp(), version = version + 1 where id = $1 and state = 'running' returning {Columns}
            """);
        command.Parameters.AddWithValue(id);
        return await OneAsync(command, ct);
    }

    private static async Task<Replay?> OneAsync(NpgsqlCommand command, CancellationToken ct) => (await command.ListAsync(Read, ct)).SingleOrDefault();

    private static Replay Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3),
        Codes.TryParse<ReplayState>(row.GetString(4), out var state) ? state : default, row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
        row.IsDBNull(8) ? null : row.GetGuid(8), row.GetFieldValue<TimeSpan>(9), row.GetInt32(10), row.GetInt64(11), row.IsDBNull(12) ? null : row.GetString(12),
        new Findings(JsonSerializer.Deserialize<List<Difference>>(row.GetString(14), Stored)!, Marked(row.GetString(15))), Marked(row.GetString(13)));

    private static Dictionary<Marking, long> Marked(string counts) => JsonSerializer.Deserialize<Dictionary<string, long>>(counts)!
        .ToDictionary(count => Codes.TryParse<Marking>(count.Key, out var marking) ? marking : default, count => count.Value);
}
