using Assessment.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(ThePage.Name)]
public class FollowingATimeline(ThePage page)
{
    [Fact]
    public async Task Leads_from_the_picture_to_the_steps_and_from_a_step_to_its_cause_and_its_moment()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoAsync("/partnerships/china-russia");
        await reader.Page.Locator("#trust-level").Locator("xpath=ancestor::section").GetByRole(AriaRole.Link, new() { Name = "timeline" }).ClickAsync();
        var steps = reader.Page.GetByRole(AriaRole.Row);
        await Assertions.Expect(steps).ToHaveCountAsync(4);
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("2.5 between distrustful and guarded");
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("analyst-2 published “Military aid short of open supply”, approved by reviewer-1");
        await Assertions.Expect(reader.Page.Locator("svg.steps").First).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("level 3; .*level 2; .*level 2.5, from 2 to 3"));

        await steps.Nth(2).GetByRole(AriaRole.Link).First.ClickAsync();
        await reader.SeesAsync("picture of the past");
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).ToContainTextAsync("2 distrustful");
    }

    [Fact]
    public async Task Stands_by_the_dates_of_the_information_as_well()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoAsync("/partnerships/china-russia/timeline?dimension=trust-level");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "by date of information" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("25 Jun 2025");
    }
}
