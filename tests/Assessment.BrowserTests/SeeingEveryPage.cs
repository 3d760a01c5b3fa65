using Assessment.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

/// <summary>What must hold of every page; a new one is a line here.</summary>
[Collection(ThePage.Name)]
public class SeeingEveryPage(ThePage page)
{
    // Name of the picture, who looks, where; an address that ends in " live" or " connected" is waited for until it is. What stands in
    // braces is set up when it is looked at, see Setting.
    private static readonly (string Name, string Persona, string Path)[] Pages =
    [
        ("sign-in", "", "/sign-in"),
        ("partnerships", "reviewer-1", "/{review}"),
        ("partnership", "reader-1", "/partnerships/china-russia live"),
        ("partnership-why", "reader-1", "/partnerships/china-russia?why=trust-level%2CRU%3ECN live"),
        ("time-machine", "reader-1", "/partnerships/china-russia?asOf=131&since=101 live"),
        ("timeline", "reader-1", "/partnerships/china-russia/timeline"),
        ("timeline-causes", "reader-1", "/partnerships/china-russia/timeline?dimension=trust-level&perspective=RU%3ECN"),
        ("what-if", "reader-1", "/partnerships/china-russia/what-if?without=source%3Ac69d457e-fe48-53b2-ad57-064d9e3dad69"),
        ("forecasts", "reader-1", "/partnerships/china-russia/forecasts"),
        ("assessments", "reader-1", "/partnerships/china-russia/assessments"),
        ("assessment", "analyst-2", "/partnerships/china-russia/assessments/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55"),
        ("assessment-revised", "lead-1", "/partnerships/china-russia/assessments/1d5ed7f2-9514-533e-82b7-33c0101eb9c0"),
        ("claims", "analyst-1", "/partnerships/china-russia/claims?dimension=trust-level"),
        ("claim", "analyst-1", "/partnerships/china-russia/claims/c1512df1-849c-57a4-90cc-267952cd1eea"),
        ("sources", "analyst-1", "/partnerships/china-russia/sources"),
        ("source", "reader-1", "/partnerships/china-russia/sources/2b38ae48-de8d-5006-8a80-55d2981d74d9"),
        ("write", "analyst-1", "/partnerships/china-russia/assessments/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55/edit connected"),
        ("dissent", "analyst-2", "/partnerships/china-russia/assessments/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55/dissent?dimension=trust-level&perspective=RU%3ECN connected"),
        ("record", "analyst-1", "/partnerships/china-russia/record connected"),
        ("trace", "analyst-1", "/partnerships/china-russia/claims/c1512df1-849c-57a4-90cc-267952cd1eea/trace connected"),
        ("review", "reviewer-1", "/partnerships/iran-russia/review{review}"),
        ("audit", "auditor-1", "/partnerships/china-russia/audit?type=assessment-published"),
        ("history", "auditor-1", "/partnerships/china-russia/audit/3bfbcb18-52f8-56d3-a3c2-c5111c02ba55?from=1&to=5"),
        ("replays", "auditor-1", "/partnerships/china-russia/audit/replays{replayed}"),
        ("replay", "auditor-1", "/partnerships/china-russia/audit/replays/{replay}"),
        ("ledger", "auditor-1", "/partnerships/china-russia/audit/ledger?from=100&to=131"),
        ("reads", "auditor-1", "/partnerships/china-russia/audit/reads"),
        ("redactions", "lead-1", "/partnerships/china-russia/audit/redactions{redacted}"),
        ("for-you", "analyst-1", "/"),
        ("establish", "lead-1", "/establish"),
        ("govern", "lead-1", "/partnerships/china-russia/govern"),
        ("redaction", "lead-1", "/partnerships/china-russia/audit/redactions/{redaction}"),
        ("fact", "auditor-1", "/partnerships/china-russia/audit/facts/60"),
        ("nothing", "reader-1", "/no/such/page"),
    ];

    // Tablets, a laptop that is zoomed in, and where the layout of the picture changes: narrowest for what stands side by side.
    private static int[] Between(string name) => name == "partnership" ? [901, 1024, 1141, 2000, 2300, 3300, 3840] : [1024, 2000, 3840];

    public static TheoryData<string> Names => [.. Pages.Select(shown => new TheoryDataRow<string>(shown.Name))];

    public static TheoryData<string, ColorScheme, int> Views =>
    [
        .. from shown in Pages from scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark] from width in (int[])[360, 1280, 3840]
           select new TheoryDataRow<string, ColorScheme, int>(shown.Name, scheme, width),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Meets_no_barrier_and_no_complaint(string name)
    {
        await using var visitor = await LookAsync(name, ColorScheme.Light, 360);
        // Forms and details are closed at first, and are as much of the page.
        await visitor.Page.EvaluateAsync("() => [...document.querySelectorAll('main details')].slice(0, 10).forEach(details => details.open = true)");
        await visitor.FindsNoBarrierAsync();
        await visitor.SeesAsAsync(ColorScheme.Dark, 1280);
        await visitor.FindsNoBarrierAsync();
        foreach (var width in Between(name))
        {
            await visitor.SeesAsAsync(ColorScheme.Dark, width);
            await visitor.StaysWithinTheScreenAsync();
        }
    }

    // Every scheme at every width, asked for by name (-explicit only).
    [Theory(Explicit = true)]
    [MemberData(nameof(Views))]
    public async Task Meets_none_in_any_light_and_at_any_width(string name, ColorScheme scheme, int width)
    {
        await using var visitor = await LookAsync(name, scheme, width);
        await visitor.FindsNoBarrierAsync();
    }

    // Asked for by name (-explicit only): they are kept in docs/pages.
    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public async Task Is_drawn_for_the_documents(string name)
    {
        await using var visitor = await LookAsync(name, ColorScheme.Light, 1280);
        await visitor.IsDrawnAsync(Path.Combine(Pictures.Folder, $"{name}-light.png"));
        await visitor.SeesAsAsync(ColorScheme.Dark, 1280);
        await visitor.IsDrawnAsync(Path.Combine(Pictures.Folder, $"{name}-dark.png"));
    }

    private async Task<Visitor> LookAsync(string name, ColorScheme scheme, int width)
    {
        var (_, persona, path) = Pages.Single(shown => shown.Name == name);
        var visitor = persona.Length == 0 ? await page.ComeAsync(width, scheme) : await page.VisitAsync(persona, width, scheme);
        if (name == "nothing") visitor.Expected.Add("404");
        var parts = (await Setting.SetAsync(page.Service.Api, path)).Split(' ');
        await visitor.GoAsync(parts[0]);
        if (parts is [_, "live"]) await visitor.LiveAsync();
        if (parts is [_, "connected"]) await Assertions.Expect(visitor.Page.Locator("main button.go")).ToBeVisibleAsync();
        return visitor;
    }
}
