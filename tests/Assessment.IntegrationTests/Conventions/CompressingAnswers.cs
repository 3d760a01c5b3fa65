using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class CompressingAnswers(TheService service)
{
    private Api Api => service.Api;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Is_done_for_who_asks_with_what_everybody_may_read(string encoding)
    {
        foreach (var path in (string[])["//openapi/v1.json", "/dimensions"])
        {
            var answer = (await Api.Rea.GetAsync(path, ("Accept-Encoding", encoding))).Is(HttpStatusCode.OK);
            Assert.Equal(encoding, answer.Headers.GetValueOrDefault("Content-Encoding"));
            Assert.Contains("Accept-Encoding", answer.Headers["Vary"], StringComparison.Ordinal);
            if (answer.ETag is not null) Assert.StartsWith("W/", answer.Headers["ETag"], StringComparison.Ordinal);
            Assert.False((await Api.Rea.GetAsync(path)).Headers.ContainsKey("Content-Encoding"));
        }
    }

    [Fact]
    public async Task Is_not_done_with_what_is_marked_or_is_a_token()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync(marking: "AMBER", statement: new string('x', 4000))).Id;
        var open = (await stage.ClaimAsync(statement: new string('x', 4000))).Id;
        (string, string) asking = ("Accept-Encoding", "gzip, br"), waiting = ("Prefer", "wait=10");
        Assert.Equal("br", (await Api.Ana.GetAsync($"/claims/{open}", asking)).Is(HttpStatusCode.OK).Headers.GetValueOrDefault("Content-Encoding"));
        foreach (var path in (string[])[$"/claims/{claim}", $"/claims?partnership={stage.Partnership}"])
            Assert.False((await Api.Ana.GetAsync(path, asking, waiting)).Is(HttpStatusCode.OK).Headers.ContainsKey("Content-Encoding"));
        Assert.True((await Api.As("rea", "reader", "GREEN").GetAsync($"/claims?partnership={stage.Partnership}", asking, waiting)).Is(HttpStatusCode.OK).Headers.ContainsKey("Content-Encoding"));
        Assert.False((await Api.Ana.PostAsync("//dev/tokens", new { subject = new string('x', 200), roles = new[] { "reader" } }, asking)).Is(HttpStatusCode.OK).Headers.ContainsKey("Content-Encoding"));
    }
}
