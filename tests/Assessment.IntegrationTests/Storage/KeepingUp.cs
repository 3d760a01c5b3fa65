using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

public class KeepingUp(TheService service)
{
    [Fact]
    public async Task Every_read_model_takes_in_a_fact_within_ten_seconds()
    {
        var stage = await Stage.SetAsync(service.Api);
        await stage.PublishAsync(service.Api.Ana, (await stage.ClaimAsync()).Id);
        var progress = service.Shared.App.Services.GetRequiredService<Progress>();
        var (recorded, _) = await progress.LookAsync(TestContext.Current.CancellationToken);
        Assert.True(await progress.CatchUpAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), await ReachedAsync());
        Assert.True(await progress.HasReachedAsync(recorded, TestContext.Current.CancellationToken));
    }

    private async Task<string> ReachedAsync()
    {
        await using var command = service.Database.CreateCommand("select name || ' ' || last_seq_id from assessment_events.mt_event_progression order by 1");
        return string.Join(", ", await command.ListAsync(row => row.GetString(0), TestContext.Current.CancellationToken));
    }
}
