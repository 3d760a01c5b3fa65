using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(Journeys.TheDesk.Name)]
public class MarkingEveryPage(ThePage page)
{
    [Fact]
    public async Task Says_the_highest_marking_of_what_is_shown_and_not_what_the_reader_is_cleared_to()
    {
        var api = page.Service.Api;
        var stage = await Stage.SetAsync(api, reviewers: 0);
        var (open, closed) = ((await stage.ClaimAsync(statement: "Open.")).Id, (await stage.ClaimAsync(statement: "Closed.", marking: "AMBER")).Id);
        var posted = await stage.PostAsync(api.As("marks-1", "analyst"), [Stage.Judgment(closed)], marking: "AMBER");
        await stage.PictureAsync(api.Rea);
        await using var analyst = await page.VisitAsync("analyst-1");
        foreach (var (path, marking) in new[]
        {
            ($"/claims/{open}", "CLEAR"), ($"/claims/{closed}", "AMBER"), ("/claims", "AMBER"), ($"/assessments/{posted.Id}", "AMBER"), ("/assessments", "AMBER"),
            ("/timeline", "AMBER"), ("/timeline?dimension=trust-level&perspective=RU%3ECN", "AMBER"), ("", "AMBER"), ("/what-if", "AMBER"),
        })
        {
            await analyst.GoAsync($"/partnerships/{stage.Partnership}{path}");
            Assert.Equal((path, marking), (path, await MarkingAsync(analyst)));
        }

        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoAsync($"/partnerships/{stage.Partnership}");
        Assert.Equal("CLEAR", await MarkingAsync(reader));
        await using var without = await page.ComeAsync(scripts: false);
        await without.SignInAsync("analyst-1");
        await without.GoAsync($"/partnerships/{stage.Partnership}/claims/{closed}");
        Assert.Equal("AMBER", await MarkingAsync(without));
    }

    [Fact]
    public async Task Rises_with_what_comes_in_while_the_page_is_open()
    {
        var api = page.Service.Api;
        var stage = await Stage.SetAsync(api, reviewers: 0);
        var claim = (await stage.ClaimAsync(marking: "GREEN")).Id;
        await using var reader = await page.VisitAsync("analyst-1");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        Assert.Equal("CLEAR", await MarkingAsync(reader));
        await stage.PostAsync(api.As("marks-2", "analyst"), [Stage.Judgment(claim)], marking: "GREEN");
        await Assertions.Expect(reader.Page.Locator(".banner[data-marking=GREEN]")).ToContainTextAsync("TLP:GREEN");
        await Assertions.Expect(reader.Page.Locator(".banner")).ToContainTextAsync("may be shared within the community");

        await reader.GoAsync($"/partnerships/{stage.Partnership}/record");
        await Assertions.Expect(reader.Page.Locator("main button.go")).ToBeVisibleAsync();
        await reader.Page.GetByText("Corroborate or contradict a claim").ClickAsync();
        await Assertions.Expect(reader.Page.Locator(".banner[data-marking=GREEN]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Prints_the_marking_the_address_and_the_moment_and_nothing_that_is_pressed()
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoLiveAsync("/partnerships/china-russia");
        await reader.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(reader.Page.Locator(".banner")).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator(".printed")).ToContainTextAsync("/partnerships/china-russia");
        await Assertions.Expect(reader.Page.Locator(".printed")).ToContainTextAsync("UTC");
        Assert.Empty(await reader.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('button, input, select, textarea, nav, .why, .time, .live')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100))"));
        Assert.Empty(await reader.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.row, main > section.card, .cards > .card, svg')].filter(e => getComputedStyle(e).breakInside !== 'avoid').map(e => e.outerHTML.slice(0, 100))"));
        // The sheets of the whole picture: few, and each is marked in its margin.
        var marking = await reader.Page.Locator(".banner").GetAttributeAsync("data-marking");
        Assert.Equal(marking, await reader.Page.EvaluateAsync<string>("getComputedStyle(document.body).page.toUpperCase().replace('AUTO', 'CLEAR').replace('STRICT', 'AMBER+STRICT')"));
        var sheets = System.Text.Encoding.Latin1.GetString(await reader.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true })).Split("/Type /Page\n").Length - 1;
        Assert.InRange(sheets, 1, 4);
    }

    [Theory]
    [InlineData("/timeline")]
    [InlineData("/claims")]
    [InlineData("/sources")]
    [InlineData("/assessments")]
    [InlineData("/what-if")]
    [InlineData("/forecasts")]
    public async Task Names_its_partnership(string path)
    {
        await using var reader = await page.VisitAsync("reader-1");
        await reader.GoAsync($"/partnerships/china-russia{path}");
        await Assertions.Expect(reader.Page.Locator("header .where")).ToHaveTextAsync("China–Russia");
    }

    private static async Task<string?> MarkingAsync(Visitor visitor) => await visitor.Page.Locator(".banner").GetAttributeAsync("data-marking");
}
