using System.Text.Json;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Picture;

/// <summary>What was in force at a position and 30 days before it.</summary>
public sealed record Held(long Position, IReadOnlyList<Standing> Now, IReadOnlyList<Standing> Before);

/// <summary>Reads standings from their history; the cost depends on what the partnership held, not on how long its history is.</summary>
public sealed class StandingsReader(NpgsqlDataSource database)
{
    private const string Columns = "assessment, revision, analyst, dimension, perspective, marking, cut_off, published_at, published, judgment";

    /// <summary>The open rows, with the position they are of.</summary>
    public Task<Held> CurrentAsync(string partnership, long before, CancellationToken ct) => ReadAsync(
        $"""
        select null::int, true, (select coalesce(max(last_seq_id), 0) from assessment_events.mt_event_progression where name = $3), {Nulls}
        union all
        select 1, false, 0, {Columns} from assessment.standing where partnership = $1 and valid_until = {long.MaxValue} and valid_from is not null
        union all
        select 2, false, 0, {Columns} from assessment.standing where partnership = $1 and valid_from is not null and int8range(valid_from, valid_until) @> $2
        """, partnership, before, ReadModels.Standings, ct);

    /// <summary>The rows valid at a position.</summary>
    public Task<Held> AsOfAsync(string partnership, long position, long before, CancellationToken ct) => ReadAsync(
        $"""
        select null::int, true, $3, {Nulls}
        union all
        select 1, false, 0, {Columns} from assessment.standing where partnership = $1 and valid_from is not null and int8range(valid_from, valid_until) @> $3
        union all
        select 2, false, 0, {Columns} from assessment.standing where partnership = $1 and valid_from is not null and int8range(valid_from, valid_until) @> $2
        """, partnership, before, position, ct);

    private const string Nulls = "null::uuid, null::int, null::text, null::text, null::text, null::smallint, null::date, null::timestamptz, null::bigint, null::jsonb";

    private async Task<Held> ReadAsync(string sql, string partnership, long before, object third, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(partnership);
        command.Parameters.AddWithValue(NpgsqlDbType.Bigint, before);
        command.Parameters.AddWithValue(third);
        long position = 0;
        List<Standing> now = [], earlier = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (reader.GetBoolean(1)) position = reader.GetInt64(2);
            else (reader.GetInt32(0) == 1 ? now : earlier).Add(Read(reader));
        }

        return new Held(position, now, earlier);
    }

    private static Standing Read(NpgsqlDataReader row) => new(
        row.GetGuid(3), row.GetInt32(4), row.GetString(5), row.GetString(6),
        Perspective.TryParse(row.GetString(7), out var perspective) ? perspective : null,
        (Marking)row.GetInt16(8), row.GetFieldValue<DateOnly>(9), row.GetFieldValue<DateTimeOffset>(10), row.GetInt64(11),
        JsonSerializer.Deserialize<StandingJudgment>(row.GetString(12), StrictJson.Options)!);
}
