using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Tests.Deploy;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>In production the service has a role that owns nothing; deploy/postgres/roles.sql makes it.</summary>
public class RunningUnderTheServiceRole(OwnedDatabase owned) : IClassFixture<OwnedDatabase>
{
    [Theory]
    [InlineData("alter table assessment_events.mt_events disable trigger all")]
    [InlineData("drop trigger facts_are_never_edited on assessment_events.mt_events")]
    [InlineData("truncate assessment_events.mt_events")]
    [InlineData("create table assessment.other (id int)")]
    public async Task Refuses_what_would_get_around_the_append_only_store(string attempt)
    {
        await using var database = NpgsqlDataSource.Create(owned.Service);
        await using var command = database.CreateCommand(attempt);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Does_all_its_work()
    {
        await using var running = await RunningService.StartMigratedAsync(owned.Service);
        var stage = await Stage.SetAsync(running.Api);
        await stage.PublishAsync(running.Api.Ana, (await stage.ClaimAsync()).Id);

        var picture = await stage.PictureAsync(running.Api.Rea);
        Assert.Contains(picture.Json["dimensions"]!.AsArray(), entry => entry!["level"]?.GetValue<double>() == 2);
        Assert.Equal(HttpStatusCode.OK, (await running.Api.Rea.GetAsync("//health/ready")).Status);
    }
}

/// <summary>A database as deploy/postgres/roles.sql prepares it, migrated by its owner.</summary>
public sealed class OwnedDatabase(TheService service) : IAsyncLifetime
{
    /// <summary>The way in for the service.</summary>
    public string Service { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var name = $"owned_{Guid.NewGuid():N}";
        await RunAsync(service.Administrator, "create role assessment_owner login password 'owner'");
        await RunAsync(service.Administrator, $"create database {name} owner assessment_owner");
        var administrator = new NpgsqlConnectionStringBuilder(service.Administrator) { Database = name };
        await RunAsync(administrator.ConnectionString, Repository.Read("deploy/postgres/roles.sql"));
        await RunAsync(service.Administrator, "alter role assessment_service password 'service'");
        await RunningService.MigrateAsync(new NpgsqlConnectionStringBuilder(administrator.ConnectionString) { Username = "assessment_owner", Password = "owner" }.ConnectionString);
        Service = new NpgsqlConnectionStringBuilder(administrator.ConnectionString) { Username = "assessment_service", Password = "service" }.ConnectionString;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
