using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class Disagreeing(ThePage page)
{
    [Fact]
    public async Task Is_recorded_joined_left_and_taken_back()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = (await stage.ClaimAsync(statement: "The patrols went on.")).Id;
        var published = await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), claim);
        var address = $"/partnerships/{stage.Partnership}/assessments/{published.Id}";

        await using var analyst = await page.VisitAsync("analyst-2");
        await analyst.GoAsync(address);
        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "Dissent" }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "4 cooperative" }).CheckAsync();
        await analyst.Page.GetByLabel("Why").FillAsync("Too short");
        await analyst.Page.GetByText("Cite a claim").ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "for it: The patrols went on." }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the dissent" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("rationale");
        await analyst.Page.GetByLabel("Why").FillAsync("Patrols are what allies do together.");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the dissent" }).ClickAsync();
        await analyst.SeesAsync("analyst-2 dissents: level 4 of 5, cooperative");

        await using var other = await page.VisitAsync("analyst-3");
        await other.GoAsync(address);
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Join the dissent" }).ClickAsync();
        await other.SeesAsync("joined by analyst-3");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Leave the dissent" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator("body")).Not.ToContainTextAsync("joined by");

        // Decided on a version that is past: the sentence says so, and the next try is on what stands now.
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the dissent" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the resource is at version");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the dissent" }).ClickAsync();
        await Assertions.Expect(analyst.Page.Locator("body")).Not.ToContainTextAsync("dissents");
    }
}
