using System.Text.RegularExpressions;
using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class PostingAnAssessment(ThePage page)
{
    [Fact]
    public async Task Goes_from_a_blank_page_through_review_to_the_open_picture_of_a_reader()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await stage.ClaimAsync(statement: "Border guards were reinforced.");
        await stage.ClaimAsync(marking: "AMBER", statement: "The guards were told whom to watch.");
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        await reader.SeesAsync("nothing you may see");

        await using var analyst = await page.VisitAsync("analyst-1");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/write");
        await analyst.JudgeTrustAsync("Trust at the border");
        var likelihood = analyst.Page.GetByLabel("Word (ICD 203)");
        await likelihood.SelectOptionAsync("likely");
        await Assertions.Expect(analyst.Page.GetByLabel("or per cent")).ToHaveValueAsync("67.5");
        await analyst.Page.GetByLabel("or per cent").FillAsync("85");
        await Assertions.Expect(likelihood).ToHaveValueAsync("very-likely");

        var lacks = analyst.Page.GetByLabel("What it lacks");
        await Assertions.Expect(lacks).ToContainTextAsync("cites no claim that supports it");
        await analyst.Page.GetByText("Cite a claim").ClickAsync();
        await analyst.Page.GetByLabel("Search the claims").FillAsync("guards");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "for it: Border guards" }).ClickAsync();
        await Assertions.Expect(lacks).ToContainTextAsync("Single-sourced");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "for it: The guards were told" }).ClickAsync();
        await Assertions.Expect(lacks).ToContainTextAsync("cites a claim marked AMBER; mark the assessment at least as high");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out: The guards were told" }).ClickAsync();
        await Assertions.Expect(lacks).Not.ToContainTextAsync("AMBER");
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "high" }).CheckAsync();
        await Assertions.Expect(lacks).ToContainTextAsync("needs two independent origins");

        // What the page warned of is what the service refuses, in the same words.
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("High confidence in Trust level, Russia → China needs two independent origins");
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "moderate" }).CheckAsync();
        await Assertions.Expect(lacks).Not.ToContainTextAsync("two independent origins");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Assertions.Expect(analyst.Page.Locator(".head .status")).ToHaveTextAsync("submitted");

        await using var reviewer = await page.VisitAsync("reviewer-1");
        await reviewer.GoAsync($"/partnerships/{stage.Partnership}/review");
        await reviewer.SeesAsync("very likely 85 %");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "Trust at the border" }).ClickAsync();
        await reviewer.ActAsync("Approve");
        await Assertions.Expect(reviewer.Page.Locator(".head .status")).ToHaveTextAsync("published");

        await reader.SeesAsync("analyst-1 published “Trust at the border”");
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).ToContainTextAsync("very likely");
    }

    [Fact]
    public async Task Loses_nothing_that_was_typed()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await using var analyst = await page.VisitAsync("analyst-2");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/write");
        await analyst.JudgeTrustAsync("Half a thought");
        await analyst.SeesAsync("until then it is kept on this device alone");
        await analyst.Page.ReloadAsync();
        await Assertions.Expect(analyst.Page.GetByLabel("Title")).ToHaveValueAsync("Half a thought");
        await Assertions.Expect(analyst.Page.GetByLabel("Rationale")).ToHaveValueAsync("Reinforcement is what distrust does.");
        await analyst.SeesAsync("This is what was typed on this device");

        // The last letters before the window is closed never reach the service, and still stand there.
        await analyst.Page.GetByLabel("Rationale").PressSequentiallyAsync(" And more");
        await analyst.Page.ReloadAsync();
        await Assertions.Expect(analyst.Page.GetByLabel("Rationale")).ToHaveValueAsync("Reinforcement is what distrust does. And more");

        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "low", Exact = true }).CheckAsync();
        await analyst.Page.GetByLabel("Word (ICD 203)").SelectOptionAsync("likely");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await analyst.SeesAsync("Saved as a draft.");
        await Assertions.Expect(analyst.Page).ToHaveURLAsync(new Regex("/assessments/[0-9a-f-]+/edit$"));

        // From another device: the draft comes from the service.
        await using var elsewhere = await page.VisitAsync("analyst-2");
        await elsewhere.GoAsync(new Uri(analyst.Page.Url).PathAndQuery);
        await Assertions.Expect(elsewhere.Page.GetByLabel("Rationale")).ToHaveValueAsync("Reinforcement is what distrust does. And more");
        await elsewhere.Page.GetByLabel("Title").FillAsync("A whole thought");
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await elsewhere.SeesAsync("Saved as a draft.");

        // The first window is told, and chooses.
        await analyst.Page.GetByLabel("Title").FillAsync("Another thought");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the resource is at version");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Replace it by what stands here" }).ClickAsync();
        await analyst.SeesAsync("Saved as a draft.");
    }

    [Fact]
    public async Task Comes_back_with_a_comment_and_is_revised_with_a_reason()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var posted = await stage.PostAsync(page.Service.Api.As("analyst-1", "analyst"), [Stage.Judgment(claim)]);
        var address = $"/partnerships/{stage.Partnership}/assessments/{posted.Id}";

        await using var reviewer = await page.VisitAsync("reviewer-1");
        await reviewer.GoAsync(address);
        await reviewer.ActAsync("Return to the author", "Say what the second source adds.");
        await reviewer.SeesAsync("Say what the second source adds.");

        await using var author = await page.VisitAsync("analyst-1");
        await author.GoAsync(address);
        await author.SeesAsync("Say what the second source adds.");
        await author.Page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await author.Page.GetByLabel("Rationale").FillAsync("Two reports agree on what was done.");
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Assertions.Expect(author.Page.Locator(".head .status")).ToHaveTextAsync("submitted");
        await reviewer.GoAsync(address);
        await reviewer.ActAsync("Approve");
        await Assertions.Expect(reviewer.Page.Locator(".head .status")).ToHaveTextAsync("published");

        await author.GoAsync(address);
        await author.Page.GetByRole(AriaRole.Link, new() { Name = "Revise" }).ClickAsync();
        await author.Page.GetByRole(AriaRole.Radio, new() { Name = "3 guarded" }).CheckAsync();
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Assertions.Expect(author.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say why it is revised.");
        await author.Page.GetByLabel("Why it is revised").SelectOptionAsync("new-evidence");
        await author.Page.GetByLabel("In a sentence").FillAsync("The patrols went on.");
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await author.SeesAsync("Revision 2 is open");
        var revisions = author.Page.Locator("section", new() { Has = author.Page.Locator("#revisions") });
        await Assertions.Expect(revisions).ToContainTextAsync("new evidence: The patrols went on.");
        await Assertions.Expect(revisions.Locator("del").Last).ToContainTextAsync("distrustful");
        await Assertions.Expect(revisions.Locator("ins").Last).ToContainTextAsync("guarded");

        await reviewer.GoAsync($"/partnerships/{stage.Partnership}/review");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "Trust after the leak" }).ClickAsync();
        await reviewer.ActAsync("Approve");
        await Assertions.Expect(reviewer.Page.Locator(".head .status")).ToHaveTextAsync("published");
        await reviewer.SeesAsync("revision 2");
        await author.GoAsync(address);
        await author.ActAsync("Retract", "It was somebody else's paper.");
        await Assertions.Expect(author.Page.Locator(".head .status")).ToHaveTextAsync("retracted");
    }
}
