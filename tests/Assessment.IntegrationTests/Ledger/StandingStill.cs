using System.Diagnostics.Metrics;
using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>The ledger stops rather than taking in what was changed, and says so; facts are recorded all the while.</summary>
public class StandingStill(TheService tests)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("update assessment_events.mt_events set data = jsonb_set(data, '{name}', '\"Another\"') where version = 1 and user_name = 'ana'", "its data are others")]
    [InlineData("update assessment_events.mt_events set headers = headers || '{\"marking\":\"RED\"}' where user_name = 'ana'", "its headers are others")]
    [InlineData("update assessment_events.mt_events set id = gen_random_uuid() where user_name = 'ana'", "its id is another")]
    [InlineData("delete from assessment_events.mt_events where user_name = 'ana'", "it is gone")]
    public async Task When_a_fact_is_not_as_it_was_recorded(string crime, string because)
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 5);
        var before = await log.SignedAsync();
        await using (await HoldAsync(service.AsAdministrator))
        {
            (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created);
            await log.TamperAsync("create table kept as select * from assessment_events.mt_events where seq_id in (select seq_id from assessment_ledger.queue)");
            await log.TamperAsync($"{crime} and seq_id in (select seq_id from assessment_ledger.queue)");
        }

        var answer = await Eventually.FindAsync(() => service.Api.Rea.GetAsync("//health/ready"), answer => answer.Text.Contains(because, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created);
        Assert.Equal(2, await log.AskAsync<long>("select count(*) from assessment_ledger.queue"));
        Assert.Equal(before, await log.LatestAsync());

        // Set right, it goes on.
        await log.TamperAsync("delete from assessment_events.mt_events where seq_id in (select seq_id from kept); insert into assessment_events.mt_events select * from kept");
        Assert.Equal(7, (await log.SignedAsync()).Size);
        await log.IsWholeAsync();
        await Eventually.FindAsync(() => service.Api.Rea.GetAsync("//health/ready"), answer => answer.Text == "Healthy");
    }

    [Fact]
    public async Task When_a_tile_is_gone()
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 300);
        await log.SignedAsync();
        await log.TamperAsync("delete from assessment_ledger.tile where level = 1");
        // A new turn reads what is stored.
        await log.RunAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assessment-ledger' and datname = current_database()");
        await Log.RecordAsync(service, 3);
        await Eventually.FindAsync(() => service.Api.Rea.GetAsync("//health/ready"), answer => answer.Text.Contains("is gone or cut off", StringComparison.Ordinal));
        Assert.Equal(300, await log.AskAsync<long>("select count(*) from assessment_ledger.leaf"));
    }

    [Fact]
    public async Task When_it_is_to_be_continued_under_another_name()
    {
        var service = await tests.StartAsync();
        var database = service.DatabaseName;
        await Log.RecordAsync(service, 3);
        await new Log(service.AsAdministrator).SignedAsync();
        await service.DisposeAsync();

        await using var again = await tests.StartAsync(database, "--Assessment:Ledger:Origin=other.example.org/log");
        await Log.RecordAsync(again, 3);
        await Eventually.FindAsync(() => again.Api.Rea.GetAsync("//health/ready"), answer => answer.Text.Contains("cannot be continued as other.example.org/log", StringComparison.Ordinal));
        Assert.Equal(3, await new Log(again.AsAdministrator).AskAsync<long>("select size from assessment_ledger.tree_state"));
    }

    /// <summary>Half a minute is not waited for: what the database says of time is set back by it.</summary>
    [Theory]
    [InlineData(Log.SequencerLock, "3 facts wait for the ledger, and none was taken in for", "assessment.ledger.lag")]
    [InlineData(Log.SignerLock, "3 leaves of the ledger are under no checkpoint, and none was signed for", "assessment.ledger.unsigned")]
    public async Task When_nobody_does_the_work(long work, string because, string gauge)
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 5);
        await log.SignedAsync();
        await using (await HoldAsync(service.AsAdministrator, work))
        {
            await Log.RecordAsync(service, 3);
            if (work == Log.SignerLock) await log.IntegratedAsync();
            Assert.DoesNotContain(because, (await service.Api.Rea.GetAsync("//health/ready")).Text, StringComparison.Ordinal);
            await log.TamperAsync("""
                update assessment_events.mt_events set timestamp = timestamp - interval '31 seconds'; update assessment_ledger.checkpoint set signed_at = signed_at - interval '31 seconds';
                update assessment_ledger.tree_state set changed_at = changed_at - interval '31 seconds'
                """);
            // Read models that have not taken in the facts yet seem to be behind for as long.
            var answer = await Eventually.FindAsync(() => service.Api.Rea.GetAsync("//health/ready"), answer => answer.Status == HttpStatusCode.OK && answer.Text.Contains(because, StringComparison.Ordinal));
            Assert.StartsWith("Degraded", answer.Text, StringComparison.Ordinal);
            await Eventually.FindAsync(() => Task.FromResult(Measured(gauge)), seen => seen.Contains(3) && seen.Any(seconds => seconds is > 31 and < 3600));
        }

        await log.SignedAsync();
        await Eventually.FindAsync(() => service.Api.Rea.GetAsync("//health/ready"), answer => answer.Text == "Healthy");
    }

    // Of every service in this process.
    private static List<double> Measured(string gauge)
    {
        var seen = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name.StartsWith(gauge, StringComparison.Ordinal)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => seen.Add(value));
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seen.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }

    // Waits in line for the lock, then ends the session that has it.
    private static async Task<Held> HoldAsync(NpgsqlDataSource database, long work = Log.SequencerLock)
    {
        var connection = await database.OpenConnectionAsync(Cancel);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({work})", connection);
        var locking = command.ExecuteNonQueryAsync(Cancel);
        var log = new Log(database);
        await Eventually.FindAsync(() => log.AskAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"), waiting => waiting > 0);
        await log.RunAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assessment-ledger' and datname = current_database()");
        await locking;
        return new Held(connection, work);
    }

    private sealed record Held(NpgsqlConnection Connection, long Work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand($"select pg_advisory_unlock({Work})", Connection)) await command.ExecuteNonQueryAsync();
            await Connection.DisposeAsync();
        }
    }
}
