using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class SeeingItChange(ThePage page)
{
    [Theory]
    [InlineData("?validAt=2025-12-31")]
    [InlineData("?since=0")]
    public async Task Holds_for_every_picture_that_goes_with_now(string query)
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}{query}");
        var trust = reader.Page.Locator("[id='trust-level,RU>CN']");
        await Assertions.Expect(trust).ToContainTextAsync("nothing you may see");

        await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), claim);
        await Assertions.Expect(trust).ToContainTextAsync("2 distrustful");
        if (query.Contains("since", StringComparison.Ordinal))
            await Assertions.Expect(reader.Page.GetByLabel("What changed between")).ToContainTextAsync("Trust level, Russia → China: nothing you may see → level 2");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(query)));
    }

    [Fact]
    public async Task Is_read_out_without_how_long_ago_it_was()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), claim);
        await Assertions.Expect(reader.Page.Locator(".story [aria-live]")).ToContainTextAsync("analyst-1 published “Trust after the leak”");
        await Assertions.Expect(reader.Page.Locator(".story")).ToContainTextAsync("Last change");
        await Assertions.Expect(reader.Page.Locator("[aria-live], [role=status]").Filter(new() { HasText = "Last change" })).ToHaveCountAsync(0);
    }
}
