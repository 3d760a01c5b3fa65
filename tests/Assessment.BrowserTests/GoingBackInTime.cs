using Assessment.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(ThePage.Name)]
public class GoingBackInTime(ThePage page)
{
    private const string Partnership = "/partnerships/china-russia";

    [Fact]
    public async Task Shows_the_picture_as_it_was_and_an_address_that_can_be_sent_to_somebody()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        var alignment = reader.Page.Locator("#strategic-alignment").Locator("xpath=ancestor::section");
        await Assertions.Expect(alignment).ToContainTextAsync("3 analysts");

        // As somebody with a keyboard does: to the beginning, where one product alone was published.
        var slider = reader.Page.GetByLabel("Recorded by", new() { Exact = true });
        await slider.FocusAsync();
        await slider.PressAsync("Home");
        await Assertions.Expect(alignment).ToContainTextAsync("1 analyst");
        await reader.SeesAsync("picture of the past");
        await reader.SeesAsync("analyst-1 published “After the joint statement of February 2022”");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"\?asOf=\d+$"));

        await using var other = await page.VisitAsync("analyst-1");
        await other.GoLiveAsync(new Uri(reader.Page.Url).PathAndQuery);
        await Assertions.Expect(other.Page.Locator("#strategic-alignment").Locator("xpath=ancestor::section")).ToContainTextAsync("1 analyst");

        await slider.PressAsync("End");
        await Assertions.Expect(alignment).ToContainTextAsync("3 analysts");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("russia$"));
    }

    [Fact]
    public async Task Says_what_changed_between_two_moments()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        await reader.Page.GetByLabel("Recorded by", new() { Exact = true }).PressAsync("Home");
        await reader.SeesAsync("picture of the past");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "compare from here" }).ClickAsync();
        await reader.Page.GetByLabel("Recorded by", new() { Exact = true }).PressAsync("End");
        var between = reader.Page.GetByLabel("What changed between");
        await Assertions.Expect(between).ToContainTextAsync("Territorial threat, China → Russia: nothing you may see → level 2");
        await Assertions.Expect(between).ToContainTextAsync("analyst-1 published “What the leaked planning paper says about trust”, approved by reviewer-1");
    }

    [Fact]
    public async Task Asks_what_was_known_of_the_world_on_a_date()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        await reader.Page.GetByLabel("True on", new() { Exact = true }).PressAsync("Home");
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).ToContainTextAsync("3 guarded");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("validAt=2022-03-01"));
    }

    [Fact]
    public async Task Plays_how_it_came_about()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "play" }).ClickAsync();
        var slider = reader.Page.GetByLabel("Recorded by", new() { Exact = true });
        await Assertions.Expect(slider).ToHaveValueAsync("0");
        await Assertions.Expect(slider).ToHaveValueAsync("2");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "pause" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Button, new() { Name = "play" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Says_why_it_cannot_show_a_moment_that_has_not_come()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"{Partnership}?asOf=99999999");
        await reader.SeesAsync("Nothing is recorded up to this moment yet");
        await reader.SeesAsync("3 analysts");
    }

    [Fact]
    public async Task Goes_on_once_however_often_it_is_stopped_and_started_again()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        await reader.Page.EvaluateAsync("() => { const write = history.replaceState.bind(history); window.shown = []; history.replaceState = (state, title, url) => { shown.push(url); write(state, title, url); }; }");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "play" }).ClickAsync();
        var slider = reader.Page.GetByLabel("Recorded by", new() { Exact = true });
        await Assertions.Expect(slider).ToHaveValueAsync("0");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "pause" }).EvaluateAsync("button => { button.click(); button.click(); }");
        await reader.Page.WaitForFunctionAsync("() => shown.length > 0 && !shown.at(-1).includes('asOf')");
        var shown = await reader.Page.EvaluateAsync<string[]>("shown");
        Assert.True(shown.Length > 2);
        Assert.Equal(shown.Distinct(), shown);
    }

    [Fact]
    public async Task Keeps_the_moment_when_the_theme_is_changed_or_the_top_is_skipped()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        await reader.Page.GetByLabel("Recorded by", new() { Exact = true }).PressAsync("Home");
        var moment = new System.Text.RegularExpressions.Regex(@"\?asOf=\d+$");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(moment);
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" }).PressAsync("Enter");
        await Assertions.Expect(reader.Page.Locator("#content")).ToBeFocusedAsync();
        await reader.SeesAsync("picture of the past");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(moment);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "dark" }).ClickAsync();
        await Assertions.Expect(reader.Page.Locator("html[data-theme=dark]")).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page).ToHaveURLAsync(moment);
        await reader.SeesAsync("picture of the past");
    }

    [Fact]
    public async Task Presses_a_link_that_acts_as_a_button_with_the_space_bar()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        var why = reader.Page.GetByLabel("Why: Trust level, Russia → China");
        await why.PressAsync("Space");
        await Assertions.Expect(why).ToHaveAttributeAsync("aria-expanded", "true");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "compare from here" }).PressAsync("Space");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Button, new() { Name = "stop comparing" })).ToBeVisibleAsync();
    }
}
