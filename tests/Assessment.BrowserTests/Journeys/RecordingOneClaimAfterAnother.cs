using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class RecordingOneClaimAfterAnother(ThePage page)
{
    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    [InlineData("activated without being focused, as screen readers and voices do")]
    public async Task Leaves_nothing_behind_however_fast_it_is_recorded(string how)
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var source = await NamedSourceAsync();
        await using var analyst = await page.VisitAsync("analyst-1");
        foreach (var pause in (int[])[0, 300, 430, 470])
        {
            await BeginAsync(analyst, stage, source, $"Recorded {pause} ms after the last letter.");
            await analyst.Page.GetByLabel("Reference").PressSequentiallyAsync("https://example.org/");
            await Task.Delay(pause, TestContext.Current.CancellationToken);
            var record = analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" });
            if (how == "mouse") await record.ClickAsync();
            else if (how == "keyboard") await record.PressAsync("Enter");
            else await record.EvaluateAsync("button => button.click()");
            await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Heading, new() { Name = $"Recorded {pause} ms" })).ToBeVisibleAsync();
            await analyst.SeesAsync("https://example.org/");
            await Task.Delay(700, TestContext.Current.CancellationToken);
            Assert.Equal(0, await analyst.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('claim:')).length"));
        }
    }

    [Fact]
    public async Task Takes_what_is_chosen_and_not_added_yet()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var source = await NamedSourceAsync();
        await using var analyst = await page.VisitAsync("analyst-1");
        await BeginAsync(analyst, stage, source, "Chosen and not added.");
        await analyst.Page.GetByRole(AriaRole.Combobox, new() { Name = "Dimension" }).SelectOptionAsync(new SelectOptionValue { Label = "Military aid, China → Russia" });
        await analyst.Page.GetByRole(AriaRole.Combobox, new() { Name = "It", Exact = true }).SelectOptionAsync("lowers");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Heading, new() { Name = "Chosen and not added." })).ToBeVisibleAsync();
        var claim = (await page.Service.Api.Ana.GetAsync($"/claims/{analyst.Page.Url.Split('/')[^1]}")).Json;
        var bearing = Assert.Single(claim["bearings"]!.AsArray())!;
        Assert.Equal(("military-aid", "CN>RU", "lowers"), ((string)bearing["dimension"]!, (string)bearing["perspective"]!, (string)bearing["direction"]!));
    }

    [Fact]
    public async Task Lets_no_source_go_that_is_named_and_not_registered()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var source = await NamedSourceAsync();
        await using var analyst = await page.VisitAsync("analyst-1");
        await BeginAsync(analyst, stage, source, "With a source half named.");
        await analyst.Page.GetByText("Register a source").ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("A foreman");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“A foreman” is not registered yet");
        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "“A foreman” is not registered yet" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Says_all_that_is_missing_at_once_each_with_a_way_to_its_field_until_it_is_cured()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await using var analyst = await page.VisitAsync("analyst-1");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/record");
        await analyst.Page.GetByRole(AriaRole.Textbox, new() { Name = "Quantity" }).FillAsync("1,24");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" }).ClickAsync();
        var alert = analyst.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert.GetByRole(AriaRole.Link)).ToHaveCountAsync(5);
        await Assertions.Expect(alert).ToContainTextAsync("“1,24” is no number as it is read here: write 1240.5 or 1,240.5");
        await Assertions.Expect(alert).ToContainTextAsync("Name at least the source that was read.");
        var statement = analyst.Page.GetByLabel("Statement: one thing that is claimed");
        await Assertions.Expect(statement).ToHaveAttributeAsync("aria-invalid", "true");
        await alert.GetByRole(AriaRole.Link, new() { Name = "Say what is claimed." }).ClickAsync();
        await Assertions.Expect(statement).ToBeFocusedAsync();
        await analyst.FindsNoBarrierAsync();

        await statement.FillAsync("Four drones a day left the plant.");
        await analyst.Page.GetByRole(AriaRole.Textbox, new() { Name = "Quantity" }).FillAsync("1,240");
        await Assertions.Expect(alert.GetByRole(AriaRole.Link)).ToHaveCountAsync(3);
        await Assertions.Expect(statement).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Goes_on_with_another_claim_when_the_last_one_was_recorded_and_its_answer_lost()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var source = await NamedSourceAsync();
        await using var analyst = await page.VisitAsync("analyst-1");
        await BeginAsync(analyst, stage, source, "Recorded, and nobody heard of it.");
        await analyst.Page.GetByLabel("Reference").FillAsync("a paper");
        await analyst.Page.WaitForFunctionAsync("() => Object.values(localStorage).some(kept => JSON.parse(kept).Draft?.Reference === 'a paper')");
        var id = await analyst.Page.EvaluateAsync<string>("() => Object.values(localStorage).map(kept => JSON.parse(kept).Draft?.Id).find(id => id)");
        (await page.Service.Api.As("analyst-1", "analyst").PostAsync("/claims", new
        {
            id, partnership = stage.Partnership, statement = "Recorded, and nobody heard of it.", chain = new[] { source.Id }, credibility = 3, informationDate = "2025-05-01", marking = "CLEAR", asserts = "behaviour", bearings = Array.Empty<object>(),
        })).Is(System.Net.HttpStatusCode.Created);
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This was recorded already");
        await analyst.Page.ReloadAsync();
        await analyst.Page.GetByLabel("Statement: one thing that is claimed").FillAsync("Another one.");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Record the claim" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Heading, new() { Name = "Another one." })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Leaves_no_text_of_an_assessment_or_a_dissent_behind()
    {
        var stage = await Stage.SetAsync(page.Service.Api, reviewers: 0);
        var claim = (await stage.ClaimAsync()).Id;
        var posted = await stage.PostAsync(page.Service.Api.As("analyst-1", "analyst"), [Stage.Judgment(claim)], submit: false);
        await using var analyst = await page.VisitAsync("analyst-1");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/assessments/{posted.Id}/edit");
        await analyst.Page.GetByLabel("Rationale").PressSequentiallyAsync(" And it was said twice.");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).EvaluateAsync("button => button.click()");
        await Assertions.Expect(analyst.Page.Locator(".head .status")).ToHaveTextAsync("published");
        await analyst.SeesAsync("And it was said twice.");
        await Task.Delay(700, TestContext.Current.CancellationToken);
        Assert.Equal(0, await analyst.Page.EvaluateAsync<int>("localStorage.length"));

        await using var other = await page.VisitAsync("analyst-2");
        await other.GoAsync($"/partnerships/{stage.Partnership}/assessments/{posted.Id}/dissent?dimension=trust-level&perspective=RU%3ECN");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Record the dissent" }).ClickAsync();
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link)).ToHaveCountAsync(3);
        await other.Page.GetByText("Cite a claim").ClickAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "for it: The minister confirmed" }).ClickAsync();
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link)).ToHaveCountAsync(2);
        await other.Page.GetByRole(AriaRole.Radio, new() { Name = "4 " }).CheckAsync();
        await other.Page.GetByLabel("Why (20 characters or more)").PressSequentiallyAsync("They trade as if they trusted.");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Record the dissent" }).EvaluateAsync("button => button.click()");
        await other.SeesAsync("They trade as if they trusted.");
        await Assertions.Expect(other.Page.GetByText("analyst-2 dissents: level 4 of 5")).ToBeVisibleAsync();
        await Task.Delay(700, TestContext.Current.CancellationToken);
        Assert.Equal(0, await other.Page.EvaluateAsync<int>("localStorage.length"));
    }

    [Fact]
    public async Task Never_loses_the_focus_to_nothing()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await stage.ClaimAsync(statement: "The first of two.");
        await stage.ClaimAsync(statement: "The second of two.");
        await using var analyst = await page.VisitAsync("analyst-1");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/write");
        await analyst.Page.GetByLabel("Judge a dimension").SelectOptionAsync(new SelectOptionValue { Label = "Trust level, Russia → China" });
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Add the judgment" }).PressAsync("Enter");
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Heading, new() { Name = "Trust level, Russia → China" })).ToBeFocusedAsync();
        await analyst.Page.GetByText("Cite a claim").PressAsync("Enter");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "for it: The first of two." }).PressAsync("Enter");
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out: The first of two." })).ToBeVisibleAsync();
        await HoldsFocusAsync(analyst);
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "for it: The second of two." }).PressAsync("Enter");
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out: The second of two." })).ToBeVisibleAsync();
        await HoldsFocusAsync(analyst);
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out: The first of two." }).PressAsync("Enter");
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out: The first of two." })).ToHaveCountAsync(0);
        await HoldsFocusAsync(analyst);
        analyst.Page.Dialog += (_, asked) => _ = asked.AcceptAsync();
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out the judgment on Trust level" }).PressAsync("Enter");
        await Assertions.Expect(analyst.Page.GetByLabel("Judge a dimension")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Judges_a_dimension_that_is_chosen_and_not_added_yet()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await using var analyst = await page.VisitAsync("analyst-1");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/write");
        await analyst.Page.GetByLabel("Judge a dimension").SelectOptionAsync(new SelectOptionValue { Label = "Trust level, Russia → China" });
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        var alert = analyst.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("Trust level, Russia → China: choose a level.");
        await Assertions.Expect(alert).ToContainTextAsync("Give it a title.");
        await Assertions.Expect(alert).ToContainTextAsync("Trust level, Russia → China cites no claim that supports it");
        await alert.GetByRole(AriaRole.Link, new() { Name = "choose a level" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Radio).First).ToBeFocusedAsync();
    }

    private static async Task HoldsFocusAsync(Visitor visitor) =>
        await visitor.Page.WaitForFunctionAsync("() => document.activeElement && document.activeElement !== document.body && document.activeElement.matches('main *')");

    private async Task<(string Id, string Name)> NamedSourceAsync()
    {
        var name = $"A source {Guid.NewGuid():N}";
        return ((await page.Service.Api.Ana.PostAsync("/sources", new { name, kind = "media", reliability = "B" })).Id, name);
    }

    /// <summary>A claim that lacks nothing; its source is chosen and not added.</summary>
    private static async Task BeginAsync(Visitor analyst, Stage stage, (string Id, string Name) source, string statement)
    {
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/record");
        await analyst.Page.GetByLabel("Statement: one thing that is claimed").FillAsync(statement);
        await analyst.Page.GetByLabel("Information of").FillAsync("2025-05-01");
        await analyst.Page.Locator("#source").SelectOptionAsync(source.Id);
    }
}
