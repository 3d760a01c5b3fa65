using System.Collections.Concurrent;
using System.Diagnostics;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Running;

/// <summary>Somebody in front of the page. Whatever the browser complains about, or asks of another site, fails the test when they leave.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly List<string> _complaints = [];
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private Visitor(IBrowserContext context, IPage page, Uri address) => (_context, Page, _address) = (context, page, address);

    public IPage Page { get; }

    /// <summary>What the browser would say that belongs to what the test does, such as losing the connection.</summary>
    public List<string> Expected { get; } = [];

    public static async Task<Visitor> OfAsync(IBrowser browser, Uri address, BrowserNewContextOptions options)
    {
        options.BaseURL = address.ToString();
        var context = await browser.NewContextAsync(options);
        var visitor = new Visitor(context, await context.NewPageAsync(), address);
        visitor.Listen();
        return visitor;
    }

    public async Task SignInAsync(string persona, string to = "/")
    {
        await Page.GotoAsync($"/sign-in?to={Uri.EscapeDataString(to)}");
        await Page.Locator($"button[value='{persona}']").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "sign out" })).ToBeVisibleAsync();
    }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Goes where something is alive, and waits until it is.</summary>
    public async Task GoLiveAsync(string path)
    {
        await Page.GotoAsync(path);
        await LiveAsync();
    }

    public Task LiveAsync() => Assertions.Expect(Page.Locator(".live.on")).ToBeVisibleAsync();

    public Task SeesAsync(string text) => Assertions.Expect(Page.Locator("body")).ToContainTextAsync(text);

    /// <summary>The same page on another screen.</summary>
    public async Task SeesAsAsync(ColorScheme scheme, int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
    }

    /// <summary>The page as a picture: all of it, unless it is very long.</summary>
    public async Task IsDrawnAsync(string path)
    {
        var height = await Page.EvaluateAsync<int>("Math.min(document.body.offsetHeight, 1700)");
        await Page.SetViewportSizeAsync(Page.ViewportSize!.Width, height);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, Animations = ScreenshotAnimations.Disabled });
        await Page.SetViewportSizeAsync(Page.ViewportSize!.Width, 900);
    }

    /// <summary>WCAG 2.2 AA as far as a program can tell, and nothing beside the screen.</summary>
    public async Task FindsNoBarrierAsync()
    {
        // What passed is not told in full: nobody reads it.
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };
        var found = (await Page.RunAxe(options)).Violations.Where(violation => violation.Impact is not "minor")
            .Select(violation => $"{violation.Id} ({violation.Impact}): {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
        Assert.Empty(found);
        await StaysWithinTheScreenAsync();
    }

    /// <summary>Nothing has to be scrolled sideways for.</summary>
    public async Task StaysWithinTheScreenAsync()
    {
        var wide = await Page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : [...document.querySelectorAll('body *')]
                .filter(wide => wide.getBoundingClientRect().left + wide.scrollWidth > document.documentElement.clientWidth).map(wide => wide.outerHTML.slice(0, 120))
            """);
        Assert.True(wide.Length == 0, $"Wider than the screen of {Page.ViewportSize!.Width}: {string.Join(" | ", wide)}");
    }

    public async ValueTask DisposeAsync()
    {
        // Printed with a test that fails: where this ended, and what the browser did until then.
        TestContext.Current.TestOutputHelper?.WriteLine($"At {Page.Url}:{Environment.NewLine}{string.Join(Environment.NewLine, _log)}");
        await _context.DisposeAsync();
        Assert.DoesNotContain(_complaints, complaint => !Expected.Any(expected => complaint.Contains(expected, StringComparison.Ordinal)));
    }

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complain($"{message.Type}: {message.Text} ({message.Location})");
        };
        Page.PageError += (_, error) => Complain($"uncaught: {error}");
        Page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is not "data" && url.Authority != _address.Authority) Complain($"asked another site: {request.Url}");
        };
        Page.RequestFailed += (_, request) => Log($"{request.Method} {request.Url} failed: {request.Failure}");
        Page.Response += (_, response) =>
        {
            Log($"{response.Request.Method} {response.Url}: {response.Status}");
            if (response.Status >= 500) Complain($"{response.Status} from {response.Url}");
        };
    }

    private void Complain(string what)
    {
        _complaints.Add(what);
        Log(what);
    }

    private void Log(string what) => _log.Enqueue($"{_watch.Elapsed.TotalSeconds,7:0.00} s  {what}");
}
