using System.Net;
using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class KeepingWhatIsTyped(ThePage page)
{
    private const string Ahead = "Reinforcement is what distrust does.";

    [Fact]
    public async Task Holds_for_what_the_page_never_heard_of()
    {
        var (stage, posted) = await PostAsync("analyst-1");
        await using var analyst = await page.VisitAsync("analyst-1");
        var line = await Line.OfAsync(analyst);
        await EditAsync(analyst, stage, posted);
        await line.CutAsync();
        await analyst.Page.GetByLabel("Rationale").FillAsync(Ahead);
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "3 guarded" }).CheckAsync();
        await analyst.Page.GetByLabel("or per cent").FillAsync("85");

        line.Mend();
        await analyst.Page.ReloadAsync();
        await analyst.SeesAsync("This is what was typed on this device and not saved yet.");
        await Assertions.Expect(analyst.Page.GetByLabel("Rationale")).ToHaveValueAsync(Ahead);
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "3 guarded" })).ToBeCheckedAsync();
        await Assertions.Expect(analyst.Page.GetByLabel("Word (ICD 203)")).ToHaveValueAsync("very-likely");
    }

    [Fact]
    public async Task Replaces_nothing_of_another_device_unless_somebody_says_so()
    {
        var (stage, posted) = await PostAsync("analyst-1");
        await using var analyst = await page.VisitAsync("analyst-1");
        await EditAsync(analyst, stage, posted);
        await TitleAsync(analyst, "From this device");
        await SaveElsewhereAsync(posted, "From another device");

        // However often it is typed on and loaded anew.
        for (var again = 0; again < 2; again++)
        {
            await analyst.Page.ReloadAsync();
            await analyst.SeesAsync("Something else was saved since, from another window or device.");
            await TitleAsync(analyst, $"From this device, {again}");
        }

        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Replace it by what stands here");
        Assert.Equal("From another device", await TitleAsync(posted));

        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Replace it by what stands here" }).ClickAsync();
        await analyst.SeesAsync("Saved as a draft.");
        Assert.Equal("From this device, 1", await TitleAsync(posted));
    }

    [Fact]
    public async Task Takes_a_text_that_was_only_opened_for_nothing_typed()
    {
        var (stage, posted) = await PostAsync("analyst-1");
        await using var analyst = await page.VisitAsync("analyst-1");
        await EditAsync(analyst, stage, posted);
        await SaveElsewhereAsync(posted, "From another device");
        await analyst.Page.ReloadAsync();
        await Assertions.Expect(analyst.Page.GetByLabel("Title")).ToHaveValueAsync("From another device");
        await Assertions.Expect(analyst.Page.Locator("body")).Not.ToContainTextAsync("typed on this device");
    }

    [Fact]
    public async Task Submits_after_the_save_that_is_under_way()
    {
        var (stage, posted) = await PostAsync("analyst-1");
        await using var far = await FarPage.StartAsync(page.Address);
        await using var analyst = await page.ComeAsync(address: far.Address);
        await analyst.SignInAsync("analyst-1", Address(stage, posted));
        await TitleAsync(analyst, "Saved slowly");
        far.Cable.HoldUp();
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await analyst.SeesAsync("Saving …");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        far.Cable.Mend();
        await Assertions.Expect(analyst.Page.Locator(".head .status")).ToHaveTextAsync("submitted");
        Assert.Equal("Saved slowly", await TitleAsync(posted));
    }

    [Fact]
    public async Task Asks_before_it_takes_work_away()
    {
        var (stage, posted) = await PostAsync("analyst-1");
        await using var analyst = await page.VisitAsync("analyst-1");
        await EditAsync(analyst, stage, posted);
        var takeOut = analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Take out the judgment on Trust level" });
        await AnsweringAsync(analyst, yes: false, () => takeOut.ClickAsync(), "Take out the judgment on Trust level");
        await TitleAsync(analyst, "Still there");
        await Assertions.Expect(takeOut).ToBeVisibleAsync();
        await AnsweringAsync(analyst, yes: true, () => takeOut.ClickAsync(), "Take out the judgment on Trust level");
        await Assertions.Expect(takeOut).ToHaveCountAsync(0);

        await analyst.GoAsync($"/partnerships/{stage.Partnership}/record");
        var statement = analyst.Page.GetByLabel("Statement: one thing that is claimed");
        await statement.FillAsync("Four drones a day left the plant.");
        var discard = analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Discard" });
        await AnsweringAsync(analyst, yes: false, () => discard.ClickAsync(), "Discard everything");
        await analyst.Page.ReloadAsync();
        await Assertions.Expect(statement).ToHaveValueAsync("Four drones a day left the plant.");
        await AnsweringAsync(analyst, yes: true, () => discard.ClickAsync(), "Discard everything");
        await Assertions.Expect(statement).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Leaves_nothing_that_is_saved_behind_when_somebody_signs_out()
    {
        var (stage, posted) = await PostAsync("analyst-1");
        await using var analyst = await page.ComeAsync();
        await analyst.SignInAsync("analyst-1", Address(stage, posted));
        await TitleAsync(analyst, "Not saved yet");
        var leave = analyst.Page.GetByRole(AriaRole.Button, new() { Name = "sign out" });
        await AnsweringAsync(analyst, yes: false, () => leave.ClickAsync(), "Not saved yet, and readable in this browser after you have signed out: “Not saved yet”");
        Assert.Equal(2, await KeptAsync(analyst));

        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await analyst.SeesAsync("Saved as a draft.");
        await leave.ClickAsync();
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Equal(0, await KeptAsync(analyst));
    }

    [Fact]
    public async Task Holds_for_why_a_claim_is_traced()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = await stage.ClaimAsync();
        await using var analyst = await page.VisitAsync("analyst-1");
        await analyst.GoAsync($"/partnerships/{stage.Partnership}/claims/{claim.Id}/trace");
        var why = analyst.Page.GetByLabel("How its true way was found");
        await why.FillAsync("The paper made it up.");
        await analyst.Page.ReloadAsync();
        await Assertions.Expect(why).ToHaveValueAsync("The paper made it up.");
    }

    private async Task<(Stage, Answer)> PostAsync(string analyst)
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        return (stage, await stage.PostAsync(page.Service.Api.As(analyst, "analyst"), [Stage.Judgment(claim)], submit: false));
    }

    private static string Address(Stage stage, Answer posted) => $"/partnerships/{stage.Partnership}/assessments/{posted.Id}/edit";

    private static async Task EditAsync(Visitor analyst, Stage stage, Answer posted)
    {
        await analyst.GoAsync(Address(stage, posted));
        await Assertions.Expect(analyst.Page.GetByLabel("Title")).ToHaveValueAsync("Trust after the leak");
    }

    /// <summary>Types another title, and waits until the page has heard of it.</summary>
    private static async Task TitleAsync(Visitor analyst, string title)
    {
        await analyst.Page.GetByLabel("Title").FillAsync(title);
        await analyst.Page.WaitForFunctionAsync("title => Object.values(localStorage).some(kept => JSON.parse(kept).Draft?.Title === title)", title);
    }

    private async Task<string> TitleAsync(Answer posted) => (await page.Service.Api.As("analyst-1", "analyst").GetAsync($"/assessments/{posted.Id}")).Json["pending"]!["title"]!.GetValue<string>();

    private async Task SaveElsewhereAsync(Answer posted, string title)
    {
        var analyst = page.Service.Api.As("analyst-1", "analyst");
        var stands = await analyst.GetAsync($"/assessments/{posted.Id}");
        (await analyst.PutAsync($"/assessments/{posted.Id}", new { title, informationCutOff = "2025-06-07", marking = "CLEAR", judgments = Array.Empty<object>() }, stands.IfMatch)).Is(HttpStatusCode.OK);
    }

    private static async Task<int> KeptAsync(Visitor visitor) => await visitor.Page.EvaluateAsync<int>("localStorage.length");

    private static async Task AnsweringAsync(Visitor visitor, bool yes, Func<Task> act, string question)
    {
        var asked = new TaskCompletionSource<string>();
        void Answer(object? _, IDialog dialog)
        {
            asked.TrySetResult(dialog.Message);
            _ = yes ? dialog.AcceptAsync() : dialog.DismissAsync();
        }

        visitor.Page.Dialog += Answer;
        await act();
        Assert.Contains(question, await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        visitor.Page.Dialog -= Answer;
    }
}
