using System.Diagnostics;
using Assessment.Server.Storage.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>A data directory for one test; what the test leaves running is stopped.</summary>
public abstract class InADataDirectory : IAsyncLifetime
{
    private readonly List<Cluster> _started = [];

    // The space is part of the test: people have such folders.
    protected string DataDirectory { get; } = Path.Combine(Path.GetTempPath(), $"assessment {Guid.NewGuid():N}");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string PasswordPath => Path.Combine(DataDirectory, "postgres.password");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var cluster in _started)
            await cluster.DisposeAsync();

        if (!Directory.Exists(DataDirectory))
            return;

        // A test that failed half way may have left one that nobody stops.
        foreach (var left in Directory.GetDirectories(DataDirectory, "postgres-*").Select(PidFile.Read).Where(left => left is { IsAlive: true } && left.Pid != Environment.ProcessId))
            await KillAsync(Process.GetProcessById(left!.Pid));

        Directory.Delete(DataDirectory, recursive: true);
    }

    protected async Task<Cluster> StartAsync(bool durable = false) =>
        Remember(await Cluster.StartAsync(new ClusterSettings(DataDirectory, durable), NullLogger.Instance, Cancel));

    private protected async Task<Cluster> StartAsync(BinarySearch search, Func<int>? pickPort = null) =>
        Remember(await Cluster.StartAsync(new ClusterSettings(DataDirectory, Durable: false), search, pickPort ?? (() => 0), NullLogger.Instance, Cancel));

    private Cluster Remember(Cluster cluster)
    {
        _started.Add(cluster);
        return cluster;
    }

    protected static Task<string> WriteAsync(Cluster cluster, string text) =>
        AskAsync<string>(cluster, $"create table note (text text); insert into note values ('{text}') returning text");

    protected static Task<string> ReadAsync(Cluster cluster) => AskAsync<string>(cluster, "select text from note");

    protected static async Task<T> AskAsync<T>(Cluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.SuperuserConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Cancel))!;
    }

    protected string PidPath(Cluster cluster) => Path.Combine(DataDirectory, $"postgres-{cluster.Major}", "postmaster.pid");

    protected Process Postmaster(Cluster cluster) => Process.GetProcessById(PidFile.Read(Path.GetDirectoryName(PidPath(cluster))!)!.Pid);

    protected static async Task KillAsync(Process process)
    {
        using (process)
        {
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }
    }
}
