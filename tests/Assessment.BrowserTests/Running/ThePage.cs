using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Running;

/// <summary>The real service with the reference case in it, and a Chromium to look at it with; once for all tests, which run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ThePage(TheService tests) : IAsyncLifetime, ICollectionFixture<ThePage>
{
    public const string Name = "the page";

    // The static files are found under the name of the service that brings them.
    private static readonly string[] AsItRuns = ["--applicationName=Assessment.Server", "--Assessment:ReferenceCase=true"];

    private readonly Dictionary<string, string> _signedIn = [];
    private IPlaywright? _playwright;

    public RunningService Service { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var chromium = await Chromium.FindAsync();
        Service = await StartServiceAsync();
        Address = new Uri(Service.App.Urls.First());
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Chromium.Flags });
        await LoadedAsync(Service.Api);
    }

    /// <summary>A service of a test's own, which it may stop.</summary>
    public Task<RunningService> StartServiceAsync(params string[] settings) => tests.StartAsync(null, [.. AsItRuns, .. settings]);

    /// <summary>Somebody of the reference case who has signed in on the page.</summary>
    public async Task<Visitor> VisitAsync(string persona, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        if (!_signedIn.TryGetValue(persona, out var cookies))
        {
            await using var first = await ComeAsync();
            await first.SignInAsync(persona);
            cookies = _signedIn[persona] = await first.Page.Context.StorageStateAsync();
        }

        return await ComeAsync(width, scheme, cookies: cookies);
    }

    /// <summary>Somebody who has not signed in yet.</summary>
    public async Task<Visitor> ComeAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, Uri? address = null, bool scripts = true, string? cookies = null) =>
        await Visitor.OfAsync(Browser, address ?? Address, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, JavaScriptEnabled = scripts, ReducedMotion = ReducedMotion.Reduce, StorageState = cookies,
        });

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (Service is not null) await Service.DisposeAsync();
    }

    // The last step of the case reaffirms a judgment; everything the tests look for is there by then.
    private static async Task LoadedAsync(Api api)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var answer = await api.Aud.GetAsync("/audit/events?type=judgment-reaffirmed&partnership=china-russia", ("Prefer", "wait=5"));
            if ((JsonNode.Parse(answer.Text)?["items"]?.AsArray().Count ?? 0) > 0) return;
            await Task.Delay(100);
        }

        Assert.Fail("The reference case was not loaded within a minute.");
    }
}
