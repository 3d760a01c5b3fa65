using Assessment.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

/// <summary>What must hold of every page; a new one is a line here.</summary>
[Collection(ThePage.Name)]
public class SeeingEveryPage(ThePage page)
{
    // Name of the picture, who looks, where; an address that ends in " live" or " connected" is waited for until it is.
    private static readonly (string Name, string Persona, string Path)[] Pages =
    [
        ("sign-in", "", "/sign-in"),
        ("partnership", "reader-1", "/partnerships/china-russia live"),
        ("partnership-why", "reader-1", "/partnerships/china-russia?why=trust-level%2CRU%3ECN live"),
        ("time-machine", "reader-1", "/partnerships/china-russia?asOf=131&since=101 live"),
        ("timeline", "reader-1", "/partnerships/china-russia/timeline"),
        ("timeline-causes", "reader-1", "/partnerships/china-russia/timeline?dimension=trust-level&perspective=RU%3ECN"),
        ("what-if", "reader-1", "/partnerships/china-russia/what-if"),
        ("forecasts", "reader-1", "/partnerships/china-russia/forecasts"),
        ("assessments", "reader-1", "/partnerships/china-russia/assessments"),
        ("assessment", "analyst-2", "/partnerships/china-russia/assessments/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55"),
        ("claims", "analyst-1", "/partnerships/china-russia/claims?dimension=trust-level"),
        ("claim", "analyst-1", "/partnerships/china-russia/claims/c1512df1-849c-57a4-90cc-267952cd1eea"),
        ("sources", "analyst-1", "/partnerships/china-russia/sources"),
        ("source", "reader-1", "/partnerships/china-russia/sources/2b38ae48-de8d-5006-8a80-55d2981d74d9"),
        ("write", "analyst-1", "/partnerships/china-russia/assessments/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55/edit connected"),
        ("dissent", "analyst-2", "/partnerships/china-russia/assessments/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55/dissent?dimension=trust-level&perspective=RU%3ECN connected"),
        ("record", "analyst-1", "/partnerships/china-russia/record connected"),
        ("trace", "analyst-1", "/partnerships/china-russia/claims/c1512df1-849c-57a4-90cc-267952cd1eea/trace connected"),
        ("review", "reviewer-1", "/partnerships/china-russia/review"),
        ("audit", "auditor-1", "/partnerships/china-russia/audit?type=assessment-published"),
        ("history", "auditor-1", "/partnerships/china-russia/audit/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55?from=1&to=5"),
        ("nothing", "reader-1", "/partnerships/no-such"),
    ];

    public static TheoryData<string, ColorScheme, int> Views =>
    [
        .. from shown in Pages from scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark] from width in (int[])[360, 1280, 3840]
           where width == 1280 || scheme == ColorScheme.Light
           select new TheoryDataRow<string, ColorScheme, int>(shown.Name, scheme, width),
    ];

    // Asked for by name (-explicit on): some pages are still wider than a phone.
    [Theory(Explicit = true)]
    [MemberData(nameof(Views))]
    public async Task Meets_no_barrier_and_no_complaint(string name, ColorScheme scheme, int width)
    {
        var (_, persona, path) = Pages.Single(shown => shown.Name == name);
        await using var visitor = persona.Length == 0 ? await page.ComeAsync(width, scheme) : await page.VisitAsync(persona, width, scheme);
        var parts = path.Split(' ');
        await visitor.GoAsync(parts[0]);
        if (parts is [_, "live"]) await visitor.LiveAsync();
        if (parts is [_, "connected"]) await Assertions.Expect(visitor.Page.Locator("main button.go")).ToBeVisibleAsync();
        await visitor.FindsNoBarrierAsync();
        await Pictures.TakeAsync(visitor.Page, name, scheme, width);
    }
}
