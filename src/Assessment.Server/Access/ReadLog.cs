using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Assessment.Server.Observability;
using Assessment.Server.Tradecraft;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Access;

/// <summary>Somebody's reading of something, as it is put on record.</summary>
/// <param name="Id">Its own: written twice, it is there once.</param>
/// <param name="Actor">The subject of the token.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">What was read, each thing under one name.</param>
/// <param name="Query">What was asked of it, without words that were searched for.</param>
/// <param name="Marking">The highest of what was shown.</param>
/// <param name="Clearance">The reader's: what they asked may name things up to it.</param>
/// <param name="Begun">By this process's own ticking.</param>
public sealed record Read(Guid Id, string Actor, string Method, string Path, string Query, Marking Marking, Marking Clearance, long Begun);

/// <summary>
/// Who read what, written down behind the answers: reads wait in memory, and one writer puts them into the database many at a time,
/// several times a second. While too many wait, or they cannot be written, nothing is answered that would have to be recorded.
/// </summary>
public sealed partial class ReadLog : BackgroundService
{
    private const int Batch = 1000;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastTries = TimeSpan.FromSeconds(10);

    private readonly Channel<Read> _reads = Channel.CreateUnbounded<Read>(new() { SingleReader = true });
    private readonly NpgsqlDataSource _database;
    private readonly ILogger<ReadLog> _log;
    private readonly int _most;
    private readonly Meter _meter = new(Measures.Name);
    private int _waiting;
    private volatile bool _failing;

    public ReadLog(NpgsqlDataSource database, IConfiguration settings, ILogger<ReadLog> log)
    {
        (_database, _log, _most) = (database, log, settings.GetValue("Assessment:Reads:Waiting", 10_000));
        _meter.CreateObservableGauge("assessment.reads.waiting", () => Volatile.Read(ref _waiting), "{read}", "Reads that are not written down yet.");
    }

    /// <summary>Whether the last attempt to write reads down failed.</summary>
    public bool IsFailing => _failing;

    /// <summary>Whether what is read now will be written down soon. What is being read already may exceed the bound by as much.</summary>
    public bool Accepts => !_failing && Volatile.Read(ref _waiting) < _most;

    public void Add(Read read)
    {
        Interlocked.Increment(ref _waiting);
        // It is closed only after the last request was to have ended.
        if (!_reads.Writer.TryWrite(read)) Late(_log, read.Actor, read.Path);
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What waits when the service stops is still written.
        using var ending = stoppingToken.Register(() => _reads.Writer.TryComplete());
        var batch = new List<Read>();
        while (await _reads.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (Volatile.Read(ref _waiting) < Batch) await Task.Delay(Gathering, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (batch.Count < Batch && _reads.Reader.TryRead(out var read)) batch.Add(read);
            await WriteAsync(batch, stoppingToken);
            Interlocked.Add(ref _waiting, -batch.Count);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Read> batch, CancellationToken stopping)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await InsertAsync(batch);
                _failing = false;
                Measures.ReadsRecorded(batch.Count);
                return;
            }
            catch (Exception failure)
            {
                // Whatever it is, readers are refused until it is over, and readiness says so.
                _failing = true;
                Measures.ReadsFailed();
                if (stopping.IsCancellationRequested && TimeProvider.System.GetElapsedTime(begun) > LastTries)
                {
                    Lost(_log, failure, batch.Count);
                    return;
                }

                Later(_log, failure, batch.Count);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    // Timed by the database's clock and how long ago it was, so that no node's clock matters.
    private async Task InsertAsync(List<Read> batch)
    {
        await using var command = _database.CreateCommand("""
            insert into assessment.reading (id, actor, method, path, query, marking, clearance, read_at)
            select id, actor, method, path, query, marking, clearance, clock_timestamp() - ago
            from unnest($1, $2, $3, $4, $5, $6, $7, $8) as read (id, actor, method, path, query, marking, clearance, ago)
            on conflict (id) do nothing
            """);
        command.CommandTimeout = 5;
        command.Parameters.AddWithValue(batch.Select(read => read.Id).ToArray());
        command.Parameters.AddWithValue(batch.Select(read => read.Actor).ToArray());
        command.Parameters.AddWithValue(batch.Select(read => read.Method).ToArray());
        command.Parameters.AddWithValue(batch.Select(read => read.Path).ToArray());
        command.Parameters.AddWithValue(batch.Select(read => read.Query).ToArray());
        command.Parameters.AddWithValue(batch.Select(read => (short)read.Marking).ToArray());
        command.Parameters.AddWithValue(batch.Select(read => (short)read.Clearance).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Interval, batch.Select(read => TimeProvider.System.GetElapsedTime(read.Begun)).ToArray());
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} reads cannot be written down yet; it is tried again, and what would have to be recorded is refused")]
    private static partial void Later(ILogger log, Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Count} reads were not written down before the service stopped")]
    private static partial void Lost(ILogger log, Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A read came after the log was closed: {Actor} {Path}")]
    private static partial void Late(ILogger log, string actor, string path);
}
