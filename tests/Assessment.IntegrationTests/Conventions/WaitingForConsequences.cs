using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

/// <summary>Who waits is shown what earlier writes have set in motion, on whichever node and however long it takes.</summary>
public class WaitingForConsequences(TheService tests)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Never_shows_a_judgment_intact_after_its_evidence_was_withdrawn()
    {
        await using var service = await tests.StartAsync();
        await using var other = await ServiceProcess.StartAsync(service.Ways.Administrator);
        var stage = await Stage.SetAsync(service.Api, reviewers: 0);
        var stale = 0;
        for (var round = 0; round < 12; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
            {
                var claim = await stage.ClaimAsync();
                var posted = (await stage.PostAsync(service.Api.As($"analyst-{number}", "analyst"), [Stage.Judgment(claim.Id)])).Is(HttpStatusCode.Created);
                var asked = number % 2 == 0 ? service.Api : other.Api;
                (await (number % 3 == 0 ? other.Api : service.Api).Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
                if (!await ShowsItAsync(asked, stage, posted.Id, number % 4)) Interlocked.Increment(ref stale);
            }));
        }

        Assert.Equal(0, stale);
    }

    [Fact]
    public async Task Waits_for_what_is_held_up_or_is_refused()
    {
        await using var service = await tests.StartAsync();
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(service.Api.Ana, claim.Id);
        await stage.PictureAsync(service.Api.Rea);

        await using var holder = new NpgsqlConnection(service.Ways.Administrator);
        await holder.OpenAsync(Cancel);
        await using var held = await holder.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("select from assessment_events.mt_streams where id = $1 for update", holder) { Parameters = { new() { Value = Guid.Parse(published.Id) } } })
            await hold.ExecuteNonQueryAsync(Cancel);
        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        foreach (var path in new[] { $"/assessments/{published.Id}", $"/partnerships/{stage.Partnership}/picture", $"/claims/{claim.Id}/impact", $"/partnerships/{stage.Partnership}/timeline?dimension=trust-level&perspective=RU%3ECN" })
            (await service.Api.Rea.GetAsync(path, ("Prefer", "wait=1"))).IsRefused(HttpStatusCode.GatewayTimeout, "not-caught-up");
        // Who does not wait is answered.
        (await service.Api.Rea.GetAsync($"/assessments/{published.Id}")).Is(HttpStatusCode.OK);

        var waiting = service.Api.Rea.GetAsync($"/assessments/{published.Id}", ("Prefer", "wait=30"));
        await held.RollbackAsync(Cancel);
        Assert.Equal("lost", (string)(await waiting).Is(HttpStatusCode.OK).Json["published"]!["judgments"]![0]!["support"]!);
        Assert.Equal(0L, await OpenAsync(service));
    }

    [Fact]
    public async Task Waits_for_nothing_that_came_later()
    {
        await using var service = await tests.StartAsync();
        var stage = await Stage.SetAsync(service.Api);
        await stage.PictureAsync(service.Api.Rea);
        await using var insert = service.AsAdministrator.CreateCommand("insert into assessment.reaction (step) values ('of a test')");
        await using var finish = service.AsAdministrator.CreateCommand("delete from assessment.reaction where step = 'of a test'");
        await insert.ExecuteNonQueryAsync(Cancel);
        var waiting = service.Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture", ("Prefer", "wait=30"));
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancel);
        Assert.False(waiting.IsCompleted);

        await using var later = service.AsAdministrator.CreateCommand("insert into assessment.reaction (step) values ('of a later change')");
        await later.ExecuteNonQueryAsync(Cancel);
        await finish.ExecuteNonQueryAsync(Cancel);
        (await waiting.WaitAsync(TimeSpan.FromSeconds(5), Cancel)).Is(HttpStatusCode.OK);
    }

    private static async Task<bool> ShowsItAsync(Api api, Stage stage, string assessment, int way)
    {
        switch (way)
        {
            case 0: return (await Asked($"/assessments/{assessment}")).Text.Contains("\"support\":\"lost\"", StringComparison.Ordinal);
            case 1: return (await Asked($"/assessments?partnership={stage.Partnership}&support=lost&limit=200")).Ids.Contains(assessment);
            case 2: return (await Asked($"/partnerships/{stage.Partnership}/picture")).Json["dimensions"]!.AsArray().SelectMany(dimension => dimension!["standings"]!.AsArray())
                .Where(standing => (string)standing!["assessment"]! == assessment).All(standing => (string)standing!["support"]! == "lost");
            default: return !(await Asked($"/assessments?partnership={stage.Partnership}&support=intact&limit=200")).Ids.Contains(assessment);
        }

        async Task<Answer> Asked(string path) => (await api.Rea.GetAsync(path, ("Prefer", "wait=30"))).Is(HttpStatusCode.OK);
    }

    private static async Task<long> OpenAsync(RunningService service)
    {
        await using var command = service.Database.CreateCommand("select count(*) from assessment.reaction");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
