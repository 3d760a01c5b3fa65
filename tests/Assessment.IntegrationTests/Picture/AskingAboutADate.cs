using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

public class AskingAboutADate(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Counts_of_each_analyst_the_latest_judgment_up_to_it()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim, level: 1, cutOff: "2025-01-10");
        await stage.PublishAsync(Api.Bo, claim, level: 2, cutOff: "2025-02-10");
        await stage.PublishAsync(Api.Ana, claim, level: 5, cutOff: "2025-03-10");
        async Task<(double?, string?)> AskAsync(string date)
        {
            var picture = await stage.PictureAsync(Api.Rea, $"?validAt={date}");
            return (Level(picture), (string?)Trust(picture)["latestCutOff"]);
        }

        Assert.Equal((null, null), await AskAsync("2025-01-09"));
        Assert.Equal((1.0, "2025-01-10"), await AskAsync("2025-01-10"));
        Assert.Equal((1.5, "2025-02-10"), await AskAsync("2025-03-09"));
        Assert.Equal((3.5, "2025-03-10"), await AskAsync("2025-03-10"));
        Assert.Equal((3.5, "2025-03-10"), await AskAsync("2999-01-01"));
    }

    [Fact]
    public async Task Together_with_a_moment_it_says_what_was_believed_then_of_that_date()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var early = await stage.PublishAsync(Api.Ana, claim, level: 1, cutOff: "2025-03-10");
        // Only later did bo fill in what was known in January.
        var late = await stage.PublishAsync(Api.Bo, claim, level: 4, cutOff: "2025-01-10");
        Assert.Null(Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(early)}&validAt=2025-02-01")));
        Assert.Equal(4, Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(late)}&validAt=2025-02-01")));
        Assert.Equal(1, Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(early)}&validAt=2025-04-01")));
        Assert.Equal(2.5, Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(late)}&validAt=2025-04-01")));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2025-02-30")]
    [InlineData("2025-02-01T00:00:00Z")]
    public async Task What_is_no_date_is_refused(string date) =>
        (await Api.Rea.GetAsync($"/partnerships/{(await Stage.SetAsync(Api)).Partnership}/picture?validAt={date}")).Names("validAt");
}
