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

    // Waits in line for the sequencer's lock, then ends the session that has it.
    private static async Task<Held> HoldAsync(NpgsqlDataSource database)
    {
        var connection = await database.OpenConnectionAsync(Cancel);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({Log.SequencerLock})", connection);
        var locking = command.ExecuteNonQueryAsync(Cancel);
        var log = new Log(database);
        await Eventually.FindAsync(() => log.AskAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"), waiting => waiting > 0);
        await log.RunAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assessment-ledger' and datname = current_database()");
        await locking;
        return new Held(connection);
    }

    private sealed record Held(NpgsqlConnection Connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand($"select pg_advisory_unlock({Log.SequencerLock})", Connection)) await command.ExecuteNonQueryAsync();
            await Connection.DisposeAsync();
        }
    }
}
