using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>On a database of its own: a node that starts brings the schema up to date while others are at work.</summary>
public class MigratingWhileOthersWrite(TheService tests)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begins_anew_when_its_locks_and_theirs_cross()
    {
        await using var service = await tests.StartAsync();
        await RunAsync(service.AsAdministrator.CreateCommand($"alter database {service.DatabaseName} set deadlock_timeout = '5s'"));
        await using var other = await service.AsAdministrator.OpenConnectionAsync(Ct);
        await using var transaction = await other.BeginTransactionAsync(Ct);
        // Of two that wait for each other, the one ends that looks first.
        await RunAsync(new("set local deadlock_timeout = '10min'", other));
        await RunAsync(new("select from assessment.schema_version for update", other));

        var migration = service.MigrateAgainAsync();
        await Eventually.FindAsync(() => WaitingAsync(service.AsAdministrator), waiting => waiting > 0);
        await RunAsync(new("lock table assessment_events.mt_events in share row exclusive mode", other));
        Assert.False(migration.IsCompleted);
        await transaction.CommitAsync(Ct);
        await migration;
    }

    /// <summary>What is made anew is made from all facts, while whoever writes waits.</summary>
    [Fact]
    public async Task Makes_no_index_of_the_facts_a_second_time()
    {
        await using var service = await tests.StartAsync();
        var before = await IndexesAsync(service.AsAdministrator);
        await service.MigrateAgainAsync();
        Assert.Equal(before, await IndexesAsync(service.AsAdministrator));
    }

    private static async Task<string> IndexesAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "select string_agg(indexrelid::regclass || ' ' || indexrelid, ', ' order by indexrelid) from pg_index where indrelid = 'assessment_events.mt_events'::regclass");
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static async Task RunAsync(NpgsqlCommand command)
    {
        await using (command) await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<long> WaitingAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%assessment.schema_version%'");
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
