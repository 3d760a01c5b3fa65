using Assessment.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(ThePage.Name)]
public class LookingAtThePartnership(ThePage page)
{
    private const string Partnership = "/partnerships/china-russia";

    [Fact]
    public async Task Leads_a_newcomer_there_from_the_beginning()
    {
        await using var newcomer = await page.ComeAsync();
        await newcomer.GoAsync("/");
        await newcomer.SeesAsync("choose who you are");
        await newcomer.Page.GetByRole(AriaRole.Button, new() { Name = "reader-1" }).ClickAsync();
        await Assertions.Expect(newcomer.Page.GetByRole(AriaRole.Heading, new() { Name = "China–Russia" })).ToBeVisibleAsync();
        await Assertions.Expect(newcomer.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(Partnership + "$"));
    }

    [Fact]
    public async Task Says_what_trust_is_judged_to_be_who_disagrees_and_on_what_it_rests()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync(Partnership);
        var trust = reader.Page.Locator("[id='trust-level,RU>CN']");
        await Assertions.Expect(trust).ToContainTextAsync("Russia → China");
        await Assertions.Expect(trust).ToContainTextAsync("between distrustful and guarded");
        await Assertions.Expect(trust).ToContainTextAsync("distrustful: analyst-1 · guarded: analyst-2");
        await Assertions.Expect(trust).ToContainTextAsync("2 analysts · agreement 0.81");
        await Assertions.Expect(trust).ToContainTextAsync("best grade A2: Source completely reliable; information probably true");
        await Assertions.Expect(trust).ToContainTextAsync("+ new");
        await Assertions.Expect(trust).ToContainTextAsync("as known on 25 Jun 2025");
        await Assertions.Expect(trust.GetByText("stale", new() { Exact = true })).ToBeVisibleAsync();
        await reader.SeesAsync("agreement: 1 when all hold the same level");
        await Assertions.Expect(reader.Page.Locator("[id='territorial-threat,CN>RU']")).ToContainTextAsync("analyst-3, analyst-2 dissent: 3, emerging");
        await Assertions.Expect(trust.Locator("svg.strip")).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("analyst-1: 2; analyst-2: 3"));
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,CN>RU']")).ToContainTextAsync("nothing you may see");

        await trust.GetByRole(AriaRole.Button).ClickAsync();
        await reader.SeesAsync("We judge it very likely (80–95 %) that Russia's trust in China is at level 2 of 5, distrustful.");
        var grounds = reader.Page.Locator(".ground");
        await Assertions.Expect(grounds).ToHaveCountAsync(2);
        await Assertions.Expect(grounds.First).ToContainTextAsync("A previously undisclosed FSB unit labels China the enemy.");
        await Assertions.Expect(grounds.First).ToContainTextAsync("The New York Times");
        await Assertions.Expect(grounds.First).ToContainTextAsync("approved by reviewer-1");
        await Assertions.Expect(reader.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("why=trust-level"));
    }

    [Fact]
    public async Task Shows_the_whole_picture_in_the_first_answer_without_any_script()
    {
        await using var reader = await page.ComeAsync(scripts: false);
        await reader.SignInAsync("reader-1");
        await reader.GoAsync($"{Partnership}?why={Uri.EscapeDataString("trust-level,RU>CN")}");
        await reader.SeesAsync("between distrustful and guarded");
        await Assertions.Expect(reader.Page.Locator(".ground")).ToHaveCountAsync(2);
    }

    // A measurement, asked for by name (-explicit only): what it prints depends on the machine and on what else it does.
    [Fact(Explicit = true)]
    public async Task Measures_the_time_to_the_first_picture()
    {
        await using var reader = await page.VisitAsync("reader-1");
        List<double> taken = [];
        for (var visit = 0; visit < 10; visit++)
        {
            await reader.GoAsync(Partnership);
            taken.Add(await reader.Page.EvaluateAsync<double>("""
                () => new Promise(found => new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').forEach(entry => found(entry.startTime)))
                    .observe({ type: 'paint', buffered: true }))
                """));
        }

        Console.WriteLine($"First picture after {string.Join(", ", taken.Select(time => $"{time:0}"))} ms.");
    }
}
