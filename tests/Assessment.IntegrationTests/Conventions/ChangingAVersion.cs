using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class ChangingAVersion(TheService service)
{
    public static TheoryData<string> Changes => ["partnership", "source", "regrading", "tracing", "withdrawal"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Needs_the_version_that_was_read(string change)
    {
        var (send, stream) = await PrepareAsync(change);
        (await send([])).IsRefused(HttpStatusCode.PreconditionRequired, "if-match-required");
        foreach (var malformed in new[] { "1", "\"\"", "\"x\"", "\"1\", *", "\"1\" \"2\"", "\"-1\"", "\"1.0\"", "\" 1\"", "\"99999999999999999999\"", "" })
            (await send([("If-Match", malformed)])).Names("If-Match");
        foreach (var stale in new[] { "\"0\"", "\"2\"", "\"9223372036854775807\"", "W/\"2\"", "\"0\", W/\"2-0123456789abcdef\"", "\"2-gzip\"" })
            (await send([("If-Match", stale)])).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        Assert.Single(await stream());

        var changed = (await send([("If-Match", "\"1\"")])).Is(HttpStatusCode.OK);
        Assert.Equal("\"2\"", changed.ETag);
        Assert.Equal(2, changed.Number("version"));
        Assert.Equal(2, (await stream()).Count);
        (await send([("If-Match", "\"1\"")])).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
    }

    [Theory]
    [InlineData("W/\"1\"")]
    [InlineData("*")]
    [InlineData("\"0\", \"1\"")]
    [InlineData("\"x\",W/\"1\" , \"7\"")]
    [InlineData("\"1-gzip\"")]
    [InlineData("W/\"1-br\"")]
    [InlineData("\"1;gzip\"")]
    [InlineData("W/\"1-0123456789abcdef-gzip\"")]
    public async Task Goes_through_proxies_that_change_the_tag(string tag)
    {
        foreach (var change in Changes)
        {
            var (send, stream) = await PrepareAsync(change.Data);
            (await send([("If-Match", tag)])).Is(HttpStatusCode.OK);
            Assert.Equal(2, (await stream()).Count);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Is_won_by_exactly_one_of_many_at_the_same_time(string change)
    {
        var (send, stream) = await PrepareAsync(change);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => send([("If-Match", "\"1\"")])));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        foreach (var lost in answers.Where(answer => answer.Status != HttpStatusCode.OK)) lost.IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        Assert.Equal(2, (await stream()).Count);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Of_what_is_absent_gives_404(string change)
    {
        var absent = Guid.NewGuid().ToString();
        (await Sender(change, change == "partnership" ? "absent" : absent, absent)([("If-Match", "\"1\"")])).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<(Func<(string, string)[], Task<Answer>> Send, Func<Task<List<RecordedFact>>> Stream)> PrepareAsync(string change)
    {
        var stage = await Stage.SetAsync(service.Api);
        if (change == "partnership") return (Sender(change, stage.Partnership, ""), () => RecordedFact.OfPartnershipAsync(service.Database, stage.Partnership));
        var source = await stage.SourceAsync();
        var id = change == "source" ? source : (await stage.ClaimAsync()).Id;
        return (Sender(change, id, source), () => RecordedFact.OfStreamAsync(service.Database, id));
    }

    private Func<(string, string)[], Task<Answer>> Sender(string change, string id, string source) => headers => change switch
    {
        "partnership" => service.Api.Lead.PatchAsync($"/partnerships/{id}", new { name = "Another" }, headers),
        "source" => service.Api.Ana.PostAsync($"/sources/{id}/regradings", new { reliability = "D", reason = "It was wrong twice." }, headers),
        "regrading" => service.Api.Ana.PostAsync($"/claims/{id}/regradings", new { credibility = 4, reason = "Doubts." }, headers),
        "tracing" => service.Api.Ana.PostAsync($"/claims/{id}/tracings", new { chain = new[] { source }, reason = "Found." }, headers),
        _ => service.Api.Ana.PostAsync($"/claims/{id}/withdrawal", new { reason = "Fabricated." }, headers),
    };
}
