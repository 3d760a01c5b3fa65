using System.Net;
using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class FindingWhatWaits(ThePage page)
{
    [Fact]
    public async Task Shows_an_author_what_was_returned_and_whose_evidence_moved()
    {
        var api = page.Service.Api;
        var stage = await Stage.SetAsync(api);
        var (first, second) = ((await stage.ClaimAsync(statement: "First.")), (await stage.ClaimAsync(statement: "Second.")));
        var returned = await PostAsync(stage, $"Back to me {stage.Partnership}", first.Id);
        (await api.Rex.PostAsync($"/assessments/{returned.Id}/returns", new { comment = "Say who saw it." }, returned.IfMatch)).Is(HttpStatusCode.OK);
        var moved = await PostAsync(stage, $"Moved under me {stage.Partnership}", first.Id, second.Id);
        (await api.Rex.PostAsync($"/assessments/{moved.Id}/approvals", new { }, moved.IfMatch)).Is(HttpStatusCode.OK);
        (await api.Ana.PostAsync($"/claims/{first.Id}/withdrawal", new { reason = "It was another border." }, first.IfMatch)).Is(HttpStatusCode.OK);
        await stage.PictureAsync(api.Rea);
        await api.Ana.GetAsync($"/assessments?partnership={stage.Partnership}", ("Prefer", "wait=10"));

        await using var author = await page.VisitAsync("analyst-1");
        for (var tries = 0; tries < 20; tries++)
        {
            await author.GoAsync("/");
            if (await author.Page.GetByLabel("Evidence moved").GetByText(stage.Partnership).CountAsync() > 0) break;
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        await Assertions.Expect(author.Page.GetByRole(AriaRole.Heading, new() { Name = "For you" })).ToBeVisibleAsync();
        await Assertions.Expect(author.Page.GetByLabel("Returned to you")).ToContainTextAsync("rex: Say who saw it.");
        await Assertions.Expect(author.Page.GetByLabel("Evidence moved")).ToContainTextAsync("Trust level, Russia → China: support weakened");
        await author.FindsNoBarrierAsync();
        await author.Page.GetByRole(AriaRole.Link, new() { Name = $"Back to me {stage.Partnership}" }).ClickAsync();
        await author.SeesAsync("Say who saw it.");

        var waits = await PostAsync(stage, $"Waits for a reviewer {stage.Partnership}", second.Id);
        await using var reviewer = await page.VisitAsync("reviewer-1");
        await reviewer.GoAsync("/");
        await reviewer.Page.GetByLabel("To review").GetByRole(AriaRole.Link, new() { Name = $"Waits for a reviewer {stage.Partnership}" }).ClickAsync();
        await Assertions.Expect(reviewer.Page.Locator(".head .status")).ToHaveTextAsync("submitted");
        Assert.NotEmpty(waits.Id);
    }

    [Fact]
    public async Task Lets_a_lead_establish_a_partnership_change_it_and_define_a_dimension()
    {
        var slug = $"g-{Guid.NewGuid():N}"[..16];
        await using var lead = await page.VisitAsync("lead-1");
        await lead.GoAsync("/");
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "Establish a partnership" }).ClickAsync();
        await lead.Page.GetByLabel("Name, as people say it").FillAsync("Iran–Russia");
        await lead.Page.GetByLabel("Short name").FillAsync(slug);
        await lead.Page.GetByLabel("Parties").FillAsync("IR, ZZZ");
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Establish it" }).ClickAsync();
        await Assertions.Expect(lead.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(lead.Page.GetByLabel("Short name")).ToHaveValueAsync(slug);
        await lead.Page.GetByLabel("Parties").FillAsync("ir, ru");
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Establish it" }).ClickAsync();
        await Assertions.Expect(lead.Page.GetByRole(AriaRole.Heading, new() { Name = "Govern" })).ToBeVisibleAsync();
        await lead.SeesAsync("1 reviewer must approve");
        await lead.FindsNoBarrierAsync();

        await lead.Page.GetByText("Change its name, its reviewers or what it asks for").First.ClickAsync();
        await lead.Page.GetByLabel("Reviewers who must approve").SelectOptionAsync("2");
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Change its name, its reviewers or what it asks for" }).ClickAsync();
        await lead.SeesAsync("2 reviewers must approve");

        await lead.Page.GetByText("Define one more").First.ClickAsync();
        var form = lead.Page.Locator("form", new() { Has = lead.Page.Locator("[name='Defined.Code']") });
        await form.Locator("[name='Defined.Name']").FillAsync("Cyber posture");
        await form.Locator("[name='Defined.Code']").FillAsync("cyber-posture");
        await form.Locator("[name='Defined.Question']").FillAsync("How far do they act together in cyberspace?");
        for (var level = 0; level < 5; level++)
        {
            await form.Locator($"[name='Defined.Labels[{level}]']").FillAsync($"Step {level + 1}");
            await form.Locator($"[name='Defined.Definitions[{level}]']").FillAsync($"What step {level + 1} means.");
        }

        await form.GetByRole(AriaRole.Button).ClickAsync();
        await lead.SeesAsync("How far do they act together in cyberspace?");
        var answer = (await page.Service.Api.Lead.GetAsync($"/partnerships/{slug}/dimensions?limit=200")).Is(HttpStatusCode.OK);
        Assert.Contains("cyber-posture", answer.Text, StringComparison.Ordinal);
    }

    private Task<Answer> PostAsync(Stage stage, string title, params string[] claims) => page.Service.Api.As("analyst-1", "analyst").PostAsync("/assessments", new
    {
        partnership = stage.Partnership, title, informationCutOff = "2025-06-07", marking = "CLEAR", submit = true,
        judgments = new[] { new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "low", rationale = Stage.Rationale, claims } },
    });
}
