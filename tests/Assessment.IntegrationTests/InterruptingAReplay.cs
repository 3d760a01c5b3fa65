using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests;

/// <summary>What happens while a replay runs. It is held up by a lock on a table that it must read.</summary>
public sealed class InterruptingAReplay(TheService tests)
{
    [Fact]
    public async Task Only_one_runs_at_a_time_whichever_node_is_asked()
    {
        await using var service = await ServiceAsync();
        await using var other = await tests.StartAsync(service.DatabaseName);
        await using (await HoldAsync(service.AsAdministrator))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? service : other).Api.As($"aud-{i}", "auditor").PostAsync("/audit/replays", null)));
            var running = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
            foreach (var answer in answers.Where(answer => answer != running)) answer.IsRefused(HttpStatusCode.Conflict, "replay-running");
            foreach (var node in (RunningService[])[service, other]) Assert.Equal("running", (await node.Api.Aud.GetAsync($"/audit/replays/{running.Id}")).Word("state"));
        }
    }

    [Fact]
    public async Task A_cancelled_one_stops_and_makes_room_for_another()
    {
        await using var service = await ServiceAsync();
        Answer cancelled;
        await using (await HoldAsync(service.AsAdministrator))
        {
            var running = await StartAsync(service.Api);
            cancelled = (await service.Api.As("gus", "auditor").DeleteAsync($"/audit/replays/{running.Id}")).Is(HttpStatusCode.OK);
            Assert.Equal("cancelled", cancelled.Word("state"));
            (await service.Api.Aud.DeleteAsync($"/audit/replays/{running.Id}")).Is(HttpStatusCode.OK);
        }

        var next = await EndedAsync(service.Api, await StartAsync(service.Api));
        Assert.Equal("matched", next.Word("state"));
        Assert.Equal("cancelled", (await service.Api.Aud.GetAsync($"/audit/replays/{cancelled.Id}")).Word("state"));
        (await service.Api.Aud.DeleteAsync($"/audit/replays/{next.Id}")).IsRefused(HttpStatusCode.Conflict, "not-running");
    }

    [Fact]
    public async Task One_whose_process_was_killed_is_taken_up_by_another_node()
    {
        await using var service = await ServiceAsync();
        await service.App.StopAsync(TestContext.Current.CancellationToken);
        string id;
        await using (var killed = await ServiceProcess.StartAsync(new NpgsqlConnectionStringBuilder(tests.Owner) { Database = service.DatabaseName }.ConnectionString))
        await using (await HoldAsync(service.AsAdministrator))
        {
            id = (await StartAsync(killed.Api)).Id;
            await AttemptedAsync(service.Database, 1);
            await killed.KillAsync();
        }

        await using var survivor = await tests.StartAsync(service.DatabaseName);
        Assert.Equal("running", (await survivor.Api.Aud.GetAsync($"/audit/replays/{id}")).Word("state"));
        Assert.Equal("matched", (await EndedAsync(survivor.Api, id)).Word("state"));
        Assert.Equal(2, await ScalarAsync<int>(service.Database, "select attempts from assessment.replay"));
    }

    [Fact]
    public async Task One_whose_service_stops_goes_on_with_the_next_at_once()
    {
        string database, id;
        await using (var service = await ServiceAsync())
        {
            database = service.DatabaseName;
            await using (await HoldAsync(service.AsAdministrator))
            {
                id = (await StartAsync(service.Api)).Id;
                await AttemptedAsync(service.Database, 1);
                await service.App.StopAsync(TestContext.Current.CancellationToken);
            }
        }

        await using var next = await tests.StartAsync(database);
        Assert.Equal("matched", (await EndedAsync(next.Api, id)).Word("state"));
        Assert.Equal(1, await ScalarAsync<int>(next.Database, "select attempts from assessment.replay"));
    }

    [Fact]
    public async Task One_on_which_node_after_node_dies_is_given_up_with_a_sentence()
    {
        await using var service = await ServiceAsync();
        var id = Guid.NewGuid();
        await ScalarAsync<int>(service.Database, $"insert into assessment.replay (id, started_by, up_to, attempts, processed, total) values ('{id}', 'aud', 1, 3, 7, 9) returning attempts");
        var ended = await EndedAsync(service.Api, id.ToString());
        Assert.Equal("failed", ended.Word("state"));
        Assert.Contains("died 3 times", ended.Word("failure"), StringComparison.Ordinal);
        Assert.Equal((7L, 9L), (ended.Number("processed"), ended.Number("total")));
    }

    [Fact]
    public async Task One_during_which_something_is_marked_anew_finds_no_difference()
    {
        await using var service = await tests.StartAsync();
        var published = await PublishedAsync(service);
        // The read model of the pictures stands still, as it would for a moment, so that the re-marking is an event and no row yet.
        await using var still = await HoldAsync(service.AsAdministrator, "standing in share mode");
        Answer running;
        await using (await HoldAsync(service.AsAdministrator))
        {
            running = await StartAsync(service.Api);
            await AttemptedAsync(service.Database, 1);
            (await service.Api.Lead.PostAsync($"/assessments/{published.Id}/remarking", new { marking = "RED", reason = "It says how we know." }, published.IfMatch)).Is(HttpStatusCode.OK);
        }

        var ended = await EndedAsync(service.Api, running);
        Assert.True(ended.Word("state") == "matched", ended.Text);
    }

    private async Task<RunningService> ServiceAsync()
    {
        var service = await tests.StartAsync();
        await PublishedAsync(service);
        return service;
    }

    private static async Task<Answer> PublishedAsync(RunningService service)
    {
        var stage = await Stage.SetAsync(service.Api);
        var published = await stage.PublishAsync(service.Api.Ana, (await stage.ClaimAsync()).Id);
        await stage.PictureAsync(service.Api.Rea);
        return published;
    }

    private static async Task<Answer> StartAsync(Api api) => (await api.Aud.PostAsync("/audit/replays", null)).Is(HttpStatusCode.Accepted);

    private static Task<Answer> EndedAsync(Api api, Answer started) => EndedAsync(api, started.Id);

    private static Task<Answer> EndedAsync(Api api, string id) =>
        Eventually.FindAsync(() => api.Aud.GetAsync($"/audit/replays/{id}"), answer => answer.Word("state") != "running");

    private static Task<int> AttemptedAsync(NpgsqlDataSource database, int attempts) =>
        Eventually.FindAsync(() => ScalarAsync<int>(database, "select attempts from assessment.replay"), found => found == attempts);

    /// <summary>Holds up whoever reads the listing of sources, or as is said, until it is disposed.</summary>
    private static async Task<NpgsqlConnection> HoldAsync(NpgsqlDataSource database, string table = "source_listing in access exclusive mode")
    {
        var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"begin; lock table assessment.{table}", connection);
        await command.ExecuteNonQueryAsync();
        // A closed connection would go back to its pool with the transaction open.
        NpgsqlConnection.ClearPool(connection);
        return connection;
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
