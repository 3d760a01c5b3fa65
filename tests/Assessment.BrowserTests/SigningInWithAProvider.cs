using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(ThePage.Name)]
public sealed class SigningInWithAProvider(ThePage page) : IAsyncLifetime
{
    private Provider _provider = null!;
    private RunningService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.StartAsync();
        _service = await page.StartServiceAsync($"--Authentication:Authority={_provider.Address}", "--Assessment:ReferenceCase=false");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Asks_the_provider_who_it_is_and_leaves_there_again()
    {
        await using var rea = await ComeAsync();
        // To sign out is to send a form that ends at the provider.
        var answer = await rea.Page.GotoAsync("/sign-in");
        Assert.Contains($"form-action 'self' {_provider.Address};", await answer!.HeaderValueAsync("content-security-policy"), StringComparison.Ordinal);
        await Assertions.Expect(rea.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToHaveCSSAsync("border-style", "solid");
        foreach (var keepsState in (bool[])[true, false])
        {
            _provider.KeepsState = keepsState;
            await rea.GoAsync("/");
            Assert.StartsWith(_provider.Address, rea.Page.Url, StringComparison.Ordinal);
            await EnterAsync(rea);
            await Assertions.Expect(rea.Page.Locator(".person")).ToContainTextAsync("rea reader · AMBER");
            await rea.Page.GetByRole(AriaRole.Button, new() { Name = "sign out" }).ClickAsync();
            await Assertions.Expect(rea.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        }

        await rea.GoAsync("/");
        Assert.StartsWith(_provider.Address, rea.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stays_signed_in_while_the_provider_renews_and_no_longer()
    {
        await using var rea = await ComeAsync();
        _provider.Lifetime = TimeSpan.FromSeconds(-1);
        await rea.GoAsync("/sign-in/start?to=/sign-in");
        _provider.Lifetime = TimeSpan.FromSeconds(10);
        await EnterAsync(rea);
        _provider.Lifetime = TimeSpan.FromHours(1);
        await rea.GoAsync("/");
        await Assertions.Expect(rea.Page.Locator(".person")).ToContainTextAsync("rea");
        Assert.True(_provider.Renewed > 0);
    }

    [Fact]
    public async Task Is_sent_to_the_provider_when_nothing_is_renewed()
    {
        await using var rea = await ComeAsync();
        _provider.Lifetime = TimeSpan.FromSeconds(-60);
        _provider.Renews = false;
        await rea.GoAsync("/sign-in/start?to=/");
        await EnterAsync(rea);
        await Assertions.Expect(rea.Page.GetByText("I am rea")).ToBeVisibleAsync();
    }

    // A cookie is one host's, whatever the port: as behind a balancer, the second node is shown what the first one gave.
    [Fact]
    public async Task Is_known_to_every_node()
    {
        await using var other = await RunningService.StartMigratedAsync(_service.Ways, "--applicationName=Assessment.Server", $"--Authentication:Authority={_provider.Address}");
        await using var rea = await ComeAsync();
        await rea.GoAsync("/");
        await EnterAsync(rea);
        await Assertions.Expect(rea.Page.Locator(".person")).ToContainTextAsync("rea");

        var address = other.App.Urls.First();
        rea.Expected.Add(address);
        await rea.GoAsync(address);
        Assert.StartsWith(address, rea.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(rea.Page.Locator(".person")).ToContainTextAsync("rea");
    }

    private Task<Visitor> ComeAsync() => AsKnownAsync(page.ComeAsync(address: new Uri(_service.App.Urls.First())));

    // The provider is another site, and meant.
    private async Task<Visitor> AsKnownAsync(Task<Visitor> coming)
    {
        var visitor = await coming;
        visitor.Expected.Add(_provider.Address);
        return visitor;
    }

    private static Task EnterAsync(Visitor visitor) => visitor.Page.GetByText("I am rea").ClickAsync();
}
