using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class Retracting(ThePage page)
{
    [Fact]
    public async Task By_the_lead_takes_the_judgments_out_of_the_open_picture()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var published = await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), (await stage.ClaimAsync()).Id);
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        var trust = reader.Page.Locator("[id='trust-level,RU>CN']");
        await Assertions.Expect(trust).ToContainTextAsync("2 distrustful");

        await using var lead = await page.VisitAsync("lead-1");
        await lead.GoAsync($"/partnerships/{stage.Partnership}/assessments/{published.Id}");
        await lead.ActAsync("Retract", "The paper was forged.");
        await Assertions.Expect(lead.Page.Locator(".head .status")).ToHaveTextAsync("retracted");

        await Assertions.Expect(trust).ToContainTextAsync("not assessed");
        await reader.SeesAsync("lead-1 retracted “Trust after the leak”");
    }
}
