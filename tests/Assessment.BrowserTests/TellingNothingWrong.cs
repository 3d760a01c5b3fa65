using System.Net;
using System.Text.RegularExpressions;
using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(Journeys.TheDesk.Name)]
public class TellingNothingWrong(ThePage page)
{
    [Theory]
    [InlineData("2019-05-05")]
    [InlineData("0")]
    [InlineData("2001-01-01T00:00:00Z")]
    public async Task Of_a_moment_before_the_first_event_it_says_since_when_there_is_something(string moment)
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/china-russia?asOf={Uri.EscapeDataString(moment)}");
        await reader.SeesAsync("picture of the past");
        await reader.SeesAsync("Nothing was recorded yet at this moment. There is something since ");
        await Assertions.Expect(reader.Page.Locator("svg.strip circle:not(.tick)")).ToHaveCountAsync(0);
        await Assertions.Expect(reader.Page.Locator("main")).Not.ToContainTextAsync("analyst-1");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "back to now" }).ClickAsync();
        await reader.SeesAsync("3 analysts");
    }

    [Fact]
    public async Task No_figure_is_of_another_word()
    {
        var stage = await Stage.SetAsync(page.Service.Api, reviewers: 0);
        var claim = (await stage.ClaimAsync()).Id;
        var said = new[] { (0.799, "likely 79 %"), (0.7951, "likely 79 %"), (0.949, "very likely 94 %"), (0.5499, "roughly even chance 54 %"), (0.9499, "very likely 94 %"), (0.5451, "roughly even chance 54 %") };
        string[] dimensions = ["trust-level", "territorial-threat", "military-aid"];
        foreach (var (index, (probability, _)) in said.Index())
        {
            (await stage.PostAsync(page.Service.Api.As($"odds-{index}", "analyst"), [new
            {
                dimension = dimensions[index / 2], perspective = index % 2 == 0 ? "RU>CN" : "CN>RU", level = 2, likelihood = new { probability }, confidence = "low", rationale = Stage.Rationale, claims = new[] { claim },
            }])).Is(HttpStatusCode.Created);
        }

        await stage.PictureAsync(page.Service.Api.Rea);
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoAsync($"/partnerships/{stage.Partnership}/assessments");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        foreach (var (index, (_, told)) in said.Index())
            await Assertions.Expect(reader.Page.Locator($"[id='{dimensions[index / 2]},{(index % 2 == 0 ? "RU>CN" : "CN>RU")}']")).ToContainTextAsync(new Regex(told.Replace(" ", "\\s+", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_above_the_clearance_and_what_nobody_assessed_are_told_in_the_same_words()
    {
        var stage = await Stage.SetAsync(page.Service.Api, reviewers: 0);
        var claim = (await stage.ClaimAsync(marking: "RED")).Id;
        (await stage.PostAsync(page.Service.Api.As("hidden-1", "analyst"), [Stage.Judgment(claim)], marking: "RED")).Is(HttpStatusCode.Created);
        await stage.PictureAsync(page.Service.Api.Rea);
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        var (hidden, blank) = (reader.Page.Locator("[id='trust-level,RU>CN']"), reader.Page.Locator("[id='trust-level,CN>RU']"));
        await Assertions.Expect(hidden).ToContainTextAsync("nothing you may see");
        Assert.Equal((await blank.InnerTextAsync()).Replace("China → Russia", "", StringComparison.Ordinal), (await hidden.InnerTextAsync()).Replace("Russia → China", "", StringComparison.Ordinal));
        await Assertions.Expect(reader.Page.Locator("main")).Not.ToContainTextAsync("not assessed", new() { IgnoreCase = true });
    }

    [Fact]
    public async Task Long_words_and_texts_that_turn_round_spoil_nothing_beside_them()
    {
        var api = page.Service.Api;
        var stage = await Stage.SetAsync(api, reviewers: 0);
        var (turned, address) = ("It was \u202edesrever\u202c said \u05e9\u05dc\u05d5\u05dd", "See https://example.org/?q=" + new string('a', 300));
        var claim = (await stage.ClaimAsync(statement: address)).Id;
        var other = (await stage.ClaimAsync(statement: turned)).Id;
        var posted = await api.As(new string('x', 150), "analyst").PostAsync("/assessments", new
        {
            partnership = stage.Partnership, title = new string('T', 290), informationCutOff = "2025-06-01", marking = "CLEAR", submit = true,
            judgments = new[] { new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "low", rationale = turned + " " + new string('r', 600), claims = new[] { claim, other }, alternatives = new[] { new string('a', 300) } } },
        });
        await stage.PictureAsync(api.Rea);
        await using var analyst = await page.VisitAsync("analyst-1");
        string[] paths = ["", "/timeline?dimension=trust-level&perspective=RU%3ECN", "/what-if", "/assessments", $"/assessments/{posted.Id}", "/claims", $"/claims/{claim}", $"/claims/{other}", "/sources", "/record", $"/assessments/{posted.Id}/dissent?dimension=trust-level&perspective=RU%3ECN", $"?why={Uri.EscapeDataString("trust-level,RU>CN")}"];
        foreach (var path in paths)
        {
            await analyst.GoAsync($"/partnerships/{stage.Partnership}{path}");
            if (path.Contains("dissent", StringComparison.Ordinal) || path == "/record") await Assertions.Expect(analyst.Page.Locator("main button.go")).ToBeVisibleAsync();
            foreach (var width in (int[])[1280, 360])
            {
                await analyst.SeesAsAsync(ColorScheme.Light, width);
                var wide = await analyst.Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth - innerWidth, ...[...document.querySelectorAll('main table, main section')].map(e => innerWidth < 900 && e.matches('table') ? 0 : e.scrollWidth - e.parentElement.clientWidth), 0)");
                Assert.True(wide <= 4, $"{path} is {wide} px too wide at {width}.");
            }

            var loose = await analyst.Page.EvaluateAsync<string[]>("""
                () => { const found = [], walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
                  while (walk.nextNode()) if (/[\u202a-\u202e\u2066\u2067]/.test(walk.currentNode.data) && !walk.currentNode.parentElement.closest('script, textarea')) found.push(walk.currentNode.parentElement.outerHTML.slice(0, 200));
                  return found; }
                """);
            Assert.Empty(loose);
        }

        await analyst.GoAsync($"/partnerships/{stage.Partnership}/claims/{other}");
        Assert.Equal("isolate", await analyst.Page.Locator("h1 bdi").EvaluateAsync<string>("shown => getComputedStyle(shown).unicodeBidi"));
    }
}
