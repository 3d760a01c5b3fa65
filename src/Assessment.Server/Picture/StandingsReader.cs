using System.Text.Json;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Picture;

/// <summary>
/// What was in force at a position: the standings, those of 30 days before, and the open dissents. Of each analyst's standings on
/// a question under one marking there is only the latest: no reader is shown another.
/// </summary>
public sealed record Held(long Position, IReadOnlyList<Standing> Now, IReadOnlyList<Standing> Before, IReadOnlyList<OpenDissent> Dissents)
{
    /// <summary>The claims of the partnership that were marked anew and are not for everybody.</summary>
    public IReadOnlyDictionary<Guid, Marking> Raised { get; init; } = new Dictionary<Guid, Marking>();
}

/// <summary>A position at which something of a question began or ended.</summary>
public sealed record Turn(string Dimension, Perspective? Perspective, Marking Marking, long Position);

/// <summary>Reads standings from their history in one round trip; the cost depends on what the partnership held, not on how long its history is.</summary>
public sealed class StandingsReader(NpgsqlDataSource database)
{
    private const string Columns = "s.assessment, s.revision, s.analyst, s.dimension, s.perspective, s.marking, s.cut_off, s.published_at, s.published, s.judgment";
    private const string OfOneAnalyst = "(s.partnership, s.dimension, s.perspective, s.analyst, s.marking) = (l.partnership, l.dimension, l.perspective, l.analyst, l.marking)";
    private const string Led = "partnership, dimension, perspective, analyst, marking, assessment, valid_from, cut_off, published, level, leads_from";
    private const string LatestFirst = "order by s.cut_off desc, s.published desc limit 1";

    // Row by row, whatever the planner makes of the table: a few are asked for, of very many.
    private const string ItsRow =
        "lateral (select * from assessment.standing s where s.assessment = l.assessment and s.valid_from = l.valid_from and s.dimension = l.dimension and s.perspective = l.perspective limit 1) s";

    private static readonly string Open = $"valid_until = {long.MaxValue}";
    private static readonly string LatestOpen =
        $"select * from assessment.standing s where {OfOneAnalyst} and s.{Open} and s.valid_from is not null";

    private static readonly string AtPosition = $"({Open} and valid_from <= $2 or valid_until < {long.MaxValue} and int8range(valid_from, valid_until) @> $2)";

    // The partnership, the position after which and the one up to which, and the clearance.
    private static readonly string Turning = TurningOf("marking");

    // Also what has been closed to the clearance since, which may have been shown.
    private static readonly string TurningOnce = TurningOf("least(marking, (judgment->>'marked')::smallint)");

    private static string TurningOf(string marking) => $"""
        with rows as (
            select dimension, perspective, marking, valid_from, valid_until, null::uuid as disputed from assessment.standing
            where partnership = $1 and {marking} <= $4 and valid_from > $2 and valid_from <= $3
            union all
            select dimension, perspective, marking, valid_from, valid_until, null from assessment.standing
            where partnership = $1 and {marking} <= $4 and valid_from is not null and valid_until > $2 and valid_until <= $3 and valid_until < {long.MaxValue}
            union all
            select dimension, perspective, marking, valid_from, valid_until, assessment from assessment.dissent
            where partnership = $1 and marking <= $4 and {Within("&& int8range($2, $3, '[]')")}),
        turns as (
            select distinct dimension, perspective, marking, position, disputed from rows, unnest(array[valid_from, valid_until]) position
            where position > $2 and position <= $3 and (disputed is null or exists (
                select from assessment.standing judged
                where judged.assessment = disputed and judged.dimension = rows.dimension and judged.perspective = rows.perspective
                  and judged.marking <= $4 and judged.valid_from <= position and judged.valid_until >= position)))
        """;

    /// <param name="partnership">Its slug.</param>
    /// <param name="position">The position asked for; null for the rows that are open now.</param>
    /// <param name="before">The time to compare the trend with.</param>
    /// <param name="validAt">Only judgments whose information cut-off is on or before it; null for all.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="within">With the snapshot that this connection has taken; null is as things are.</param>
    public async Task<Held> ReadAsync(string partnership, long? position, DateTimeOffset before, DateOnly? validAt, CancellationToken ct, NpgsqlConnection? within = null)
    {
        await using var batch = within?.CreateBatch() ?? database.CreateBatch();
        AddReached(batch);
        AddLatest(batch, position is null ? null : "$2", validAt, Text(partnership), Position(position));
        AddLatest(batch, "assessment.position_before($2)", validAt, Text(partnership), Time(before));
        Add(batch, $"select assessment, dissent, dimension, perspective, analyst, marking, level, rationale, joiners, recorded_at from assessment.dissent where partnership = $1 and {(position is null ? Open : AtPosition)}",
            Text(partnership), Position(position));
        Add(batch, "select claim, marking from assessment.remarked_claim where partnership = $1 and marking > 0", Text(partnership));
        AddReached(batch);

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var reached = reader.GetInt64(0);
        var now = await NextAsync(reader, Read, ct);
        var earlier = await NextAsync(reader, Read, ct);
        var dissents = await NextAsync(reader, ReadDissent, ct);
        var raised = (await NextAsync(reader, row => (row.GetGuid(0), (Marking)row.GetInt16(1)), ct)).ToDictionary();
        var still = (await NextAsync(reader, row => row.GetInt64(0), ct)).Single();
        // Each statement sees what was there when its turn came. When more was taken in meanwhile, what was read is of no single position.
        return position is null && still > reached
            ? await ReadAsync(partnership, still, before, validAt, ct)
            : new Held(position ?? reached, [.. now.Select(standing => standing.Knowing(raised))], earlier, dissents) { Raised = raised };
    }

    private static void AddReached(NpgsqlBatch batch) =>
        Add(batch, "select coalesce(max(last_seq_id), 0) from assessment_events.mt_event_progression where name = $1", Text(ReadModels.Standings));

    /// <summary>
    /// Which levels came first on one question at some time between two times, for its history; null is as far as there are facts. Of facts that were
    /// recorded together a later one may have the lower position, so it reaches as far beyond the end as a transaction may last.
    /// </summary>
    public Task<IReadOnlyList<LevelSpan>> HistoryAsync(string partnership, string dimension, Perspective? perspective, DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct) => SpansAsync($"""
        with asked as (select
            case when $4 is null then 0 else assessment.position_before($4 - interval '1 microsecond') end as first,
            case when $5 is null then {long.MaxValue} else assessment.position_before($5 + interval '1 minute') end as last)
        select analyst, marking, cut_off, published, level, leads_from, {long.MaxValue} from assessment.leading
        where partnership = $1 and dimension = $2 and perspective = $3 and leads_from <= (select last from asked)
        union all
        select analyst, marking, cut_off, published, level, leads_from, leads_until from assessment.led
        where partnership = $1 and dimension = $2 and perspective = $3 and leads_from <= (select last from asked) and leads_until > (select first from asked)
        """, partnership, dimension, perspective, [Time(from), Time(to)], ct);

    /// <summary>The levels of one question that are in force now, of however many judgments of the same analyst.</summary>
    public Task<IReadOnlyList<LevelSpan>> OpenAsync(string partnership, string dimension, Perspective? perspective, CancellationToken ct) => SpansAsync($"""
        select analyst, marking, cut_off, published, level, valid_from, valid_until from assessment.standing
        where partnership = $1 and dimension = $2 and perspective = $3 and valid_from is not null and {Open}
        """, partnership, dimension, perspective, [], ct);

    private async Task<IReadOnlyList<LevelSpan>> SpansAsync(string sql, string partnership, string dimension, Perspective? perspective, NpgsqlParameter[] more, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in (NpgsqlParameter[])[Text(partnership), Text(dimension), Text(perspective?.ToString() ?? ""), .. more]) command.Parameters.Add(parameter);
        return await command.ListAsync(row => new LevelSpan(
            row.GetString(0), (Marking)row.GetInt16(1), row.GetFieldValue<DateOnly>(2), row.GetInt64(3), row.GetInt16(4), row.GetInt64(5), row.GetInt64(6)), ct);
    }

    /// <summary>
    /// Where standings and dissents began or ended after one position and up to another, by what they are marked, as far as a clearance shows them: a
    /// dissent is seen with the judgment it is on.
    /// </summary>
    public async Task<IReadOnlyList<Turn>> TurnsAsync(string partnership, long from, long to, Marking clearance, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"{Turning} select distinct dimension, perspective, marking, position from turns order by position");
        AddRange(command, partnership, from, to, clearance);
        return await command.ListAsync(row => new Turn(row.GetString(0), PerspectiveOf(row.GetString(1)), (Marking)row.GetInt16(2), row.GetInt64(3)), ct);
    }

    /// <summary>
    /// As <see cref="TurnsAsync"/>, the questions alone, with those of which the clearance may have been shown something that it does not show any
    /// more: through a re-marking of a judgment, or of any claim, for which all are named.
    /// </summary>
    public async Task<IReadOnlySet<(string Dimension, Perspective? Perspective)>> TurnedAsync(string partnership, long from, long to, Marking clearance, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            {TurningOnce} select distinct dimension, perspective from turns
            union
            select dimension, perspective from assessment.leading
            where partnership = $1 and marking <= $4
              and exists (select from assessment.remarked_claim where partnership = $1 and position > $2 and position <= $3 and lowest <= $4)
            """);
        AddRange(command, partnership, from, to, clearance);
        return (await command.ListAsync(row => (row.GetString(0), PerspectiveOf(row.GetString(1))), ct)).ToHashSet();
    }

    private static void AddRange(NpgsqlCommand command, string partnership, long from, long to, Marking clearance)
    {
        command.Parameters.AddWithValue(partnership);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue((short)clearance);
    }

    /// <summary>
    /// Of each analyst, question and marking the row that comes first: now, or at a position; when a date is given, among those whose cut-off is on or
    /// before it. Who comes first at a position is kept; below a date it is looked for along the index of each analyst who comes first at all.
    /// </summary>
    /// <param name="position">SQL for it; null for now.</param>
    private static void AddLatest(NpgsqlBatch batch, string? position, DateOnly? validAt, NpgsqlParameter partnership, NpgsqlParameter moment)
    {
        var first = position is null ? "select * from assessment.leading where partnership = $1" : $"""
            select * from assessment.leading where partnership = $1 and leads_from <= (select position from asked)
            union all
            select {Led} from assessment.led where partnership = $1 and int8range(leads_from, leads_until) @> (select position from asked)
            """;
        var asked = position is null ? "" : $"asked as materialized (select {position} as position),";
        Add(batch, (position, validAt) switch
        {
            (_, null) => $"with {asked} first as ({first}) select {Columns} from first l, {ItsRow}",
            (null, _) => $"with first as ({first}) select {Columns} from first l, lateral ({LatestOpen} and s.cut_off <= $3 {LatestFirst}) s",
            _ => $"""
                with {asked} first as materialized ({first})
                select distinct on (dimension, perspective, analyst, marking) {Columns} from (
                    select s.* from first l, {ItsRow} where l.cut_off <= $3
                    union all
                    select s.* from first l, lateral ({LatestOpen} and s.valid_from <= (select position from asked) and s.cut_off <= $3 {LatestFirst}) s where l.cut_off > $3
                    union all
                    select * from assessment.standing
                    where partnership = $1 and valid_from is not null and valid_until < {long.MaxValue} and int8range(valid_from, valid_until) @> (select position from asked) and cut_off <= $3) s
                order by dimension, perspective, analyst, marking, cut_off desc, published desc
                """,
        }, validAt is { } cutOff ? [partnership, moment, new NpgsqlParameter { Value = cutOff }] : [partnership, moment]);
    }

    /// <summary>SQL for the rows whose validity is so: what is open and what has ended are each in an index of their own.</summary>
    private static string Within(string so) => $"({Open} and int8range(valid_from, valid_until) {so} or valid_until < {long.MaxValue} and int8range(valid_from, valid_until) {so})";

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Time(DateTimeOffset? value) => new() { Value = value?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Position(long? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    private static Standing Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetString(3), PerspectiveOf(row.GetString(4)),
        (Marking)row.GetInt16(5), row.GetFieldValue<DateOnly>(6), row.GetFieldValue<DateTimeOffset>(7), row.GetInt64(8),
        JsonSerializer.Deserialize<StandingJudgment>(row.GetString(9), StrictJson.Options)!);

    private static OpenDissent ReadDissent(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), PerspectiveOf(row.GetString(3)), row.GetString(4), (Marking)row.GetInt16(5), row.GetInt16(6), row.GetString(7),
        row.GetFieldValue<string[]>(8), row.GetFieldValue<DateTimeOffset>(9));

    private static Perspective? PerspectiveOf(string text) => Perspective.TryParse(text, out var perspective) ? perspective : null;
}
