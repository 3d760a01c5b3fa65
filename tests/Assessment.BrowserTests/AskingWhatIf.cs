using Assessment.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(ThePage.Name)]
public class AskingWhatIf(ThePage page)
{
    [Fact]
    public async Task Moves_the_picture_beside_what_it_is()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoAsync("/partnerships/china-russia/what-if");
        await reader.SeesAsync("Tick a source or a claim");
        await reader.Page.GetByLabel("FSB internal planning document (leaked)").CheckAsync();

        var trust = reader.Page.GetByLabel("Trust level", new() { Exact = true });
        await Assertions.Expect(trust).ToContainTextAsync("The level goes from 2.5 to 3. No evidence would remain for analyst-1's judgment.");
        await Assertions.Expect(trust.Locator("svg.strip").First).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("^Level 2.5"));
        await Assertions.Expect(trust.Locator("svg.strip").Last).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("^Level 3.*It stood at 2.5"));
        await Assertions.Expect(reader.Page.GetByLabel("Territorial threat", new() { Exact = true })).ToContainTextAsync("Weakened: analyst-1.");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("without=source"));

        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "put everything back" }).ClickAsync();
        await reader.SeesAsync("Tick a source or a claim");
    }

    [Fact]
    public async Task Works_with_a_single_claim_and_without_scripts()
    {
        await using var reader = await page.ComeAsync(scripts: false);
        await reader.SignInAsync("reader-1");
        await reader.GoAsync("/partnerships/china-russia/what-if");
        await reader.Page.GetByText("a single claim").First.ClickAsync();
        await reader.Page.GetByLabel("A previously undisclosed FSB unit labels China the enemy.").CheckAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "show" }).ClickAsync();
        await reader.SeesAsync("The level stays at 2.5. Weakened: analyst-1.");
    }
}
