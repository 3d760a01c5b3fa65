using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Observability;
using Assessment.Tests.Deploy;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>The service has a role that owns nothing; deploy/postgres/roles.sql makes it, the migration says what it may do.</summary>
public class RunningUnderTheServiceRole(TheService service)
{
    private const string Events = "assessment_events.mt_events";
    private const string Streams = "assessment_events.mt_streams";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"update {Events} set data = '{{}}' where false")]
    [InlineData($"update {Events} set is_skipped = true where false")]
    [InlineData($"delete from {Events} where false")]
    [InlineData($"truncate {Events}")]
    [InlineData($"update {Streams} set type = 'x' where false")]
    [InlineData($"delete from {Streams} where false")]
    [InlineData($"truncate {Streams} cascade")]
    [InlineData($"alter table {Events} disable trigger all")]
    [InlineData($"drop trigger facts_are_never_edited on {Events}")]
    [InlineData("create or replace function assessment.refuse_change_of_fact() returns trigger language plpgsql as 'begin return new; end'")]
    [InlineData($"create trigger mine before insert on {Events} for each row execute function assessment.time_fact()")]
    [InlineData("select setval('assessment_events.mt_events_sequence', 1)")]
    [InlineData("update assessment.schema_version set version = 1")]
    [InlineData("create table assessment.other (id int)")]
    [InlineData("create table public.other (id int)")]
    [InlineData("create schema other")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("set role assessment_owner")]
    [InlineData("set role assessment_redactor")]
    public async Task Refuses_what_would_get_around_the_append_only_store(string attempt)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(service.Database, attempt));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Still_archives_a_stream_which_hides_nothing()
    {
        var source = (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created).Id;
        var before = (await service.Api.Ana.GetAsync($"/sources?id={source}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Text;
        await RunAsync(service.Database, $"select assessment_events.mt_archive_stream('{source}')");
        Assert.Equal(before, (await service.Api.Ana.GetAsync($"/sources?id={source}")).Text);
        Assert.Equal(source, (await service.Api.Ana.GetAsync($"/sources/{source}")).Is(HttpStatusCode.OK).Id);
    }

    [Fact]
    public async Task Is_ready_without_a_word_against_it()
    {
        Assert.Empty(await Rights.ExcessAsync(service.Database, Cancel));
        await Eventually.FindAsync(() => service.Api.Rea.GetAsync("//health/ready"), answer => answer.Text == "Healthy");
    }

    [Fact]
    public async Task Is_told_when_the_role_can_do_anything()
    {
        Assert.Equal(["is a superuser"], await Rights.ExcessAsync(service.AsAdministrator, Cancel));
    }

    [Theory]
    [InlineData($"grant update on {Events} to @", $"may edit data of {Events}")]
    [InlineData($"grant update (headers) on {Events} to @", $"may edit headers of {Events}")]
    [InlineData($"grant delete on {Events} to @", $"may delete from {Events}")]
    [InlineData($"grant truncate on {Events} to @", $"may truncate {Events}")]
    [InlineData($"grant update (type) on {Streams} to @", $"may edit type of {Streams}")]
    [InlineData($"grant trigger on {Streams} to @", $"may put triggers on {Streams}")]
    [InlineData("grant assessment_redactor to @", "may act as assessment_redactor")]
    [InlineData("grant assessment_owner to @", $"owns {Events}")]
    [InlineData("grant assessment_owner to @", "owns the schema assessment_events")]
    [InlineData("grant assessment_owner to @", "owns the database")]
    [InlineData("grant pg_write_all_data to @", "may act as pg_write_all_data")]
    [InlineData("alter role @ createrole", "may make roles")]
    public async Task Is_told_when_the_role_can_do_what_it_should_not(string grant, string said)
    {
        var role = $"role_{Guid.NewGuid():N}";
        await RunAsync(service.AsAdministrator, $"create role {role} login password 'x'; grant usage on schema assessment, assessment_events, assessment_ledger to {role}");
        try
        {
            await using var own = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(service.Shared.ConnectionString) { Username = role, Password = "x" }.ConnectionString);
            Assert.Empty(await Rights.ExcessAsync(own, Cancel));

            await RunAsync(service.AsAdministrator, grant.Replace("@", role, StringComparison.Ordinal));
            Assert.Contains(said, await Rights.ExcessAsync(own, Cancel));
        }
        finally
        {
            await RunAsync(service.AsAdministrator, $"drop owned by {role}; drop role {role}");
        }
    }

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}

/// <summary>What triggers keep is kept while they act on every change; on a database of its own, so that nothing slips past them elsewhere.</summary>
public class RunningWithoutATrigger(ServiceOfItsOwn own) : IClassFixture<ServiceOfItsOwn>
{
    [Theory]
    [InlineData("alter table assessment_events.mt_events disable trigger facts_are_queued_for_the_ledger", "facts_are_queued_for_the_ledger of assessment_events.mt_events is disabled")]
    [InlineData("alter table assessment_events.mt_events disable trigger all", "facts_are_never_edited of assessment_events.mt_events is disabled")]
    [InlineData("alter table assessment_events.mt_events disable trigger all", "facts_are_timed_by_the_database of assessment_events.mt_events is disabled")]
    [InlineData("alter table assessment_events.mt_streams enable replica trigger streams_only_grow", "streams_only_grow of assessment_events.mt_streams is not enabled always")]
    [InlineData("alter table assessment_ledger.leaf enable trigger leaves_stay", "leaves_stay of assessment_ledger.leaf is not enabled always")]
    [InlineData("alter table assessment_ledger.salt disable trigger salt_is_never_truncated", "salt_is_never_truncated of assessment_ledger.salt is disabled")]
    [InlineData("alter table assessment.reading disable trigger reads_stay", "reads_stay of assessment.reading is disabled")]
    [InlineData("drop trigger facts_are_never_deleted on assessment_events.mt_events", "facts_are_never_deleted is gone")]
    public async Task Is_said_until_it_is_migrated_or_set_right(string crime, string said)
    {
        var running = own.Running;
        await Eventually.FindAsync(ReadyAsync, answer => answer.Text == "Healthy");
        await using (var command = running.AsAdministrator.CreateCommand(crime)) await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var ready = (await ReadyAsync()).Is(HttpStatusCode.OK);
        Assert.StartsWith("Degraded\nrights: What keeps the facts is not in force: ", ready.Text, StringComparison.Ordinal);
        Assert.Contains(said, ready.Text, StringComparison.Ordinal);
        await running.MigrateAgainAsync();

        Task<Answer> ReadyAsync() => running.Api.Rea.GetAsync("//health/ready");
    }
}

/// <summary>Databases that one role does everything in: a developer's own, and one that is handed over to the three roles later.</summary>
public class RunningUnderOneRole(TheService service)
{
    [Fact]
    public async Task Works_says_so_and_can_be_handed_over()
    {
        var name = $"single_{Guid.NewGuid():N}";
        await RunAsync(service.Administrator, $"create role {name} login password 'x' createrole; ");
        await RunAsync(service.Administrator, $"create database {name} owner {name}");
        var single = On(new(service.Administrator) { Username = name, Password = "x" }, name);
        string source;
        await using (var running = await RunningService.StartAsync(new WaysIn(single, single, service.Administrator)))
        {
            source = (await running.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created).Id;
            var ready = (await Eventually.FindAsync(() => running.Api.Rea.GetAsync("//health/ready"), answer => answer.Text.StartsWith("Degraded", StringComparison.Ordinal))).Is(HttpStatusCode.OK);
            Assert.Contains("can do more than it should", ready.Text, StringComparison.Ordinal);
        }

        await RunAsync(On(new(service.Administrator), name), Repository.Read("deploy/postgres/roles.sql"));
        var ways = new WaysIn(On(new(service.Shared.ConnectionString), name), On(new(service.Owner), name), On(new(service.Administrator), name));
        await using var handedOver = await RunningService.StartAsync(ways);
        Assert.Empty(await Rights.ExcessAsync(handedOver.Database, TestContext.Current.CancellationToken));
        var stage = await Stage.SetAsync(handedOver.Api);
        await stage.PublishAsync(handedOver.Api.Ana, (await stage.ClaimAsync(source)).Id);
        var picture = await stage.PictureAsync(handedOver.Api.Rea);
        Assert.Contains(picture.Json["dimensions"]!.AsArray(), entry => entry!["level"]?.GetValue<double>() == 2);
    }

    private static string On(NpgsqlConnectionStringBuilder connection, string database)
    {
        connection.Database = database;
        return connection.ConnectionString;
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
