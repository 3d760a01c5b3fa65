using System.Diagnostics.Metrics;
using Assessment.Server.Observability;
using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.Server.Audit.Replays;

/// <summary>
/// Works on the replay that runs, on whichever node takes it up: range by range through all streams, then through some pictures.
/// What was found is kept every second; a node that dies leaves it to the next one.
/// </summary>
public sealed partial class Replaying : BackgroundService
{
    /// <summary>A replay on which so many nodes have died is given up.</summary>
    public const int MostAttempts = 3;

    /// <summary>How long the read models may take to come as far as the facts.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly KeptReplays _replays;
    private readonly NpgsqlDataSource _database;
    private readonly PictureCheck _pictures;
    private readonly Progress _progress;
    private readonly ILogger<Replaying> _log;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Meter _meter = new(Measures.Name);
    private Replay? _running;

    public Replaying(KeptReplays replays, NpgsqlDataSource database, PictureCheck pictures, Progress progress, ILogger<Replaying> log)
    {
        (_replays, _database, _pictures, _progress, _log) = (replays, database, pictures, progress, log);
        _meter.CreateObservableGauge("assessment.replay.progress", Running, "1", "How much of the replay that this node works on is done.");
    }

    /// <summary>Says that there is something to do, so that nobody waits for the next look.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    public override void Dispose()
    {
        _meter.Dispose();
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(Step, stoppingToken);
                if (await _replays.TakeAsync(stoppingToken) is { } replay) await WorkAsync(replay, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (IsStoreAway(away))
            {
                // What was not kept is done again by whoever takes it up.
                Away(_log, away);
            }
            finally
            {
                _running = null;
            }
        }
    }

    private async Task WorkAsync(Replay replay, CancellationToken stopping)
    {
        var work = new Work(_replays, replay);
        try
        {
            if (replay.Attempts > MostAttempts) throw new ReplayFailedException($"The service died {MostAttempts} times while it ran, the last time after {replay.Processed} facts.");
            await CheckAsync(work, stopping);
            await work.EndAsync(work.Replay.Findings.Counts.Count == 0 ? ReplayState.Matched : ReplayState.Differs, null, stopping);
        }
        catch (Exception failed) when (failed is ReplayFailedException or UnreadableFactException)
        {
            await work.EndAsync(ReplayState.Failed, failed.Message, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Whoever comes next goes on at once.
            await work.GiveAsync();
        }
        catch (Exception defect) when (!IsStoreAway(defect))
        {
            Broken(_log, defect);
            await work.EndAsync(ReplayState.Failed, $"A defect of the service ended it after {work.Replay.Processed} facts; its log says more.", stopping);
        }
    }

    private async Task CheckAsync(Work work, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await _progress.HasReachedAsync(work.Replay.UpTo, Step, ct))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
                throw new ReplayFailedException($"The read models have not come as far as position {work.Replay.UpTo} within {Patience.TotalSeconds:0} s; /health/ready says how far behind they are.");
            if (!await work.KeepAsync(ct)) return;
        }

        if (!await CheckRangesAsync(work, ct)) return;

        // Whoever takes this up begins with the pictures anew.
        var findings = new Findings(work.Replay.Findings.Kept, work.Replay.Findings.Counts);
        foreach (var partnership in await _pictures.ChooseAsync(work.Replay.UpTo, ct))
        {
            if (!await _pictures.CheckAsync(partnership, findings, work, ct)) return;
        }

        work.Found(findings);
    }

    /// <summary>False when it is no longer ours.</summary>
    private async Task<bool> CheckRangesAsync(Work work, CancellationToken ct)
    {
        var range = await OpenAsync(work.Replay.Next);
        try
        {
            while (range is not null)
            {
                await using var current = range;
                range = null;
                range = await OpenAsync(current.Next);
                var facts = await current.CheckAsync(work.Replay.Findings, ct);
                Measures.Replayed(facts);
                work.Did(facts, current.Next);
                _running = work.Replay;
                if (!await work.KeepAsync(ct)) return false;
            }

            return true;
        }
        finally
        {
            if (range is not null) await range.DisposeAsync();
        }

        async Task<StreamRange?> OpenAsync(Guid? from) => from is { } first ? await StreamRange.OpenAsync(_database, first, work.Replay.UpTo, ct) : null;
    }

    private static bool IsStoreAway(Exception failure) => failure is TimeoutException or NpgsqlException { IsTransient: true };

    private IEnumerable<Measurement<double>> Running()
    {
        if (_running is { Total: > 0 } replay) yield return new((double)replay.Processed / replay.Total);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not answer; the replay is taken up again when it does")]
    private static partial void Away(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A replay failed")]
    private static partial void Broken(ILogger log, Exception exception);
}

/// <summary>Why a replay cannot go on, in a sentence for the auditor.</summary>
public sealed class ReplayFailedException(string sentence) : Exception(sentence);
