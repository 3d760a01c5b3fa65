using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>Every fact gets its place in the log: on databases of their own, because the log is one for all facts.</summary>
public class TakingFactsIn(TheService tests)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_busy_store_has_a_leaf_for_every_fact_and_none_for_what_was_rolled_back()
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.Database);
        var stage = await Stage.SetAsync(service.Api);
        await Task.WhenAll(
            Task.Run(async () => { for (var i = 0; i < 5; i++) await stage.PublishAsync(service.Api.As($"ana-{i}", "analyst"), (await stage.ClaimAsync()).Id); }, Cancel),
            Task.Run(() => Log.RecordAsync(service, 700, atOnce: 3), Cancel),
            Task.Run(() => Log.RecordAsync(service, 700, atOnce: 1), Cancel),
            Task.Run(() => Log.RollBackAsync(service, 300), Cancel));
        await log.IntegratedAsync();

        Assert.True(await log.IsWholeAsync() > 1400);
        // Positions of what was rolled back are gone, and nothing of it is left behind.
        Assert.True(await log.AskAsync<long>("select max(seq_id) - count(*) from assessment_events.mt_events") >= 300);
        Assert.Equal(0, await log.AskAsync<long>("select count(*) from assessment_ledger.salt full join assessment_events.mt_events using (seq_id) where salt is null or id is null"));
    }

    [Fact]
    public async Task A_transaction_that_commits_after_a_thousand_later_ones_is_taken_in_when_it_comes()
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.Database);
        await Log.RecordAsync(service, 1);
        var late = await log.AskAsync<long>("select nextval('assessment_events.mt_events_sequence')");
        await using var connection = await service.Database.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await CopyOfAnyFactAsync(connection, late);

        await Log.RecordAsync(service, 1000);
        await log.IntegratedAsync();
        Assert.Equal(1001, await log.AskAsync<long>("select size from assessment_ledger.tree_state"));

        await transaction.CommitAsync(Cancel);
        await Eventually.FindAsync(() => log.AskAsync<long>("select size from assessment_ledger.tree_state"), size => size == 1002);
        Assert.Equal(1001, await log.AskAsync<long>("select index from assessment_ledger.leaf where seq_id = $1", late));
        await log.IsWholeAsync();
    }

    [Fact]
    public async Task Many_facts_of_one_statement_are_taken_in_like_single_ones()
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.Database);
        await Log.RecordAsync(service, 10);
        await using (var connection = await service.Database.OpenConnectionAsync(Cancel))
        {
            var rows = new List<object[]>();
            await using (var read = new NpgsqlCommand("select gen_random_uuid(), stream_id, data::text from assessment_events.mt_events", connection))
            await using (var reader = await read.ExecuteReaderAsync(Cancel))
                while (await reader.ReadAsync(Cancel)) rows.Add([reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2)]);
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy assessment_events.mt_events (seq_id, id, stream_id, version, data, type, user_name, timestamp, headers) from stdin (format binary)", Cancel);
            for (var i = 0; i < rows.Count; i++)
            {
                await copy.StartRowAsync(Cancel);
                await copy.WriteAsync(1000L + i, Cancel);
                await copy.WriteAsync((Guid)rows[i][0], Cancel);
                await copy.WriteAsync((Guid)rows[i][1], Cancel);
                await copy.WriteAsync(2L, Cancel);
                await copy.WriteAsync((string)rows[i][2], NpgsqlTypes.NpgsqlDbType.Jsonb, Cancel);
                await copy.WriteAsync("source-registered", Cancel);
                await copy.WriteAsync("ana", Cancel);
                await copy.WriteAsync(DateTime.UtcNow, NpgsqlTypes.NpgsqlDbType.TimestampTz, Cancel);
                await copy.WriteAsync("{}", NpgsqlTypes.NpgsqlDbType.Jsonb, Cancel);
            }

            await copy.CompleteAsync(Cancel);
        }

        await log.IntegratedAsync();
        Assert.Equal(20, await log.IsWholeAsync());
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_log_was()
    {
        var service = await tests.StartAsync();
        var database = service.DatabaseName;
        await Log.RecordAsync(service, 300);
        await new Log(service.Database).IntegratedAsync();
        await service.DisposeAsync();

        await using var again = await tests.StartAsync(database);
        await Log.RecordAsync(again, 300);
        await new Log(again.Database).IntegratedAsync();
        Assert.Equal(600, await new Log(again.Database).IsWholeAsync());
    }

    [Fact]
    public async Task Facts_from_before_the_ledger_come_first_and_in_the_order_of_their_positions()
    {
        var service = await tests.StartAsync();
        var (database, connection) = (service.DatabaseName, service.ConnectionString);
        await service.AsAdministrator.CreateCommand("drop schema assessment_ledger cascade").ExecuteNonQueryAsync(Cancel);
        await Log.RecordAsync(service, 500);
        await service.DisposeAsync();

        await using var again = await tests.StartAsync(database);
        var log = new Log(again.Database);
        await Log.RecordAsync(again, 5);
        await log.IntegratedAsync();
        Assert.Equal(505, await log.IsWholeAsync());
        Assert.Equal(await log.ListAsync<long>("select seq_id from assessment_events.mt_events order by seq_id"), await log.ListAsync<long>("select seq_id from assessment_ledger.leaf order by index"));
    }

    [Fact]
    public async Task The_schema_applied_again_leaves_everything_as_it_is()
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.Database);
        await Log.RecordAsync(service, 20);
        var checkpoint = await log.SignedAsync();

        await service.MigrateAgainAsync();

        Assert.Equal(20, await log.IsWholeAsync());
        Assert.Equal(checkpoint, await log.LatestAsync());
        await Log.RecordAsync(service, 1);
        await log.IntegratedAsync();
        Assert.Equal(21, await log.IsWholeAsync());
    }

    [Theory]
    [InlineData("update assessment_ledger.leaf set line = line || ' '")]
    [InlineData("update assessment_ledger.leaf set seq_id = seq_id + 1000")]
    [InlineData("delete from assessment_ledger.leaf")]
    [InlineData("truncate assessment_ledger.leaf")]
    [InlineData("update assessment_ledger.checkpoint set note = ''")]
    [InlineData("delete from assessment_ledger.checkpoint")]
    [InlineData("update assessment_ledger.tile set hashes = sha256(hashes)")]
    [InlineData("update assessment_ledger.tile set hashes = substr(hashes, 1, 32)")]
    [InlineData("delete from assessment_ledger.tile")]
    [InlineData("update assessment_ledger.tree_state set size = size - 1")]
    [InlineData("update assessment_ledger.tree_state set root = sha256(root)")]
    [InlineData("update assessment_ledger.tree_state set origin = 'other'")]
    [InlineData("delete from assessment_ledger.tree_state")]
    [InlineData("update assessment_ledger.salt set salt = sha256(salt)")]
    [InlineData("truncate assessment_ledger.salt")]
    public async Task What_stands_in_the_log_is_not_changed_even_by_a_superuser(string crime)
    {
        (await tests.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(System.Net.HttpStatusCode.Created);
        (await tests.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(System.Net.HttpStatusCode.Created);
        // Others go on recording, so that the log is never whole; that something is signed suffices.
        await using var signed = tests.Database.CreateCommand("select count(*) from assessment_ledger.checkpoint");
        await Eventually.FindAsync(async () => (long)(await signed.ExecuteScalarAsync())!, count => count > 0);
        foreach (var role in (string[])["origin", "replica"])
        {
            await using var connection = await tests.AsAdministrator.OpenConnectionAsync(Cancel);
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await using var command = new NpgsqlCommand($"set local session_replication_role = {role}; {crime}", connection);
            Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel))).SqlState);
        }
    }

    private static async Task CopyOfAnyFactAsync(NpgsqlConnection connection, long position)
    {
        await using var command = new NpgsqlCommand("""
            insert into assessment_events.mt_events (seq_id, id, stream_id, version, data, type, user_name, headers, mt_dotnet_type, timestamp)
            select $1, gen_random_uuid(), stream_id, version + 1, data, type, user_name, headers, mt_dotnet_type, timestamp from assessment_events.mt_events limit 1
            """, connection);
        command.Parameters.AddWithValue(position);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
