using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class AskingInOtherWays(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task With_HEAD_gives_what_GET_does_but_the_body()
    {
        var stage = await Stage.SetAsync(Api);
        var source = await stage.SourceAsync();
        var claim = (await stage.ClaimAsync(source)).Id;
        var published = await stage.PublishAsync(Api.Ana, claim);
        await stage.PictureAsync(Api.Aud);
        foreach (var path in (string[])
        [
            "//health/live", "//health/ready", "//openapi/v1.json", "//docs/", "//sign-in", "/partnerships", $"/partnerships/{stage.Partnership}", $"/partnerships/{stage.Partnership}/picture",
            "/dimensions", "/sources?limit=1", $"/sources/{source}", $"/claims/{claim}", $"/claims/{claim}/impact", $"/assessments/{published.Id}", $"/audit/streams/{claim}",
            $"/claims/{Guid.NewGuid()}", "/claims?limit=x", "//nothing",
        ])
        {
            var (get, head) = (await Api.Aud.GetAsync(path), await Api.Aud.SendAsync(HttpMethod.Head, path, null));
            Assert.True((get.Status, get.ETag, "") == (head.Status, head.ETag, head.Text), $"{path}: {head.Status} {head.ETag} {head.Text}");
            Assert.Equal(get.Headers.GetValueOrDefault("Content-Type"), head.Headers.GetValueOrDefault("Content-Type"));
        }

        Assert.Equal(HttpStatusCode.NotModified, (await Api.Aud.SendAsync(HttpMethod.Head, $"/claims/{claim}", null, ("If-None-Match", "*"))).Status);
    }

    [Fact]
    public async Task With_HEAD_ends_what_would_go_on()
    {
        var stage = await Stage.SetAsync(Api);
        var head = (await Api.Rea.SendAsync(HttpMethod.Head, $"/partnerships/{stage.Partnership}/stream", null)).Is(HttpStatusCode.OK);
        Assert.Equal(("text/event-stream", ""), (head.Headers["Content-Type"], head.Text));
        (await Api.Aud.SendAsync(HttpMethod.Head, "/audit/events", null, ("Accept", "application/x-ndjson"))).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("//health/live", "GET, HEAD, OPTIONS")]
    [InlineData("//health/ready", "GET, HEAD, OPTIONS")]
    [InlineData("/sources", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/claims/11111111-1111-1111-1111-111111111111/withdrawal", "OPTIONS, POST")]
    [InlineData("/partnerships/some", "GET, HEAD, OPTIONS, PATCH")]
    public async Task With_OPTIONS_says_what_there_is(string path, string allowed)
    {
        foreach (var (method, status) in ((HttpMethod, HttpStatusCode)[])[(HttpMethod.Options, HttpStatusCode.NoContent), (HttpMethod.Trace, HttpStatusCode.MethodNotAllowed)])
        {
            var answer = (await Api.Rea.SendAsync(method, path, null)).Is(status);
            Assert.Equal(allowed, string.Join(", ", answer.Headers["Allow"].Split(", ").Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task With_OPTIONS_finds_nothing_where_nothing_is() =>
        (await Api.Rea.SendAsync(HttpMethod.Options, "/nothing", null)).IsRefused(HttpStatusCode.NotFound, "no-such-route");

    [Theory]
    [InlineData("*")]
    [InlineData("\"0\", {0}")]
    [InlineData("W/{0}")]
    [InlineData("\"a\",W/{0} ,\"b\"")]
    public async Task With_any_form_of_If_None_Match_is_told_that_nothing_changed(string form)
    {
        var stage = await Stage.SetAsync(Api);
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        await stage.PictureAsync(Api.Rea);
        foreach (var path in (string[])[$"/partnerships/{stage.Partnership}", $"/partnerships/{stage.Partnership}/picture", "/ledger/key", "//openapi/v1.json"])
        {
            var etag = (await Api.Rea.GetAsync(path)).Is(HttpStatusCode.OK).ETag!;
            (await Api.Rea.GetAsync(path, ("If-None-Match", form.Replace("{0}", etag, StringComparison.Ordinal)))).Is(HttpStatusCode.NotModified);
        }
    }

    [Fact]
    public async Task Gives_a_picture_a_weak_tag()
    {
        var stage = await Stage.SetAsync(Api);
        Assert.StartsWith("W/\"", (await stage.PictureAsync(Api.Rea)).Headers["ETag"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-06-07t12:00:00z")]
    [InlineData("2025-06-07T12:00:00.1Z")]
    [InlineData("2025-06-07T12:00:00.123456789012345678Z")]
    [InlineData("2025-06-07T12:00:00.1-00:00")]
    [InlineData("2025-06-07T23:00:00.9999999+11:00")]
    public async Task With_a_time_of_any_precision(string time)
    {
        var stage = await Stage.SetAsync(Api);
        (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/timeline?dimension=trust-level&perspective=RU%3ECN&from={Uri.EscapeDataString(time)}")).Is(HttpStatusCode.OK);
        (await Api.Aud.GetAsync($"/audit/events?to={Uri.EscapeDataString(time)}&limit=1")).Is(HttpStatusCode.OK);
        var forecast = (await Api.Lead.PostAsync("/forecasts", new { partnership = stage.Partnership, question = "Will it?", criteria = "It does.", opensAt = time, closesAt = "2098-12-31T23:59:59.1234569Z" })).Is(HttpStatusCode.Created);
        Assert.Equal("2098-12-31T23:59:59.123456Z", forecast.Word("closesAt"));
        Assert.StartsWith("2025-06-07T12:00:00", forecast.Word("opensAt"), StringComparison.Ordinal);
    }
}
