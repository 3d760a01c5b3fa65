using System.Globalization;
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
        var claim = (await stage.ClaimAsync()).Id;
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var published = await stage.PostAsync(page.Service.Api.As("analyst-1", "analyst"), [Stage.Judgment(claim), Stage.Judgment(claim, 4, perspective: "CN>RU")], cutOff: today);
        await page.Service.Api.Rex.PostAsync($"/assessments/{published.Id}/approvals", new { }, published.IfMatch);
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        var trust = reader.Page.Locator("[id='trust-level,RU>CN']");
        await Assertions.Expect(trust).ToContainTextAsync("2 distrustful");
        // China's trust in Russia less Russia's in China; and nothing that is known up to today is stale.
        await Assertions.Expect(reader.Page.GetByLabel("Trust level", new() { Exact = true })).ToContainTextAsync("asymmetry +2");
        await Assertions.Expect(trust).Not.ToContainTextAsync("stale");

        await using var lead = await page.VisitAsync("lead-1");
        await lead.GoAsync($"/partnerships/{stage.Partnership}/assessments/{published.Id}");
        await lead.ActAsync("Retract", "The paper was forged.");
        await Assertions.Expect(lead.Page.Locator(".head .status")).ToHaveTextAsync("retracted");
        await lead.SeesAsync("retracted The paper was forged. by lead-1");

        await Assertions.Expect(trust).ToContainTextAsync("nothing you may see");
        await reader.SeesAsync("lead-1 retracted “Trust after the leak”");
    }
}
