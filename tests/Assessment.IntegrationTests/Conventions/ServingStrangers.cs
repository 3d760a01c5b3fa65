using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class ServingStrangers(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Is_limited_by_their_address_and_costs_nobody_else_anything()
    {
        await using var slow = await service.StartAsync(null, "--Assessment:Rate:Address:PerSecond=10", "--Assessment:Rate:Address:Burst=20");
        await slow.Api.TokenAsync("ana", "analyst", "RED");
        foreach (var path in (string[])["/openapi/v1.json", "/health/ready", "/docs/", "/sign-in", "/api/v1/claims", "/nothing"])
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ => await Answer.OfAsync(await slow.Api.Http.GetAsync(path, TestContext.Current.CancellationToken))));
            var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToArray();
            Assert.NotEmpty(refused);
            foreach (var answer in refused) Assert.InRange(int.Parse(answer.IsRefused(HttpStatusCode.TooManyRequests, "too-many-requests").Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 10);
            (await slow.Api.Ana.GetAsync("/dimensions?limit=1")).Is(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Describes_the_API_in_the_same_words_each_time_and_nothing_of_the_inside()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Host = "evil.example";
        var (first, again) = (await Answer.OfAsync(await Api.Http.SendAsync(request, TestContext.Current.CancellationToken)), await Api.Rea.GetAsync("//openapi/v1.json"));
        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
        Assert.DoesNotContain("evil.example", first.Text, StringComparison.Ordinal);
        (await Api.Rea.GetAsync("//openapi/v1.json", ("If-None-Match", first.ETag!))).Is(HttpStatusCode.NotModified);
        var schemas = first.Json["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ToArray();
        foreach (var inside in (string[])["Written", "Afterwards", "FactsSince", "IEvent", "EventTag", "IResult", "Type"]) Assert.DoesNotContain(inside, schemas);
        Assert.Contains("ClaimAnswer", first.Json["paths"]!["/api/v1/claims/{id}"]!["get"]!["responses"]!["200"]!.ToJsonString() + string.Join(' ', schemas), StringComparison.Ordinal);
        Assert.NotNull(first.Json["paths"]!["/api/v1/claims"]!["post"]!["responses"]!["201"]!["content"]);
    }

    [Theory]
    [InlineData("/api/v1/dimensions")]
    [InlineData("/api/v1/claims")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/")]
    [InlineData("/dev/tokens")]
    public async Task Tells_browsers_what_they_may_do_with_it(string path)
    {
        using var answer = await Api.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.NotNull(answer.Headers.CacheControl);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_documents_made_of_this_site_alone()
    {
        var page = (await Api.Rea.GetAsync("//docs/")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("https://", page.Text.Replace("https://scalar.com", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("'nonce-", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png")]
    [InlineData("application/xml;q=0.1")]
    [InlineData("*/*;q=0")]
    public async Task Refuses_in_one_form_whatever_is_accepted(string accept)
    {
        var claim = await (await Stage.SetAsync(Api)).ClaimAsync();
        (await Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "x" }, ("If-Match", "\"9\""), ("Accept", accept))).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        (await Api.Ana.PostAsync("/claims", new { }, ("Accept", accept))).IsRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await Api.Ana.GetAsync($"/claims/{Guid.NewGuid()}", ("Accept", accept))).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("fffffffffffffffff\r\n")]
    [InlineData("7fffffffffffffff1\r\n")]
    [InlineData("xyz\r\n")]
    [InlineData("-1\r\n")]
    public async Task Takes_no_body_that_is_divided_wrongly_for_a_defect(string chunk)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Api.Http.BaseAddress!.Host, Api.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        var token = await Api.TokenAsync("ana", "analyst", "RED");
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/sources HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunk}{{}}\r\n0\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speaks_to_pages_of_those_origins_alone_that_are_named()
    {
        await using var open = await service.StartAsync(null, "--Assessment:Cors:Origins=https://desk.example, https://other.example/");
        foreach (var (origin, allowed) in ((string, bool)[])[("https://desk.example", true), ("https://other.example", true), ("https://evil.example", false), ("null", false)])
        {
            Assert.Equal(allowed, (await open.Api.Rea.GetAsync("/dimensions?limit=1", ("Origin", origin))).Headers.ContainsKey("Access-Control-Allow-Origin"));
            Assert.False((await Api.Rea.GetAsync("/dimensions?limit=1", ("Origin", origin))).Headers.ContainsKey("Access-Control-Allow-Origin"));
        }

        var asked = await open.Api.Rea.SendAsync(HttpMethod.Options, "/sources", null, ("Origin", "https://desk.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,if-match"));
        Assert.Equal(("https://desk.example", false), (asked.Headers["Access-Control-Allow-Origin"], asked.Headers.ContainsKey("Access-Control-Allow-Credentials")));
        Assert.Contains("if-match", asked.Headers["Access-Control-Allow-Headers"], StringComparison.Ordinal);
    }
}
