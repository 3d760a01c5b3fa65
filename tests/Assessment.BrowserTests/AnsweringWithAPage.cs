using System.Net;
using System.Net.Http.Headers;
using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests;

[Collection(ThePage.Name)]
public class AnsweringWithAPage(ThePage page)
{
    [Theory]
    [InlineData("/no/such/page")]
    [InlineData("/partnerships/no-such")]
    [InlineData("/partnerships/no-such/timeline")]
    [InlineData("/partnerships/no-such/what-if")]
    [InlineData("/page/no-such.css")]
    public async Task Says_that_nothing_is_here(string path)
    {
        await using var reader = await page.VisitAsync("reader-1");
        reader.Expected.Add("404");
        var answer = await reader.Page.GotoAsync(path);
        Assert.Equal(404, answer!.Status);
        await reader.SeesAsync("There is nothing at this address, or nothing that your clearance shows.");
        await Assertions.Expect(reader.Page.Locator(".person")).ToContainTextAsync("reader-1");
    }

    [Fact]
    public async Task Leaves_the_api_its_problem_documents()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page.Address, "/api/v1/no-such"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var answer = await page.Service.Api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/no/such/page")]
    [InlineData("/page/mark.svg")]
    public async Task Tells_the_browser_to_take_nothing_from_elsewhere_and_to_show_it_in_no_frame(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page.Address, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var answer = await page.Service.Api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";
        Assert.Equal(
            ["base-uri 'self'", "connect-src 'self'", "default-src 'none'", "font-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "img-src 'self' data:", "script-src 'self'", "style-src 'self'"],
            Header("Content-Security-Policy").Split("; ").Order());
        Assert.Equal(("nosniff", "DENY", "same-origin"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
    }

    [Fact]
    public async Task Runs_no_script_that_was_smuggled_in()
    {
        await using var reader = await page.VisitAsync("reader-1");
        reader.Expected.Add("Content Security Policy");
        await reader.GoAsync("/partnerships/china-russia/claims");
        await reader.Page.EvaluateAsync("""
            () => {
                const script = document.createElement('script');
                script.textContent = 'document.title = "taken over"';
                document.body.append(script);
                document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = 1">');
            }
            """);
        await Assertions.Expect(reader.Page).ToHaveTitleAsync("Claims");
    }

    [Fact]
    public async Task Takes_no_form_that_is_not_its_own()
    {
        await using var reader = await page.VisitAsync("reader-1");
        var answer = await reader.Page.APIRequest.PostAsync("/sign-out", new() { Headers = new Dictionary<string, string> { ["Accept"] = "text/html" } });
        Assert.Equal(400, answer.Status);
        Assert.Contains("The form was too old, or came from another site.", await answer.TextAsync(), StringComparison.Ordinal);
        await reader.GoAsync("/partnerships/china-russia");
        await Assertions.Expect(reader.Page.Locator(".person")).ToContainTextAsync("reader-1");
    }

    [Fact]
    public async Task Lets_somebody_who_has_signed_in_go_on_as_somebody_else()
    {
        await using var reader = await page.ComeAsync();
        await reader.SignInAsync("reader-1");
        await reader.SignInAsync("analyst-1");
        await Assertions.Expect(reader.Page.Locator(".person")).ToContainTextAsync("analyst-1");
    }

    [Fact]
    public async Task Says_that_the_service_does_not_answer()
    {
        await using var far = await FarPage.StartAsync(page.Address);
        far.Cable.Cut();
        await using var reader = await page.ComeAsync(address: far.Address);
        reader.Expected.Add("503");
        await reader.GoAsync("/sign-in");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "reader-1" }).ClickAsync();
        await reader.SeesAsync("The service does not answer. Nothing is lost");
    }

    [Fact]
    public async Task Says_that_the_store_does_not_answer()
    {
        await using var service = await page.StartServiceAsync();
        await using var reader = await page.ComeAsync(address: new Uri(service.App.Urls.First()));
        await reader.SignInAsync("reader-1", "/partnerships/no-such");
        reader.Expected.AddRange("404", "503");
        await SetAsync(service, open: false);
        var answer = await reader.Page.GotoAsync("/");
        await SetAsync(service, open: true);
        Assert.Equal(503, answer!.Status);
        await reader.SeesAsync("The service does not answer. Nothing is lost: load the page anew in a moment.");
    }

    private static async Task SetAsync(RunningService service, bool open)
    {
        await using var command = service.AsAdministrator.CreateCommand($"""
            alter database "{service.DatabaseName}" connection limit {(open ? -1 : 0)};
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{service.DatabaseName}' and pid <> pg_backend_pid() and not {open};
            """);
        await command.ExecuteNonQueryAsync();
    }
}
