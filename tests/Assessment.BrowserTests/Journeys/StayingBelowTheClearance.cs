using System.Text.RegularExpressions;
using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class StayingBelowTheClearance(ThePage page)
{
    private static readonly Regex Secret = new("Kalibr|AMBER|analyst-2");

    [Fact]
    public async Task Shows_nothing_of_an_amber_assessment_in_no_page_no_list_no_count_and_no_search()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var source = await stage.SourceAsync();
        var open = (await stage.ClaimAsync(source, marking: "GREEN")).Id;
        var covert = (await stage.ClaimAsync(source, marking: "AMBER", statement: "Kalibr drawings left the plant.")).Id;
        await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), open, marking: "GREEN");

        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        await reader.SeesAsync("1 claim, 1 origin");
        await using var watching = await page.VisitAsync("reader-1");
        await watching.GoLiveAsync($"/partnerships/{stage.Partnership}");

        var secret = await stage.PublishAsync(page.Service.Api.As("analyst-2", "analyst"), covert, level: 4, marking: "AMBER");
        await using var cleared = await page.VisitAsync("analyst-1");
        await cleared.GoLiveAsync($"/partnerships/{stage.Partnership}");
        await cleared.SeesAsync("2 analysts");

        foreach (var path in new[] { "", "/timeline", "/timeline?dimension=trust-level", "/what-if", "/assessments", "/assessments?analyst=analyst-2", "/claims", "/claims?q=Kalibr", "/sources", $"/sources/{source}" })
        {
            await reader.GoAsync($"/partnerships/{stage.Partnership}{path}");
            await Assertions.Expect(reader.Page.Locator("main h1")).ToBeVisibleAsync();
            // What the reader typed is told back to them: that nothing was found of it.
            if (path.Contains("q=Kalibr", StringComparison.Ordinal)) await reader.SeesAsync("Not found: “Kalibr”");
            else await Assertions.Expect(reader.Page.Locator("main")).Not.ToContainTextAsync(Secret);
            if (path is "") await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).ToContainTextAsync("1 analyst");
            if (path is "/timeline") await reader.SeesAsync("1 step");
            if (path is "/claims") await Assertions.Expect(reader.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        }

        reader.Expected.Add("404");
        foreach (var path in new[] { $"/assessments/{secret.Id}", $"/claims/{covert}" })
        {
            var answer = await reader.Page.GotoAsync($"/partnerships/{stage.Partnership}{path}");
            Assert.Equal(404, answer!.Status);
            await reader.SeesAsync("nothing that your clearance shows");
            await cleared.GoAsync($"/partnerships/{stage.Partnership}{path}");
            await Assertions.Expect(cleared.Page.Locator("main")).ToContainTextAsync(Secret);
        }

        // The page that was open all the time was told of what came next, and of nothing before.
        await stage.PublishAsync(page.Service.Api.As("analyst-3", "analyst"), open, level: 3, marking: "GREEN");
        await watching.SeesAsync("analyst-3 published");
        await Assertions.Expect(watching.Page.Locator("[id='trust-level,RU>CN']")).ToContainTextAsync("2 analysts");
        await Assertions.Expect(watching.Page.Locator("main")).Not.ToContainTextAsync(Secret);
    }
}
