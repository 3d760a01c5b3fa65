using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class CorroboratingAClaim(TheService service)
{
    private const HttpStatusCode Refused = HttpStatusCode.UnprocessableEntity;

    private Person Ana => service.Api.Ana;

    [Fact]
    public async Task Allows_credibility_1_when_the_other_has_another_origin()
    {
        var stage = await Stage.SetAsync(service.Api);
        var other = (await stage.ClaimAsync()).Id;
        Assert.Equal("B1", (await RecordAsync(stage, await stage.SourceAsync(), 1, other)).Is(HttpStatusCode.Created).Word("grade"));
    }

    [Fact]
    public async Task Is_needed_for_credibility_1()
    {
        var stage = await Stage.SetAsync(service.Api);
        (await RecordAsync(stage, await stage.SourceAsync(), 1)).IsRefused(Refused, "uncorroborated");
        (await RecordAsync(stage, await stage.SourceAsync(), 2)).Is(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("same origin")]
    [InlineData("same origin, other media")]
    [InlineData("unknown origin")]
    [InlineData("withdrawn")]
    [InlineData("contradicts")]
    public async Task Is_not_what_every_other_claim_does(string other)
    {
        var stage = await Stage.SetAsync(service.Api);
        var (origin, second) = (await stage.SourceAsync(), await stage.SourceAsync());
        string[] chain = other switch
        {
            "same origin" => [origin],
            "same origin, other media" => [origin, second],
            "unknown origin" => [await stage.SourceAsync(kind: "unknown"), second],
            _ => [second],
        };
        var claim = (await Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, chain))).Is(HttpStatusCode.Created);
        if (other == "withdrawn") (await Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        var body = Bodies.Claim(stage.Partnership, origin).With(other == "contradicts" ? "contradicts" : "corroborates", new JsonArray(claim.Id));

        (await Ana.PostAsync("/claims", body.With("credibility", 1))).IsRefused(Refused, "uncorroborated");
        var two = (await Ana.PostAsync("/claims", body.With("credibility", 2))).Is(HttpStatusCode.Created);
        (await RegradeAsync(two, 1)).IsRefused(Refused, "uncorroborated");
        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, two.Id));
    }

    [Fact]
    public async Task Allows_regrading_to_1_when_this_claim_names_the_other()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await RecordAsync(stage, await stage.SourceAsync(), 2, (await stage.ClaimAsync()).Id);
        Assert.Equal("B1", (await RegradeAsync(claim, 1)).Is(HttpStatusCode.OK).Word("grade"));
    }

    [Fact]
    public async Task Allows_regrading_to_1_as_soon_as_the_other_names_this_claim()
    {
        var stage = await Stage.SetAsync(service.Api);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var claim = await stage.ClaimAsync();
            (await RecordAsync(stage, await stage.SourceAsync(), 2, claim.Id)).Is(HttpStatusCode.Created);
            Assert.Equal("B1", (await RegradeAsync(claim, 1)).Is(HttpStatusCode.OK).Word("grade"));
        }
    }

    [Fact]
    public async Task Allows_nothing_when_the_other_that_names_this_claim_is_withdrawn()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var other = await RecordAsync(stage, await stage.SourceAsync(), 2, claim.Id);
        (await Ana.PostAsync($"/claims/{other.Id}/withdrawal", new { reason = "Duplicate." }, other.IfMatch)).Is(HttpStatusCode.OK);
        (await RegradeAsync(claim, 1)).IsRefused(Refused, "uncorroborated");
    }

    [Fact]
    public async Task Follows_the_true_origin_once_it_is_traced()
    {
        var stage = await Stage.SetAsync(service.Api);
        var origin = await stage.SourceAsync();
        var claim = await stage.ClaimAsync(origin);
        var other = await RecordAsync(stage, await stage.SourceAsync(), 2, claim.Id);
        (await Ana.PostAsync($"/claims/{other.Id}/tracings", new { chain = new[] { origin, other.Word("origin") }, reason = "It repeats the first." }, other.IfMatch)).Is(HttpStatusCode.OK);
        (await RegradeAsync(claim, 1)).IsRefused(Refused, "uncorroborated");
    }

    private Task<Answer> RecordAsync(Stage stage, string source, int credibility, params string[] corroborates) => Ana.PostAsync("/claims",
        Bodies.Claim(stage.Partnership, source).With("credibility", credibility).With("corroborates", new JsonArray([.. corroborates.Select(id => (JsonNode)id)])));

    private Task<Answer> RegradeAsync(Answer claim, int credibility) =>
        Ana.PostAsync($"/claims/{claim.Id}/regradings", new { credibility, reason = "Confirmed by another." }, claim.IfMatch);
}
