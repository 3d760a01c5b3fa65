using Npgsql;

namespace Assessment.Server.Ledger;

/// <summary>
/// Work that one node at a time does: the one whose session holds an advisory lock. All of it happens on that very session, so
/// that whoever has lost the lock has lost the way to the database with it. A node that died gives the lock back with its
/// connection; one that hangs, or that the network has cut off, within ten seconds.
/// </summary>
/// <param name="database">Where the lock is; the session is one of its own beside the pool.</param>
/// <param name="key">Of the advisory lock.</param>
/// <param name="log">Where a failure is told.</param>
public abstract partial class Solitary(NpgsqlDataSource database, long key, ILogger log) : BackgroundService
{
    /// <summary>By this name its sessions are told from those that record facts.</summary>
    public const string ApplicationName = "assessment-ledger";

    /// <summary>Between two attempts to get the lock, and after a failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // The server's own watch over a session whose client may be gone, hang or stand still in a transaction.
    private const string Watched =
        "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c idle_session_timeout=10s -c idle_in_transaction_session_timeout=10s";

    /// <summary>Whether this node holds the lock.</summary>
    public bool Holds { get; private set; }

    /// <summary>Begins anew: whatever is remembered of an earlier turn may have been overtaken by another node.</summary>
    protected abstract void Begin();

    /// <summary>Ends the turn, if there was one: what was found in it is for the next to find, which may be another node's.</summary>
    protected abstract void End();

    /// <summary>One step of the work; answers how long to wait before the next.</summary>
    protected abstract Task<TimeSpan> StepAsync(NpgsqlConnection session, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var session = await OpenAsync(stoppingToken);
                while (!await TakeAsync(session, stoppingToken)) await Task.Delay(Patience, stoppingToken);
                Holds = true;
                Begin();
                while (true) await Task.Delay(await StepAsync(session, stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failed(log, failure, GetType().Name);
            }
            finally
            {
                Holds = false;
                End();
            }

            await Task.Delay(Patience, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            ApplicationName = ApplicationName,
            Pooling = false,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 3,
            TcpKeepAliveInterval = 2,
        };
        settings.Options = $"{settings.Options} {Watched}".TrimStart();
        await using var pooled = database.CreateConnection();
        var session = await pooled.CloneWithAsync(settings.ConnectionString, ct);
        try
        {
            await session.OpenAsync(ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> TakeAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", session) { Parameters = { new() { Value = key } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed and begins anew in a second")]
    private static partial void Failed(ILogger log, Exception exception, string work);
}
