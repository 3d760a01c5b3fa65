using System.Net;
using System.Net.WebSockets;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Page;

public class SigningInAndOut(TheService service)
{
    private string Address => service.Shared.App.Urls.First();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("//evil.example", "/")]
    [InlineData("/a\r\nX-Evil: 1", "/")]
    public async Task Goes_on_to_an_address_that_a_header_holds(string asked, string to)
    {
        using var browser = new Browsing(Address);
        foreach (var (path, fields) in ((string, Dictionary<string, string>)[])
            [("/theme", new() { ["theme"] = "dark" }), ("/sign-in", new() { ["subject"] = "reader-1" }), ($"/sign-in?to={Uri.EscapeDataString(asked)}", new() { ["subject"] = "reader-1" })])
        {
            fields["to"] = asked;
            using var answer = await browser.SendAsync(path, fields);
            Assert.Equal((HttpStatusCode.Redirect, to), (answer.StatusCode, answer.Headers.Location?.OriginalString));
            Assert.False(answer.Headers.Contains("X-Evil"));
        }
    }

    [Fact]
    public async Task Ends_for_every_copy_of_the_cookie_and_at_every_node()
    {
        await using var other = await RunningService.StartMigratedAsync(service.Shared.Ways);
        using var browser = await Browsing.SignedInAsync(Address);
        using var second = await Browsing.SignedInAsync(Address);
        var kept = browser.Cookies;
        foreach (var node in (string[])[Address, other.App.Urls.First()])
        {
            using var copy = new Browsing(node) { Cookies = kept };
            Assert.True(await copy.IsKnownAsync());
        }

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync("/sign-out", [])).StatusCode);
        foreach (var node in (string[])[Address, other.App.Urls.First()])
        {
            using var copy = new Browsing(node) { Cookies = kept };
            Assert.False(await copy.IsKnownAsync());
            using var answer = await copy.GetAsync("/");
            Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.AbsolutePath));
        }

        // Another sign-in of the same person is another one.
        Assert.True(await second.IsKnownAsync());
    }

    [Fact]
    public async Task Ends_by_itself_and_is_forgotten()
    {
        using var browser = await Browsing.SignedInAsync(Address, "auditor-1");
        await using var ending = service.Database.CreateCommand("update assessment.page_sign_ins set ends_at = now() where subject = 'auditor-1'");
        await ending.ExecuteNonQueryAsync(Cancel);
        Assert.False(await browser.IsKnownAsync());
        using var next = await Browsing.SignedInAsync(Address);
        await using var left = service.Database.CreateCommand("select count(*) from assessment.page_sign_ins where subject = 'auditor-1'");
        Assert.Equal(0L, await left.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Cuts_the_pages_that_are_open_whichever_node_they_are_of()
    {
        await using var other = await RunningService.StartMigratedAsync(service.Shared.Ways);
        using var browser = await Browsing.SignedInAsync(Address);
        using var elsewhere = new Browsing(other.App.Urls.First()) { Cookies = browser.Cookies };
        using var open = await elsewhere.OpenCircuitAsync(other.App.Urls.First());
        Assert.Equal(WebSocketState.Open, open.State);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync("/sign-out", [])).StatusCode);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            while (open.State is WebSocketState.Open && (await open.ReceiveAsync(new byte[1024], patience.Token)).MessageType is not WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Cut without a word.
        }

        Assert.NotEqual(WebSocketState.Open, open.State);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Opens_no_circuit_for_another_site(string origin)
    {
        using var browser = await Browsing.SignedInAsync(Address);
        using var refused = await browser.OpenCircuitAsync(origin);
        Assert.Equal(HttpStatusCode.Forbidden, refused.HttpStatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", ("Origin", origin)));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostAsync("/sign-out", ("Origin", origin)));
        using var events = await browser.GetAsync("/_blazor?id=x", ("Origin", origin));
        Assert.Equal(HttpStatusCode.Forbidden, events.StatusCode);

        using var own = await browser.OpenCircuitAsync(Address);
        Assert.Equal((HttpStatusCode.SwitchingProtocols, WebSocketState.Open), (own.HttpStatusCode, own.State));
        Assert.Equal(HttpStatusCode.OK, await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", ("Origin", Address)));
    }

    [Fact]
    public async Task Takes_place_over_TLS_alone_and_says_so_where_that_is_missing()
    {
        await using var production = await service.StartAsync(null, "--environment=Production", "--Authentication:Authority=https://127.0.0.1:1/", "--Assessment:Ledger:Signer=elsewhere");
        using var browser = new Browsing(production.App.Urls.First());
        foreach (var path in (string[])["/", "/sign-in", "/sign-in/start?to=/", "/partnerships/china-russia", "/no/such/page", "/not-found"])
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, answer.StatusCode));
            Assert.Contains("ASPNETCORE_FORWARDEDHEADERS_ENABLED", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, await browser.PostAsync("/theme"));
        using var alive = await browser.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        (await new Stranger(production).GetAsync("/api/v1/partnerships", null)).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}
