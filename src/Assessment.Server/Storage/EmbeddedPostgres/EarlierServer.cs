using Npgsql;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>A server that outlived its service: the service was killed, or is only just gone.</summary>
internal static class EarlierServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Finds it by its pid file and the password; waits while it starts or stops.</summary>
    /// <returns>How to reach it, and whether it was started to be durable; or null when none is alive.</returns>
    /// <exception cref="ClusterUnavailableException">One is alive that cannot be taken over.</exception>
    public static async Task<(Login Login, bool Durable)?> FindAsync(string cluster, string password, ILogger log, CancellationToken ct)
    {
        var patientUntil = DateTime.UtcNow + Patience;
        for (var attempt = 1; PidFile.Read(cluster) is { IsAlive: true } earlier; attempt++)
        {
            var login = new Login(earlier.Port, Login.Superuser, password);
            try
            {
                var (dataDirectory, durable) = await login.AskAsync(ct);
                return SamePlace(dataDirectory, cluster)
                    ? (login, durable)
                    : throw new ClusterUnavailableException($"'{cluster}' looks like a copy of '{dataDirectory}', whose server is running: stop that server, or remove '{cluster}/postmaster.pid'.");
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword)
            {
                throw new ClusterUnavailableException($"The server that runs in '{cluster}' (process {earlier.Pid}) refuses the password that was kept for it: put the old password file back, or stop that server.", e);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CannotConnectNow)
            {
                // It replays its log or ends its sessions: it says so itself, and however long that takes, nobody else may touch the data.
                patientUntil = DateTime.UtcNow + Patience;
            }
            catch (NpgsqlException e) when (DateTime.UtcNow > patientUntil)
            {
                throw new ClusterUnavailableException($"Process {earlier.Pid} holds the data in '{cluster}' but does not answer on port {earlier.Port}: end it, then start again.", e);
            }
            catch (NpgsqlException)
            {
                // It does not listen yet, or no longer.
            }

            if (attempt is 1)
                log.WaitingForEarlierServer(earlier.Pid);

            await Task.Delay(Pause, ct);
        }

        return null;
    }

    private static bool SamePlace(string reported, string cluster) =>
        string.Equals(Path.GetFullPath(reported), cluster, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
