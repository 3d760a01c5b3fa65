using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

public class ThinkingEvidenceAway(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Goes_by_the_chains_as_they_were_known_at_the_moment()
    {
        var stage = await Stage.SetAsync(Api);
        var (leak, interview) = (await stage.SourceAsync(), await stage.SourceAsync());
        var claim = await stage.ClaimAsync(leak);
        var published = await stage.PublishAsync(Api.Ana, claim.Id, level: 2);
        (await Api.Ana.PostAsync($"/claims/{claim.Id}/tracings", new { chain = new[] { interview }, reason = "It was said there first." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => Api.Rea.GetAsync($"/assessments/{published.Id}"), answer => answer.ETag != published.ETag);

        Assert.Null(Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(published)}&without=source:{leak}")));
        Assert.Equal(2, Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(published)}&without=source:{interview}")));
        Assert.Equal(2, Level(await stage.PictureAsync(Api.Rea, $"?without=source:{leak}")));
        Assert.Null(Level(await stage.PictureAsync(Api.Rea, $"?without=source:{interview}")));
    }

    [Fact]
    public async Task Has_another_tag_when_it_would_change_something_else()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, claim);
        var without = await stage.PictureAsync(Api.Rea, $"?without=claim:{claim}");
        Assert.Single(without.Json["changes"]!.AsArray());

        // What is shown of the dimensions stays as it was: nobody has judged them.
        (await Api.Ana.PostAsync($"/assessments/{published.Id}/retraction", new { reason = "It was wrong." }, published.IfMatch)).Is(HttpStatusCode.OK);
        var after = await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture?without=claim:{claim}", ("If-None-Match", without.ETag!), ("Prefer", "wait=10"));
        Assert.Equal((HttpStatusCode.OK, without.Json["dimensions"]!.ToJsonString()), (after.Status, after.Json["dimensions"]!.ToJsonString()));
        Assert.Empty(after.Json["changes"]!.AsArray());
    }

    [Fact]
    public async Task Brings_no_older_judgment_back_and_leaves_opposing_claims_out_of_it()
    {
        var stage = await Stage.SetAsync(Api);
        var (first, second, against) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync()).Id, (await stage.ClaimAsync()).Id);
        await stage.PublishAsync(Api.Ana, first, level: 1, cutOff: "2025-01-01");
        var posted = (await stage.PostAsync(Api.Ana,
        [
            new { dimension = "trust-level", perspective = "RU>CN", level = 4, likelihood = new { term = "likely" }, confidence = "low", rationale = Stage.Rationale, claims = new object[] { second, new { claim = against, stance = "opposes" } } },
        ])).Is(HttpStatusCode.Created);
        (await Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);

        var without = (await stage.PictureAsync(Api.Rea, $"?without=claim:{second}")).Json;
        var change = Assert.Single(without["changes"]!.AsArray())!;
        Assert.Equal((4.0, null, 1, 0), ((double)change["before"]!, (double?)change["after"], (int)change["analystsBefore"]!, (int)change["analystsAfter"]!));
        Assert.Equal([posted.Id], change["fallOut"]!.AsArray().Select(id => (string)id!));
        Assert.Empty((await stage.PictureAsync(Api.Rea, $"?without=claim:{against}")).Json["changes"]!.AsArray());
        Assert.Empty((await stage.PictureAsync(Api.Rea, $"?without=claim:{Guid.NewGuid()}&without=source:{Guid.NewGuid()}")).Json["changes"]!.AsArray());
    }

    [Fact]
    public async Task Stores_nothing()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim);
        var before = await stage.PictureAsync(Api.Rea);
        await stage.PictureAsync(Api.Rea, $"?without=claim:{claim}");
        var after = await stage.PictureAsync(Api.Rea);
        Assert.Equal((before.ETag, before.Number("position")), (after.ETag, Math.Min(before.Number("position"), after.Number("position"))));
    }

    [Theory]
    [InlineData("without=claim:1")]
    [InlineData("without=source:00000000-0000-0000-0000-00000000000g")]
    [InlineData("without=analyst:6f2a1f6e-6c52-5f0b-9d8e-3f0c5f0f7a11")]
    [InlineData("without=")]
    public async Task What_is_no_evidence_is_refused(string query) =>
        (await Api.Rea.GetAsync($"/partnerships/{(await Stage.SetAsync(Api)).Partnership}/picture?{query}")).Names("without");

    [Fact]
    public async Task Many_things_at_once_and_no_more_than_fifty()
    {
        var stage = await Stage.SetAsync(Api);
        string Query(int count) => $"?{string.Join('&', Enumerable.Range(0, count).Select(_ => $"without=claim:{Guid.NewGuid()}"))}";
        await stage.PictureAsync(Api.Rea, Query(50));
        (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture{Query(51)}")).Names("without");
    }
}
