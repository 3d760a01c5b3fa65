using System.Text;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger.Bundles;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>A node dies in the middle of each step of the ledger, and at moments of chance, while facts keep coming.</summary>
public sealed class BeingKilled(TheService tests) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assessment-killed-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Leaves_a_log_without_hole_or_fork_whenever_it_happens()
    {
        var ways = await MigratedAsync();
        await using var database = NpgsqlDataSource.Create(ways.Administrator);
        var log = new Log(database);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var recording = RecordAsync(ways.Service, enough.Token);
        List<byte[]> kept = [];

        // Before the leaves, before the tree has moved, and between what the signer remembers and what it hands out.
        foreach (var table in (string[])["leaf", "tree_state", "checkpoint"]) await KillAsync(node => DiesBeforeItWritesAsync(node, database, table));
        await KillAsync(async node =>
        {
            await Task.Delay(Random.Shared.Next(1000), Cancel);
            await node.KillAsync();
        });

        await enough.CancelAsync();
        await recording;
        await using var last = await RunningService.StartMigratedAsync(ways, $"--Assessment:DataDirectory={_folder}");
        await log.SignedAsync();
        Assert.Equal(await log.AskAsync<long>("select count(*) from assessment_events.mt_events"), await log.IsWholeAsync());
        await using var bundle = await Bundle.OfAsync(last.Api);
        using var parts = BundleReader.Open(bundle);
        var verdict = Verification.Of(parts, new Trust(key => new Log.Ed25519(key), null, kept), ct: Cancel);
        Assert.True(verdict.Outcome == Outcome.Verified, string.Join('\n', verdict.Findings));
        Assert.Equal((4, 4), (kept.Count, kept.Select(Convert.ToHexString).Distinct().Count()));

        async Task KillAsync(Func<ServiceProcess, Task> killAsync)
        {
            await using var node = await ServiceProcess.StartAsync(ways.Owner, $"Assessment__DataDirectory={_folder}");
            var before = kept.Count == 0 ? "" : Encoding.UTF8.GetString(kept[^1]);
            kept.Add(Encoding.UTF8.GetBytes((await Eventually.FindAsync(() => log.AskAsync<string>("select note from assessment_ledger.checkpoint order by size desc limit 1"), note => note is not null && note != before))!));
            await killAsync(node);
        }
    }

    private static async Task DiesBeforeItWritesAsync(ServiceProcess node, NpgsqlDataSource database, string table)
    {
        const string Waiting = "from pg_stat_activity where application_name = 'assessment-ledger' and datname = current_database() and wait_event_type = 'Lock'";
        var log = new Log(database);
        await using var connection = await database.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using (var holding = new NpgsqlCommand($"lock table assessment_ledger.{table} in share mode", connection)) await holding.ExecuteNonQueryAsync(Cancel);
        await Eventually.FindAsync(() => log.AskAsync<long>($"select count(*) {Waiting}"), waiting => waiting > 0);
        await node.KillAsync();
        // What it asked for last is not done; the server finds out by itself only once it answers.
        await log.RunAsync($"select pg_terminate_backend(pid) {Waiting}");
    }

    private async Task<WaysIn> MigratedAsync()
    {
        await using var once = await tests.StartAsync(null, "--Assessment:Ledger:Signer=elsewhere");
        return once.Ways;
    }

    private static async Task RecordAsync(string connection, CancellationToken enough)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        while (!enough.IsCancellationRequested)
        {
            await using var session = await database.OpenConnectionAsync(Cancel);
            await using var transaction = await session.BeginTransactionAsync(Cancel);
            try
            {
                for (var i = Random.Shared.Next(5); i >= 0; i--) await Log.AppendAsync(session);
                if (Random.Shared.Next(10) < 7) await transaction.CommitAsync(Cancel);
            }
            catch (PostgresException starting) when (starting.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // A node that starts in Development migrates, which takes locks on whole tables; a client would try again.
            }

            await Task.Delay(20, Cancel);
        }
    }
}
