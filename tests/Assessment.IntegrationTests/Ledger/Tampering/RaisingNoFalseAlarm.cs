using System.Diagnostics;
using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger.Tests;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary>What is done to a database lawfully changes nothing that the log says: verified with all that somebody outside has kept.</summary>
public sealed class RaisingNoFalseAlarm(WitnessedLog log) : IClassFixture<WitnessedLog>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_transactions_rolled_back_and_one_committed_a_thousand_facts_late()
    {
        Assert.True(await log.Log.AskAsync<long>("select max(seq_id) - count(*) from assessment_events.mt_events") >= 450);
        Assert.True(await log.Log.AskAsync<bool>("select exists (select from assessment_ledger.leaf late where (select count(*) from assessment_ledger.leaf earlier where earlier.index < late.index and earlier.seq_id > late.seq_id) >= 1000)"));
        await VerifiesAsync(log.Service.Api);
    }

    [Fact]
    public async Task Over_vacuum_full()
    {
        await using var connection = await log.Service.AsAdministrator.OpenConnectionAsync(Cancel);
        foreach (var table in await log.Log.ListAsync<string>("select oid::regclass::text from pg_class where relkind = 'r' and relnamespace in ('assessment_events'::regnamespace, 'assessment_ledger'::regnamespace)"))
        {
            await using var command = new NpgsqlCommand($"vacuum full {table}", connection);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await VerifiesAsync(log.Service.Api);
    }

    [Fact]
    public async Task Over_the_schema_applied_again()
    {
        await log.Service.MigrateAgainAsync();
        await VerifiesAsync(log.Service.Api);
    }

    [Fact]
    public async Task Over_an_archived_stream()
    {
        var source = (await log.Service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created).Id;
        await using (var archive = log.Service.Database.CreateCommand($"select assessment_events.mt_archive_stream('{source}')")) await archive.ExecuteNonQueryAsync(Cancel);
        await log.Log.SignedAsync();
        await VerifiesAsync(log.Service.Api);
        var (code, said) = await Assess.RunAsync("verify", "--live", log.Service.Api.Http.BaseAddress!.ToString(), "--key", log.Key);
        Assert.True(code == 0, said);
    }

    /// <summary>On another machine, with the signer's folder moved there.</summary>
    [Fact]
    public async Task Over_dump_restore_and_restart_and_the_log_goes_on()
    {
        var programs = await log.Log.AskAsync<string>("select setting from pg_config() where name = 'BINDIR'");
        Assert.SkipUnless(File.Exists(Path.Combine(programs!, "pg_dump")), "This PostgreSQL was fetched without pg_dump.");
        await log.Log.SignedAsync();
        var (dump, moved, database) = (Path.GetTempFileName(), Directory.CreateTempSubdirectory("assessment-moved-").FullName, $"test_{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(moved, "ledger"));
        foreach (var file in (string[])["signing-key", "last-signed"]) File.Copy(Path.Combine(log.Folder, "ledger", file), Path.Combine(moved, "ledger", file));
        await log.Log.RunAsync($"create database {database} owner assessment_owner");
        await RunAsync(Path.Combine(programs!, "pg_dump"), log.Service.DatabaseName, "--format=custom", $"--file={dump}");
        await RunAsync(Path.Combine(programs!, "pg_restore"), database, "--exit-on-error", $"--dbname={database}", dump);

        await using (var again = await log.Tests.StartAsync(database, $"--Assessment:DataDirectory={moved}"))
        {
            await VerifiesAsync(again.Api);
            await Log.RecordAsync(again, 20);
            await new Log(again.AsAdministrator).SignedAsync();
            await VerifiesAsync(again.Api);
            Assert.Equal("Healthy", (await Eventually.FindAsync(() => again.Api.Rea.GetAsync("//health/ready"), answer => answer.Text == "Healthy")).Text);
        }

        File.Delete(dump);
        Directory.Delete(moved, recursive: true);
    }

    private async Task VerifiesAsync(Api api)
    {
        var (code, said) = await log.AssessAsync(api, log.Kept);
        Assert.True(code == 0, said);
    }

    private async Task RunAsync(string program, string database, params string[] arguments)
    {
        var way = new NpgsqlConnectionStringBuilder(log.Service.Ways.Administrator);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach (var (name, value) in ((string, string?)[])[("PGHOST", way.Host), ("PGPORT", $"{way.Port}"), ("PGUSER", way.Username), ("PGPASSWORD", way.Password), ("PGDATABASE", database)])
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var complained = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, complained);
    }
}
