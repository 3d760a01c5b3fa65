using System.Globalization;
using Assessment.Server.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Storage;

/// <summary>A moment as a client asks for it: a position of the store, or a time.</summary>
public readonly record struct Moment(long? Position, DateTimeOffset? Time) : IQueryValue<Moment>
{
    public static string Form => "a position as 42 or a time as 2025-06-07T12:00:00Z";

    public static bool TryRead(string text, out Moment value)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) value = new Moment(position, null);
        else if (Rfc3339.TryParse(text, out var time)) value = new Moment(null, time);
        else value = default;
        return value != default || text == "0";
    }
}

/// <summary>A moment whose answer will never change: the last position that counts, and the time it stands for.</summary>
public sealed record Settled(long Position, DateTimeOffset Time);

/// <summary>
/// Turns moments into positions. A time means the last position before the first fact recorded after it. Positions count
/// once everything up to them is known: no transaction that is still open can add a fact below, and the read models have
/// taken it in.
/// </summary>
public sealed class Moments(NpgsqlDataSource database, Progress progress)
{
    /// <summary>How long a moment that is not settled yet is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The settled moment, null when none was asked for; refuses moments that have not come.</summary>
    public async Task<(Settled?, ProblemDetails)> SettleAsync(Moment? asked, CancellationToken ct)
    {
        if (asked is not { } moment) return (null, WolverineContinue.NoProblems);
        var deadline = TimeProvider.System.GetTimestamp();
        do
        {
            // What is asked first is settled when the other is answered: a fact that comes in between cannot lie below.
            var (_, reached) = await progress.LookAsync(ct);
            var found = moment.Position is { } position ? await OfPositionAsync(position, ct) : await OfTimeAsync(moment.Time!.Value, ct);
            if (found.Future) return (null, Refusal.Unprocessable("moment-in-future", "Nothing is recorded up to this moment yet; ask for one that has passed."));
            if (found.Settled is { } settled && settled.Position <= reached) return (settled, WolverineContinue.NoProblems);
            await Task.Delay(Progress.Pause, ct);
        }
        while (TimeProvider.System.GetElapsedTime(deadline) < Patience);
        return (null, Refusal.Of(StatusCodes.Status504GatewayTimeout, "not-caught-up", "This moment is not settled yet; ask again in a second."));
    }

    private async Task<(Settled? Settled, bool Future)> OfPositionAsync(long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select (select max(seq_id) from assessment_events.mt_events),
                   (select timestamp from assessment_events.mt_events where seq_id <= $1 order by seq_id desc limit 1)
            """);
        command.Parameters.AddWithValue(position);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var last = await reader.IsDBNullAsync(0, ct) ? 0 : reader.GetInt64(0);
        var time = await reader.IsDBNullAsync(1, ct) ? DateTimeOffset.UnixEpoch : reader.GetFieldValue<DateTimeOffset>(1);
        return (new Settled(position, time), position > last);
    }

    private async Task<(Settled? Settled, bool Future)> OfTimeAsync(DateTimeOffset time, CancellationToken ct)
    {
        // Two statements, each of which sees what is committed when its turn comes: who is not at work any more by the first is seen by the second.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("""
            select $1 >= clock_timestamp(),
                   exists (select from pg_stat_activity where datname = current_database() and application_name = $2
                           and xact_start <= $1 and pid <> pg_backend_pid() and state <> 'idle')
            """) { Parameters = { new() { Value = time, NpgsqlDbType = NpgsqlDbType.TimestampTz }, new() { Value = Database.ApplicationName } } });
        batch.BatchCommands.Add(new("""
            select (select assessment.position_before($1) where (select max(timestamp) from assessment_events.mt_events) > $1),
                   (select coalesce(max(seq_id), 0) from assessment_events.mt_events)
            """) { Parameters = { new() { Value = time, NpgsqlDbType = NpgsqlDbType.TimestampTz } } });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (future, open) = (reader.GetBoolean(0), reader.GetBoolean(1));
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        if (!await reader.IsDBNullAsync(0, ct)) return (new Settled(reader.GetInt64(0), time), false);
        if (future) return (null, true);
        // No fact is after the time. While a transaction that began before it is open, one may still come in below.
        return open ? (null, false) : (new Settled(reader.GetInt64(1), time), false);
    }
}
