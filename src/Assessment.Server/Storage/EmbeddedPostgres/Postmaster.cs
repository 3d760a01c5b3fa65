using System.Globalization;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>Creates, starts and stops the server of one cluster.</summary>
internal sealed record Postmaster(Binaries Binaries, ServerUser User, string Cluster, bool Durable)
{
    // A server that was killed under load replays its log first; that must not be taken for a failure.
    private const string Patience = "600";
    private const int Attempts = 5;
    private const long LargestLog = 16 << 20;

    // Sessions of a server that was killed notice only when their statement ends, and until then hold its shared memory.
    private static readonly TimeSpan PatienceWithSessions = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly string[] Always =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off", "max_connections=200", "shared_buffers=256MB",
        "timezone=UTC", "log_timezone=UTC", "logging_collector=off",
        // A new cluster fills fast: what is planned for empty tables is soon wrong.
        "autovacuum_naptime=10s",
        // What is read is in memory or on a disk without moving parts, where a page here costs as much as one there.
        "random_page_cost=1.1",
    ];

    // Letters are known in every script, and order is by code point, which no update of a library ever changes: PostgreSQL's own from 17 on,
    // else the system's, else ICU's knowledge of letters. Last the bare one, which knows ASCII alone.
    private static readonly string[][] Locales =
    [
        ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
        ["--locale=C.UTF-8"],
        ["--locale=C", "--locale-provider=icu", "--icu-locale=und"],
        ["--locale=C"],
    ];

    private static readonly string[] Forgetful = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    private string LogFile => Path.Combine(Cluster, "server.log");

    /// <summary>Creates the cluster beside its place and moves it there when it is whole: a crash leaves no half of one.</summary>
    public async Task InitializeAsync(string password, CancellationToken ct)
    {
        var unfinished = Cluster + ".new";
        var passwordForServer = unfinished + ".password";
        Folders.CreateClosed(unfinished);
        try
        {
            Folders.WriteSecret(passwordForServer, password);
            await User.GiveAsync(unfinished, ct);
            await User.GiveAsync(passwordForServer, ct);
            string[] unsynced = Durable ? [] : ["--no-sync"];
            await CreateAsync(["-D", unfinished, "-U", Login.Superuser, "-A", "scram-sha-256", $"--pwfile={passwordForServer}", "-E", "UTF8", "--data-checksums", .. unsynced], ct);
            Directory.Move(unfinished, Cluster);
        }
        finally
        {
            File.Delete(passwordForServer);
        }
    }

    // The first of the locales that these programs and this system have; a refused one leaves nothing behind.
    private async Task CreateAsync(string[] arguments, CancellationToken ct)
    {
        foreach (var locale in Locales)
        {
            try
            {
                await RunAsync("initdb", [.. arguments, .. locale], ct);
                return;
            }
            catch (CommandFailedException) when (locale != Locales[^1])
            {
                // It is not known here.
            }
        }
    }

    /// <returns>The port it listens on.</returns>
    public async Task<int> StartAsync(Func<int> pickPort, ILogger log, CancellationToken ct)
    {
        if (new FileInfo(LogFile) is { Exists: true, Length: > LargestLog })
            File.Move(LogFile, LogFile + ".1", overwrite: true);

        var attempt = 1;
        var patientUntil = DateTime.UtcNow + PatienceWithSessions;
        while (true)
        {
            var port = pickPort();
            var saidBefore = new FileInfo(LogFile) is { Exists: true } file ? file.Length : 0;
            try
            {
                await Binaries.Folder.Running(User, "pg_ctl", "start", "-s", "-w", "-t", Patience, "-D", Cluster, "-l", LogFile, "-o", Options(port)).RunDetachingAsync(ct);
                return port;
            }
            catch (OperationCanceledException)
            {
                await StopIfRunningAsync();
                throw;
            }
            catch (CommandFailedException e)
            {
                var said = await SaidSinceAsync(saidBefore, ct);
                if (said.Contains("could not bind", StringComparison.Ordinal) && attempt < Attempts)
                {
                    log.PortTaken(port);
                    attempt++;
                }
                else if (said.Contains("pre-existing shared memory block", StringComparison.Ordinal) && DateTime.UtcNow < patientUntil)
                {
                    log.WaitingForEarlierSessions();
                    await Task.Delay(Pause, ct);
                }
                else
                {
                    throw new ClusterUnavailableException($"PostgreSQL did not start in '{Cluster}'. {e.Message}{Environment.NewLine}{said}".TrimEnd(), e);
                }
            }
        }
    }

    /// <summary>Ends sessions and writes everything down, so that the next start has nothing to replay.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", ["stop", "-s", "-m", "fast", "-w", "-t", Patience, "-D", Cluster], CancellationToken.None);

    private async Task StopIfRunningAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (CommandFailedException)
        {
            // It had not come so far.
        }
    }

    private Task<string> RunAsync(string program, string[] arguments, CancellationToken ct) => Binaries.Folder.Running(User, program, arguments).RunAsync(ct);

    private string Options(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"-p {port} ") + string.Join(' ', Always.Concat(Durable ? [] : Forgetful).Select(option => $"-c {option}"));

    private async Task<string> SaidSinceAsync(long position, CancellationToken ct)
    {
        if (!File.Exists(LogFile))
            return "";

        await using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = position;
        using var reader = new StreamReader(stream);
        var said = await reader.ReadToEndAsync(ct);
        return string.Join(Environment.NewLine, said.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(10));
    }
}
