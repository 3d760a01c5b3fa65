using Npgsql;

namespace Assessment.Server.Storage;

/// <summary>How far the read models have taken in the facts.</summary>
public sealed class Progress(NpgsqlDataSource database)
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <summary>The position of the last recorded fact, and the one up to which every read model has come.</summary>
    public async Task<(long Recorded, long Reached)> LookAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select (select coalesce(max(seq_id), 0) from assessment_events.mt_events),
                   (select coalesce(min(coalesce(last_seq_id, 0)), 0)
                    from unnest($1) shard left join assessment_events.mt_event_progression on name = shard)
            """);
        command.Parameters.AddWithValue(ReadModels.Shards);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public async Task<bool> HasReachedAsync(long position, CancellationToken ct) => (await LookAsync(ct)).Reached >= position;

    /// <summary>Waits until a position is taken in; false when that took too long.</summary>
    public async Task<bool> HasReachedAsync(long position, TimeSpan patience, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await HasReachedAsync(position, ct))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > patience) return false;
            await Task.Delay(Pause, ct);
        }

        return true;
    }

    /// <summary>Waits until everything recorded before the call is taken in; false when that took too long.</summary>
    public async Task<bool> CatchUpAsync(TimeSpan patience, CancellationToken ct)
    {
        var (target, reached) = await LookAsync(ct);
        return reached >= target || await HasReachedAsync(target, patience, ct);
    }
}

/// <summary>The read models are not as far as a step of work needs them; the step is tried again.</summary>
public sealed class NotCaughtUpException(long position) : Exception($"The read models have not reached position {position} yet.");
