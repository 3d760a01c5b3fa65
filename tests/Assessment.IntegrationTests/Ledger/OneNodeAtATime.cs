using System.Diagnostics;
using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger.Bundles;
using Assessment.Server.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>Several nodes, one log.</summary>
public class OneNodeAtATime(TheService tests)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_have_one_sequencer_and_one_signer()
    {
        await using var one = await tests.StartAsync();
        await using var two = await RunningService.StartMigratedAsync(one.Ways);
        var log = new Log(one.AsAdministrator);
        await Task.WhenAll(Task.Run(() => Log.RecordAsync(one, 400, atOnce: 4), Cancel), Task.Run(() => Log.RecordAsync(two, 400, atOnce: 4), Cancel));
        await log.SignedAsync();

        Assert.Equal(800, await log.IsWholeAsync());
        foreach (var work in (Type[])[typeof(Sequencer), typeof(Signer)])
            Assert.Single([one, two], node => node.App.Services.GetServices<IHostedService>().OfType<Solitary>().Single(worker => worker.GetType() == work).Holds);
    }

    [Fact]
    public async Task A_node_that_is_killed_is_replaced_within_fifteen_seconds()
    {
        var ways = await MigratedAsync();
        // The first to come has the locks.
        await using var killed = await ServiceProcess.StartAsync(ways.Administrator);
        await using var surviving = await RunningService.StartMigratedAsync(ways);
        var log = new Log(surviving.AsAdministrator);
        var recording = Task.Run(() => Log.RecordAsync(surviving, 600, atOnce: 3), Cancel);
        await Eventually.FindAsync(() => log.AskAsync<long>("select size from assessment_ledger.tree_state"), size => size > 50);
        Assert.DoesNotContain(Workers(surviving), worker => worker.Holds);

        await killed.KillAsync();
        var begun = Stopwatch.GetTimestamp();
        await Eventually.FindAsync(() => Task.FromResult(Workers(surviving).All(worker => worker.Holds)), holds => holds);
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(15), Stopwatch.GetElapsedTime(begun).ToString());
        await recording;
        await log.SignedAsync();
        Assert.Equal(600, await log.IsWholeAsync());
        await using var bundle = await Bundle.OfAsync(surviving.Api);
        using var parts = BundleReader.Open(bundle);
        // Checkpoints of the killed node are among the older ones; its key went with its folder.
        var verdict = Verification.Of(parts, new Trust(key => new Log.Ed25519(key), null, []), ct: Cancel);
        Assert.True(verdict.Outcome == Outcome.Verified, string.Join('\n', verdict.Findings));
    }

    [Fact]
    public async Task A_node_that_hangs_loses_the_lock_and_the_way_to_the_database()
    {
        var ways = await MigratedAsync();
        await using var hanging = await ServiceProcess.StartAsync(ways.Administrator);
        await using var other = await RunningService.StartMigratedAsync(ways);
        var log = new Log(other.AsAdministrator);
        await Log.RecordAsync(other, 10);
        await log.SignedAsync();

        await hanging.PauseAsync();
        var begun = Stopwatch.GetTimestamp();
        await Log.RecordAsync(other, 10);
        await log.SignedAsync();
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(15), Stopwatch.GetElapsedTime(begun).ToString());
        await hanging.ResumeAsync();
        await Log.RecordAsync(other, 10);
        await log.SignedAsync();
        Assert.Equal(30, await log.IsWholeAsync());
        Assert.All(Workers(other), worker => Assert.True(worker.Holds));
    }

    [Fact]
    public async Task Whoever_was_overtaken_commits_nothing()
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 10);
        await log.SignedAsync();
        await using var connection = await service.Database.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        // Somebody else moves the tree while the sequencer is at work on the next leaves.
        await using (var overtaking = new NpgsqlCommand("update assessment_ledger.tree_state set size = size + 1, root = sha256(root)", connection)) await overtaking.ExecuteNonQueryAsync(Cancel);
        await Log.RecordAsync(service, 5);
        await Eventually.FindAsync(() => log.AskAsync<long>($"select count(*) from pg_stat_activity where application_name = '{Solitary.ApplicationName}' and datname = current_database() and wait_event_type = 'Lock'"), waiting => waiting == 1);
        await transaction.CommitAsync(Cancel);

        await Eventually.FindAsync(() => service.Api.Rea.GetAsync("//health/ready"), answer => answer.Text.Contains("ledger:", StringComparison.Ordinal));
        Assert.Equal(10, await log.AskAsync<long>("select count(*) from assessment_ledger.leaf"));
        Assert.Equal(5, await log.AskAsync<long>("select count(*) from assessment_ledger.queue"));
    }

    [Fact]
    public async Task What_a_node_found_wrong_in_its_turn_it_does_not_say_in_that_of_another()
    {
        await using var one = await tests.StartAsync();
        await using var two = await RunningService.StartMigratedAsync(one.Ways);
        RunningService[] nodes = [one, two];
        var log = new Log(one.AsAdministrator);
        await Log.RecordAsync(one, 10);
        await log.SignedAsync();
        await log.TamperAsync("update assessment_ledger.tree_state set origin = 'other.example.org/log'");

        // Either node finds it in its turn.
        await EndTurnAsync(Log.SequencerLock);
        foreach (var (work, trouble) in ((long, Func<LedgerCondition, string?>)[])[(Log.SequencerLock, found => found.Sequencer), (Log.SignerLock, found => found.Signer)])
        {
            var first = await Eventually.FindAsync(() => Task.FromResult(Array.Find(nodes, Found)), node => node is not null);
            await EndTurnAsync(work);
            await Eventually.FindAsync(() => Task.FromResult(nodes.Any(node => node != first && Found(node))), found => found);

            bool Found(RunningService node) => trouble(node.App.Services.GetRequiredService<LedgerCondition>()) is not null;
        }

        await log.TamperAsync($"update assessment_ledger.tree_state set origin = '{Log.Origin}'");
        foreach (var node in nodes) await Eventually.FindAsync(() => node.Api.Rea.GetAsync("//health/ready"), answer => answer.Text == "Healthy");

        Task EndTurnAsync(long work) => log.RunAsync(
            $"select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database()) and classid::bigint << 32 | objid::bigint = {work}");
    }

    [Fact]
    public async Task A_signer_in_a_process_of_its_own_does_the_same()
    {
        await using var service = await tests.StartAsync(null, "--Assessment:Ledger:Signer=elsewhere");
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 10);
        await log.IntegratedAsync();
        (await service.Api.Rea.GetAsync("/ledger/checkpoint")).IsRefused(HttpStatusCode.NotFound, "nothing-signed-yet");

        await SigningAsync(service, Log.Origin, [], async folder =>
        {
            Assert.Equal(10, (await log.SignedAsync()).Size);
            Assert.True(File.Exists(Path.Combine(folder, "ledger", "last-signed")));
        });
    }

    [Fact]
    public async Task A_signer_in_a_process_of_its_own_exports_what_it_refuses()
    {
        await using var service = await tests.StartAsync(null, "--Assessment:Ledger:Signer=elsewhere");
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 10);
        await log.IntegratedAsync();
        await using var receiver = await OtlpReceiver.StartAsync();
        string[] export = [$"OTEL_EXPORTER_OTLP_ENDPOINT={receiver.Address}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_METRIC_EXPORT_INTERVAL=500", "OTEL_BLRP_SCHEDULE_DELAY=200"];
        await SigningAsync(service, "other.example.org/log", export, async _ =>
        {
            await Eventually.FindAsync(() => log.AskAsync<long>($"select count(*) from pg_stat_activity where application_name = '{Solitary.ApplicationName}' and datname = current_database()"), workers => workers == 2);
            await OtlpReceiver.ArrivesAsync(receiver.Metrics, metric => metric == "assessment.ledger.signing.refusals", "refusal", Cancel);
            const string Line = $"The ledger is not signed: This log is called {Log.Origin}, and is not signed as other.example.org/log.";
            await OtlpReceiver.ArrivesAsync(receiver.Logs, line => line == Line, Line, Cancel);
        });
    }

    private static async Task SigningAsync(RunningService service, string origin, string[] settings, Func<string, Task> meanwhile)
    {
        var folder = Directory.CreateTempSubdirectory("assessment-signer-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Assessment.Server.dll"), "signer"]) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true };
        foreach (var setting in (string[])
            ["DOTNET_ENVIRONMENT=Production", $"ConnectionStrings__Assessment={service.ConnectionString}", $"Assessment__DataDirectory={folder}",
             $"Assessment__Ledger__Key={SigningKey.NewLine(origin)}", $"Assessment__Ledger__Origin={origin}", .. settings])
        {
            start.Environment[setting[..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        using var signer = Process.Start(start)!;
        _ = signer.StandardOutput.ReadToEndAsync(Cancel);
        try
        {
            await meanwhile(folder);
        }
        finally
        {
            signer.Kill();
            await signer.WaitForExitAsync(Cancel);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<WaysIn> MigratedAsync()
    {
        await using var once = await tests.StartAsync();
        return once.Ways;
    }

    private static IEnumerable<Solitary> Workers(RunningService node) => node.App.Services.GetServices<IHostedService>().OfType<Solitary>();
}
