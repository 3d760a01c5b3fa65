using System.Text.RegularExpressions;
using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class KeepingEvidence(ThePage page)
{
    [Fact]
    public async Task Records_a_claim_with_its_way_finds_it_by_words_traces_and_regrades_it()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await using var analyst = await page.VisitAsync("analyst-1");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/record");
        await analyst.Page.GetByLabel("Statement: one thing that is claimed").FillAsync("Four drones a day left the plant.");
        await analyst.Page.GetByLabel("Information of").FillAsync("2025-05-01");
        await analyst.Page.GetByRole(AriaRole.Textbox, new() { Name = "Quantity" }).FillAsync("4");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Name at least the source that was read.");

        foreach (var (name, kind) in new[] { ("A foreman", "person"), ("A local paper", "media") })
        {
            if (name == "A foreman") await analyst.Page.GetByText("Register a source").ClickAsync();
            await analyst.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
            await analyst.Page.GetByRole(AriaRole.Combobox, new() { Name = "Kind" }).SelectOptionAsync(kind);
            await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Register and add" }).ClickAsync();
            await Assertions.Expect(analyst.Page.Locator(".chain")).ToContainTextAsync(name);
        }

        await analyst.Page.GetByRole(AriaRole.Combobox, new() { Name = "Dimension" }).SelectOptionAsync(new SelectOptionValue { Label = "Military aid, China → Russia" });
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Textbox, new() { Name = "Unit" }).FillAsync("drones a day");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Heading, new() { Name = "Four drones a day left the plant." })).ToBeVisibleAsync();
        await analyst.SeesAsync("Source fairly reliable; information possibly true");
        await Assertions.Expect(analyst.Page.Locator(".chain li").First).ToContainTextAsync("A foreman");

        await analyst.GoAsync($"/partnerships/{stage.Partnership}/claims");
        await analyst.Page.GetByLabel("Words").FillAsync("drone plants");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "Four drones" }).ClickAsync();

        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "Trace to its origin" }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out: A foreman" }).ClickAsync();
        await analyst.Page.GetByLabel("How its true way was found").FillAsync("The paper made it up.");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Replace the chain" }).ClickAsync();
        await Assertions.Expect(analyst.Page.Locator(".chain li")).ToHaveCountAsync(1);

        var regrade = analyst.Page.Locator("details.act", new() { HasText = "Regrade" });
        await regrade.Locator("summary").ClickAsync();
        await regrade.Locator("select").SelectOptionAsync("1");
        await regrade.Locator("textarea").FillAsync("Seen by everybody.");
        await regrade.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Credibility 1 needs a corroborating claim");
        await Assertions.Expect(regrade.Locator("textarea")).ToHaveValueAsync("Seen by everybody.");
        await regrade.Locator("select").SelectOptionAsync("5");
        await regrade.GetByRole(AriaRole.Button).ClickAsync();
        await analyst.SeesAsync("information improbable");
    }

    [Fact]
    public async Task Marks_what_rested_on_a_claim_that_is_withdrawn()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var (first, second) = (await stage.ClaimAsync(statement: "The guards left."), await stage.ClaimAsync(statement: "The guards came back."));
        await page.Service.Api.Ana.PostAsync("/claims", new
        {
            partnership = stage.Partnership, statement = "No guard ever moved.", chain = new[] { await stage.SourceAsync() }, credibility = 4, informationDate = "2025-05-01", asserts = "statement",
            bearings = new[] { new { dimension = "trust-level", perspective = "RU>CN", direction = "raises" } }, contradicts = new[] { second.Id },
        });
        var posted = await stage.PostAsync(page.Service.Api.As("analyst-1", "analyst"), [new
        {
            dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "low", rationale = Stage.Rationale, claims = new[] { first.Id, second.Id },
        }]);
        await page.Service.Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch);
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        var trust = reader.Page.Locator("[id='trust-level,RU>CN']");
        await Assertions.Expect(trust.Locator("svg.strip")).ToHaveAccessibleNameAsync(new Regex("analyst-1: 2"));

        await using var analyst = await page.VisitAsync("analyst-2");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/claims/{first.Id}");
        await Assertions.Expect(analyst.Page.GetByLabel("Judgments with and without it")).ToContainTextAsync("weakened");
        await analyst.ActAsync("Withdraw", "It was another border.");
        await analyst.SeesAsync("withdrawn It was another border. by analyst-2");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/claims/{second.Id}");
        await Assertions.Expect(analyst.Page.GetByLabel("Contradicted by")).ToContainTextAsync("No guard ever moved.");

        await Assertions.Expect(trust.Locator("svg.strip")).ToHaveAccessibleNameAsync(new Regex("analyst-1: 2, support weakened"));
        await using var author = await page.VisitAsync("analyst-1");
        await author.GoAsync($"/partnerships/{stage.Partnership}/assessments/{posted.Id}");
        await author.SeesAsync("support weakened");
        await author.ActAsync("Reaffirm", "One report is enough for a low confidence.");
        await author.SeesAsync("support intact");
    }

    [Fact]
    public async Task Withdraws_a_claim_as_the_repetition_of_another()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var (stays, repeats) = (await stage.ClaimAsync(), await stage.ClaimAsync());
        await using var analyst = await page.VisitAsync("analyst-2");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/claims/{stays.Id}");
        var address = analyst.Page.Url;
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/claims/{repeats.Id}");
        var form = analyst.Page.Locator("details.act", new() { Has = analyst.Page.Locator("summary", new() { HasTextString = "Withdraw" }) });
        await form.Locator("summary").ClickAsync();
        await form.GetByLabel("The claim that it repeats").FillAsync("the first one");
        await form.Locator("textarea").FillAsync("It is there already.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await analyst.SeesAsync("There is no id in what stands for the claim that it repeats.");
        await Assertions.Expect(form.Locator("textarea")).ToHaveValueAsync("It is there already.");

        await form.GetByLabel("The claim that it repeats").FillAsync(address);
        await form.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "the claim that stays" }).ClickAsync();
        await Assertions.Expect(analyst.Page).ToHaveURLAsync(address);
    }

    [Fact]
    public async Task Shows_who_rests_on_a_source_and_what_its_regrading_does()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var source = await stage.SourceAsync();
        var published = await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), (await stage.ClaimAsync(source)).Id);
        await using var analyst = await page.VisitAsync("analyst-2");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/sources/{source}");
        await analyst.SeesAsync("Trust after the leak");
        await analyst.SeesAsync("lost");
        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "Those that originate from it" }).ClickAsync();
        await Assertions.Expect(analyst.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/sources/{source}");
        var regrade = analyst.Page.Locator("details.act", new() { HasText = "Regrade" });
        await regrade.Locator("summary").ClickAsync();
        await regrade.Locator("select").SelectOptionAsync("E");
        await regrade.Locator("textarea").FillAsync("It invents.");
        await regrade.GetByRole(AriaRole.Button).ClickAsync();
        await analyst.SeesAsync("E unreliable");
        await analyst.SeesAsync("E2");
        await Assertions.Expect(analyst.Page.Locator("body")).ToContainTextAsync("Trust after the leak");
        Assert.NotEmpty(published.Id);
    }
}
