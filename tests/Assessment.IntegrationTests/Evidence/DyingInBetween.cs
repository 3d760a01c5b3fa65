using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

/// <summary>What rests on evidence that has moved is found, whoever dies on the way and whichever connections break.</summary>
public class DyingInBetween(TheService tests)
{
    // More than the page that is worked through at a time.
    private const int Assessments = 230;

    private const string Recorded = "select count(*) from assessment_events.mt_events where type = 'evidence-changed'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("regradings")]
    [InlineData("merger")]
    public async Task Loses_no_reaction_and_doubles_none(string how)
    {
        await using var service = await tests.StartAsync();
        var stage = await Stage.SetAsync(service.Api);
        var (source, other) = (await stage.SourceAsync(), await stage.SourceAsync("D"));
        var claim = await stage.ClaimAsync(source);
        for (var posted = 0; posted < Assessments; posted += 23)
            await Task.WhenAll(Enumerable.Range(0, 23).Select(async _ => (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim.Id)])).Is(HttpStatusCode.Created)));
        await stage.PictureAsync(service.Api.Rea);
        await service.App.StopAsync(Cancel);

        await using (var dying = await ServiceProcess.StartAsync(service.Ways.Administrator))
        {
            (await dying.Api.Ana.PostAsync($"/sources/{source}/{how}", how == "merger" ? (object)new { into = other, reason = "One paper." } : new { reliability = "D", reason = "It lied." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
            await Eventually.FindAsync(() => CountAsync(service, Recorded), count => count > 0);
            await dying.KillAsync();
        }

        var before = await CountAsync(service, Recorded);
        Assert.InRange(before, 1, Assessments - 1);

        await using var next = await RunningService.StartMigratedAsync(service.Ways);
        await Eventually.FindAsync(() => CountAsync(service, Recorded), count => count > before, seconds: 60);
        for (var cuts = 0; cuts < 5; cuts++)
            await CountAsync(service, "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

        // What meets several broken connections waits half a minute before its next try.
        await Eventually.FindAsync(
            () => CountAsync(service, "select count(distinct stream_id) from assessment_events.mt_events where type = 'evidence-changed'"), count => count == Assessments, seconds: 120);
        Assert.Equal(Assessments, await CountAsync(service, Recorded));
        Assert.Equal(0, await CountAsync(service, "select count(*) from assessment_messages.wolverine_dead_letters"));
    }

    private static async Task<long> CountAsync(RunningService service, string question)
    {
        await using var connection = new NpgsqlConnection(service.Ways.Administrator + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(question, connection);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
