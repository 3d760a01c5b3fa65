using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class Auditing(ThePage page)
{
    [Fact]
    public async Task Finds_a_fact_by_who_and_what_and_reads_its_history_in_words()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), (await stage.ClaimAsync()).Id);
        await using var auditor = await page.VisitAsync("auditor-1");
        await auditor.GoAsync($"/partnerships/{stage.Partnership}/audit");
        await auditor.Page.GetByLabel("Actor").FillAsync("analyst-1");
        await auditor.Page.GetByLabel("What happened").SelectOptionAsync("assessment-drafted");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        var row = auditor.Page.Locator("tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("Trust after the leak");
        await row.Locator("summary").ClickAsync();
        await Assertions.Expect(row.Locator("pre")).ToContainTextAsync("\"partnership\"");

        await row.GetByRole(AriaRole.Link, new() { Name = "assessment version 1" }).ClickAsync();
        await auditor.SeesAsync("analyst-1 submitted revision 1 for review.");
        await auditor.SeesAsync("rex approved revision 1.");
        await auditor.Page.GetByLabel("From version").FillAsync("1");
        await auditor.Page.GetByLabel("to version", new() { Exact = true }).FillAsync("2");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(auditor.Page.Locator(".changes ins").First).ToContainTextAsync("submitted");
        await auditor.Page.GetByLabel("At version").FillAsync("1");
        await auditor.Page.GetByLabel("As it was").GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(auditor.Page.GetByLabel("State")).ToContainTextAsync("\"status\": \"draft\"");
    }

    [Fact]
    public async Task Is_for_auditors_alone()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoAsync("/partnerships/china-russia/audit");
        await reader.SeesAsync("None of your roles allows this");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" })).Not.ToContainTextAsync("Audit");
    }
}
