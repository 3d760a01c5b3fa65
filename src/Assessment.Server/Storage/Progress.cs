using Npgsql;

namespace Assessment.Server.Storage;

/// <summary>What one look at the store shows.</summary>
/// <param name="Recorded">The position of the last recorded fact.</param>
/// <param name="Reached">The one up to which every read model has come.</param>
/// <param name="FirstOpen">The number of the oldest change whose consequences are not all recorded; null when there is none.</param>
/// <param name="LastOpen">That of the newest.</param>
public sealed record Look(long Recorded, long Reached, long? FirstOpen, long? LastOpen);

/// <summary>How far the read models have taken in the facts, and whether facts have had their consequences.</summary>
public sealed class Progress(NpgsqlDataSource database)
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private readonly Lock _gate = new();
    private Task<Look> _current = Task.FromResult(new Look(0, 0, null, null));
    private Task<Look>? _next;

    /// <summary>The position of the last recorded fact, and the one up to which every read model has come.</summary>
    public async Task<(long Recorded, long Reached)> LookAsync(CancellationToken ct)
    {
        var look = await NextLookAsync(ct);
        return (look.Recorded, look.Reached);
    }

    public async Task<bool> HasReachedAsync(long position, CancellationToken ct) => (await LookAsync(ct)).Reached >= position;

    /// <summary>Waits until a position is taken in; false when that took too long.</summary>
    public Task<bool> HasReachedAsync(long position, TimeSpan patience, CancellationToken ct) => WaitAsync(look => look.Reached >= position, patience, ct);

    /// <summary>Waits until everything recorded before the call is taken in; false when that took too long.</summary>
    public Task<bool> CatchUpAsync(TimeSpan patience, CancellationToken ct)
    {
        long? target = null;
        return WaitAsync(look => look.Reached >= (target ??= look.Recorded), patience, ct);
    }

    /// <summary>As <see cref="CatchUpAsync"/>, with everything that it has set in motion; false when that took too long.</summary>
    public Task<bool> CatchUpWithConsequencesAsync(TimeSpan patience, CancellationToken ct)
    {
        long? newest = null, target = null;
        return WaitAsync(HasCaughtUp, patience, ct);

        bool HasCaughtUp(Look look)
        {
            newest ??= look.LastOpen ?? 0;
            if (target is null && !(look.FirstOpen <= newest)) target = look.Recorded;
            return look.Reached >= target;
        }
    }

    private async Task<bool> WaitAsync(Func<Look, bool> enough, TimeSpan patience, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!enough(await NextLookAsync(ct)))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > patience) return false;
            await Task.Delay(Pause, ct);
        }

        return true;
    }

    // A look that begins after the call, shared by all who call before it begins: however many wait, a node asks one question at a time.
    private Task<Look> NextLookAsync(CancellationToken ct)
    {
        lock (_gate) return (_next ??= AfterAsync(_current)).WaitAsync(ct);
    }

    private async Task<Look> AfterAsync(Task<Look> before)
    {
        await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate) (_current, _next) = (_next!, null);
        return await AskAsync();
    }

    private async Task<Look> AskAsync()
    {
        await using var command = database.CreateCommand("""
            select (select coalesce(max(seq_id), 0) from assessment_events.mt_events),
                   (select coalesce(min(coalesce(last_seq_id, 0)), 0)
                    from unnest($1) shard left join assessment_events.mt_event_progression on name = shard),
                   (select min(root) from assessment.reaction), (select max(root) from assessment.reaction)
            """);
        command.Parameters.AddWithValue(ReadModels.Shards);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Look(reader.GetInt64(0), reader.GetInt64(1),
            await reader.IsDBNullAsync(2) ? null : reader.GetInt64(2), await reader.IsDBNullAsync(3) ? null : reader.GetInt64(3));
    }
}

/// <summary>The read models are not as far as a step of work needs them; the step is tried again.</summary>
public sealed class NotCaughtUpException(long position) : Exception($"The read models have not reached position {position} yet.");
