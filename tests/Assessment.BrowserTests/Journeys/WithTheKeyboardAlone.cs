using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class WithTheKeyboardAlone(ThePage page)
{
    // What has the focus and is behind the bar that stays below (WCAG 2.2, 2.4.11); empty when it is seen.
    private const string Hidden = """
        () => {
            const [focused, bar] = [document.activeElement, document.querySelector('.saving')];
            return !bar || focused === document.body || bar.contains(focused) || focused.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top ? '' : focused.outerHTML;
        }
        """;

    [Fact]
    public async Task Goes_the_whole_way_from_signing_in_to_an_approved_assessment()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await stage.ClaimAsync(statement: "Border guards were reinforced.");

        await using var analyst = await page.ComeAsync();
        await analyst.GoAsync($"/partnerships/{stage.Partnership}");
        await TabToAsync(analyst, analyst.Page.GetByRole(AriaRole.Button, new() { Name = "analyst-1" }));
        await PressAsync(analyst, "Enter");
        await analyst.LiveAsync();

        await TabToAsync(analyst, analyst.Page.GetByRole(AriaRole.Link, new() { Name = "Write" }));
        await PressAsync(analyst, "Enter");

        await TypeAsync(analyst, "Title", "Written without a mouse");
        await TabToAsync(analyst, analyst.Page.GetByLabel("Information up to"));
        foreach (var key in "10012025") await PressAsync(analyst, key.ToString());
        await TabToAsync(analyst, analyst.Page.GetByLabel("Judge a dimension"));
        await analyst.Page.Keyboard.TypeAsync("Trust level, Russia");
        await TabToAsync(analyst, analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Add the judgment" }));
        await PressAsync(analyst, "Enter");
        await TabToAsync(analyst, analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "1 hostile" }));
        await PressAsync(analyst, "ArrowDown");
        await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "2 distrustful" })).ToBeCheckedAsync();
        await TypeAsync(analyst, "or per cent", "70");
        await TabToAsync(analyst, analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "low", Exact = true }));
        await PressAsync(analyst, "Space");
        await TypeAsync(analyst, "Rationale", "Reinforcement is what distrust does.");
        await TabToAsync(analyst, analyst.Page.GetByText("Cite a claim"));
        await PressAsync(analyst, "Enter");
        await TabToAsync(analyst, analyst.Page.GetByRole(AriaRole.Button, new() { Name = "for it: Border guards" }));
        await PressAsync(analyst, "Enter");
        await Assertions.Expect(analyst.Page.GetByLabel("What it lacks")).ToContainTextAsync("Single-sourced");
        await TabToAsync(analyst, analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }));
        await PressAsync(analyst, "Enter");
        await Assertions.Expect(analyst.Page.Locator(".head .status")).ToHaveTextAsync("submitted");

        await using var reviewer = await page.VisitAsync("reviewer-1");
        await reviewer.GoAsync($"/partnerships/{stage.Partnership}/review");
        await TabToAsync(reviewer, reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "Written without a mouse" }));
        await PressAsync(reviewer, "Enter");
        var approve = reviewer.Page.Locator("details.act", new() { HasText = "Approve" });
        await TabToAsync(reviewer, approve.Locator("summary"));
        await PressAsync(reviewer, "Enter");
        await TabToAsync(reviewer, approve.GetByRole(AriaRole.Button, new() { Name = "Approve" }));
        await PressAsync(reviewer, "Enter");
        await Assertions.Expect(reviewer.Page.Locator(".head .status")).ToHaveTextAsync("published");
    }

    private static Task PressAsync(Visitor visitor, string key) => visitor.Page.Keyboard.PressAsync(key);

    private static async Task TypeAsync(Visitor visitor, string field, string text)
    {
        await TabToAsync(visitor, visitor.Page.GetByLabel(field));
        await visitor.Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes on until something has the focus, as somebody does who sees where they are; it has to be shown where that is.</summary>
    private static async Task TabToAsync(Visitor visitor, ILocator what)
    {
        await Assertions.Expect(what).ToBeVisibleAsync();
        for (var stops = 0; stops < 120; stops++)
        {
            if (await what.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                Assert.True(await what.EvaluateAsync<bool>("element => element.matches(':focus-visible') && getComputedStyle(element).outlineStyle !== 'none'"), $"It is not to be seen that {what} has the focus.");
                return;
            }

            await PressAsync(visitor, "Tab");
            Assert.Equal("", await visitor.Page.EvaluateAsync<string>(Hidden));
        }

        Assert.Fail($"The keyboard does not reach {what}.");
    }
}
