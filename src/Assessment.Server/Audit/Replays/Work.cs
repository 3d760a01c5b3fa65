namespace Assessment.Server.Audit.Replays;

/// <summary>A replay in the hands of the node that works on it, kept every second.</summary>
internal sealed class Work(KeptReplays replays, Replay replay)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _workedBefore = replay.Worked;
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private long _kept = TimeProvider.System.GetTimestamp();
    private bool _lost;

    public Replay Replay { get; private set; } = replay;

    /// <summary>So many facts more are checked; it goes on from the stream given, null behind the last.</summary>
    public void Did(long facts, Guid? next)
    {
        var processed = Replay.Processed + facts;
        // Facts that came in meanwhile are folded too.
        Replay = Replay with { Next = next, Processed = processed, Total = Math.Max(processed, Replay.Total) };
    }

    /// <summary>What there is to say in the end.</summary>
    public void Found(Findings findings) => Replay = Replay with { Findings = findings };

    /// <summary>Keeps what was done when it is time to; false when it is no longer ours.</summary>
    public async Task<bool> KeepAsync(CancellationToken ct)
    {
        if (TimeProvider.System.GetElapsedTime(_kept) >= Pause) await KeepAsync(given: false, ct);
        return !_lost;
    }

    public async Task EndAsync(ReplayState state, string? failure, CancellationToken ct)
    {
        Replay = Replay with { State = state, Failure = failure, Total = state is ReplayState.Failed ? Replay.Total : Replay.Processed };
        await KeepAsync(given: false, ct);
    }

    /// <summary>Leaves it to the next node.</summary>
    public Task GiveAsync() => KeepAsync(given: true, default);

    private async Task KeepAsync(bool given, CancellationToken ct)
    {
        if (_lost) return;
        var kept = await replays.KeepAsync(Replay with { Worked = _workedBefore + TimeProvider.System.GetElapsedTime(_begun) }, given, ct);
        _kept = TimeProvider.System.GetTimestamp();
        _lost = kept is null;
        Replay = Replay with { Version = kept ?? Replay.Version };
    }
}
