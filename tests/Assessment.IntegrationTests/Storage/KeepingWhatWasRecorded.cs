using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>On databases of their own: what was answered once is answered again after a restart and after a rebuild.</summary>
public class KeepingWhatWasRecorded(TheService tests)
{
    [Fact]
    public async Task A_restart_changes_no_answer()
    {
        Answers before;
        string database;
        await using (var service = await tests.StartAsync())
        {
            database = service.DatabaseName;
            before = await Answers.TakeAsync(service.Api, await PlayAsync(service.Api));
        }

        await using var again = await tests.StartAsync(database);
        Assert.Equal(before, await Answers.TakeAsync(again.Api, before.Scene));
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_rows_and_the_same_answers_and_goes_on()
    {
        Answers before;
        Dictionary<string, string[]> rows;
        string connection, database;
        await using (var service = await tests.StartAsync())
        {
            database = service.DatabaseName;
            before = await Answers.TakeAsync(service.Api, await PlayAsync(service.Api));
            connection = service.ConnectionString;
            rows = await ReadModelRows.ReadAsync(service.Database);
        }

        Assert.All(rows, table => Assert.NotEmpty(table.Value));
        await using (var source = Server.Storage.Database.Open(connection, null))
        {
            await ReadModelRows.RebuildAsync(source);
            Assert.Equal(rows, await ReadModelRows.ReadAsync(source));
        }

        await using var again = await tests.StartAsync(database);
        Assert.Equal(before, await Answers.TakeAsync(again.Api, before.Scene));
        var stage = before.Scene.Stage.On(again.Api);
        await stage.PublishAsync(again.Api.As("di", "analyst"), (await stage.ClaimAsync()).Id, level: 5);
        Assert.NotEqual(before.Current, Answers.ButForTheClock(await stage.PictureAsync(again.Api.Rea)));
    }

    /// <summary>A little of everything that read models take in.</summary>
    private static async Task<Scene> PlayAsync(Api api)
    {
        var stage = await Stage.SetAsync(api);
        var (first, second) = (await stage.ClaimAsync(), await stage.ClaimAsync(await stage.SourceAsync("C"), credibility: 3));
        var ana = await stage.PublishAsync(api.Ana, first.Id, level: 2);
        var bo = await stage.PublishAsync(api.Bo, second.Id, level: 4);
        var cy = await stage.PublishAsync(api.As("cy", "analyst"), first.Id, level: 5, marking: "AMBER");
        var revised = (await api.Ana.PostAsync($"/assessments/{ana.Id}/revisions",
            new { reason = new { code = "new-evidence", text = "More." }, judgments = new[] { Stage.Judgment(first.Id, 3), Stage.Judgment(second.Id, 1, dimension: "military-aid") }, submit = true }, ana.IfMatch)).Is(HttpStatusCode.OK);
        var second2 = (await api.Rex.PostAsync($"/assessments/{ana.Id}/approvals", null, revised.IfMatch)).Is(HttpStatusCode.OK);
        var retracted = (await api.Bo.PostAsync($"/assessments/{bo.Id}/retraction", new { reason = "It was wrong." }, bo.IfMatch)).Is(HttpStatusCode.OK);
        (await api.Ana.PostAsync($"/claims/{second.Id}/withdrawal", new { reason = "Fabricated." }, second.IfMatch)).Is(HttpStatusCode.OK);
        var marked = await stage.ClaimAsync();
        (await api.Ana.PostAsync($"/claims/{marked.Id}/remarking", new { marking = "AMBER", reason = "It says how we know." }, marked.IfMatch)).Is(HttpStatusCode.OK);
        // What the withdrawal means to the published judgment is on record before anything is compared.
        await Eventually.FindAsync(() => api.Ana.GetAsync($"/assessments/{ana.Id}"), answer => answer.Text.Contains("\"support\":\"lost\"", StringComparison.Ordinal));
        var dissent = new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { first.Id } };
        (await api.Bo.PostAsync($"/assessments/{ana.Id}/dissents", dissent)).Is(HttpStatusCode.Created);
        await stage.PostAsync(api.Ana, [Stage.Judgment(first.Id)], submit: false);
        (await stage.PostAsync(api.Bo, [Stage.Judgment(first.Id)])).Is(HttpStatusCode.Created);
        var question = new { partnership = stage.Partnership, question = "Will they sign?", criteria = "A text is published.", opensAt = "2025-07-01T00:00:00Z", closesAt = "2099-07-01T00:00:00Z" };
        var asked = (await api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
        (await api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
        (await api.Lead.PostAsync($"/forecasts/{asked.Id}/voiding", new { reason = "Two texts fit." }, asked.IfMatch)).Is(HttpStatusCode.OK);
        var scored = (await api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
        scored = (await api.Ana.PostAsync($"/forecasts/{scored.Id}/estimates", new { probability = 0.2, rationale = "Never yet." }, scored.IfMatch)).Is(HttpStatusCode.OK);
        (await api.As("lead-2", "lead").PostAsync($"/forecasts/{scored.Id}/resolution", new { outcome = "no", claims = Array.Empty<string>(), reason = "They did not." }, scored.IfMatch)).Is(HttpStatusCode.OK);
        long[] positions = [.. new[] { ana, bo, cy, second2, retracted }.Select(answer => answer.Json["published"]!["position"]!.GetValue<long>())];
        return new(stage, [.. positions.SelectMany(position => (long[])[position - 1, position, position + 1]).Distinct()]);
    }

    /// <summary>What was played, and the moments worth looking at.</summary>
    private sealed record Scene(Stage Stage, long[] Moments);

    /// <summary>What a reader and an analyst are told.</summary>
    private sealed record Answers(Scene Scene, string Current, string Past, string Lists)
    {
        public static async Task<Answers> TakeAsync(Api api, Scene scene)
        {
            var stage = scene.Stage.On(api);
            var past = new List<string>();
            foreach (var moment in scene.Moments)
            {
                past.Add((await stage.PictureAsync(api.Rea, $"?asOf={moment}")).Text);
                past.Add((await stage.PictureAsync(api.As("rea", "reader", "GREEN"), $"?asOf={moment}")).Text);
            }

            return new(scene, ButForTheClock(await stage.PictureAsync(api.Rea)), string.Join('\n', past),
                await ListAsync(api.Ana, $"/assessments?partnership={stage.Partnership}") + await ListAsync(api.Rea, $"/claims?partnership={stage.Partnership}")
                + await ListAsync(api.Rea, $"/forecasts?partnership={stage.Partnership}") + await ListAsync(api.Rea, "/analysts/ana/scorecard") + await ListAsync(api.Rea, $"/partnerships/{stage.Partnership}/calibration") + await ListAsync(api.Rea, "/sources") + await ListAsync(api.Rea, "/partnerships"));
        }

        public static string ButForTheClock(Answer picture)
        {
            var current = picture.Json.AsObject();
            current.Remove("asOf");
            return current.ToJsonString();
        }

        private static async Task<string> ListAsync(Person reader, string path) => (await reader.GetAsync(path, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Text;
    }
}
