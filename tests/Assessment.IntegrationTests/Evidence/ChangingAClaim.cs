using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class ChangingAClaim(TheService service)
{
    private Person Ana => service.Api.Ana;

    [Fact]
    public async Task By_regrading_gives_it_another_digit()
    {
        var claim = await RecordAsync();
        var regraded = (await service.Api.Bo.PostAsync($"/claims/{claim.Id}/regradings", new { credibility = 6, reason = "Nobody can tell." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal((6, "B6", "\"2\"", 2L), (regraded.Number("credibility"), regraded.Word("grade"), regraded.ETag, regraded.Number("version")));
        Assert.Equal(regraded.Text, (await service.Api.Rea.GetAsync($"/claims/{claim.Id}")).Text);
        Assert.Equal(("claim-regraded", "Nobody can tell.", 2), await LastAsync(claim.Id, "was"));
    }

    [Fact]
    public async Task By_tracing_gives_it_another_chain_origin_and_grade()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (repeated, origin) = (await stage.SourceAsync("A"), await stage.SourceAsync("D"));
        var claim = await stage.ClaimAsync(repeated);
        var traced = (await Ana.PostAsync($"/claims/{claim.Id}/tracings", new { chain = new[] { origin, repeated }, reason = "It was taken over." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal((origin, "D2", "\"2\""), (traced.Word("origin"), traced.Word("grade"), traced.ETag));
        Assert.Equal([origin, repeated], traced.Json["chain"]!.AsArray().Select(source => source!.GetValue<string>()));
        Assert.Equal(traced.Text, (await service.Api.Rea.GetAsync($"/claims/{claim.Id}")).Text);
    }

    [Theory]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task By_tracing_needs_sources_that_are_registered(string absent)
    {
        var claim = await RecordAsync();
        (await Ana.PostAsync($"/claims/{claim.Id}/tracings", new { chain = new[] { absent }, reason = "Found." }, claim.IfMatch))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-source");
        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, claim.Id));
    }

    [Fact]
    public async Task To_what_it_is_already_writes_nothing()
    {
        var claim = await RecordAsync();
        foreach (var (path, body) in new (string, object)[] { ("regradings", new { credibility = 2, reason = "Looked again." }), ("tracings", new { chain = claim.Json["chain"], reason = "Looked again." }) })
        {
            var same = (await Ana.PostAsync($"/claims/{claim.Id}/{path}", body, claim.IfMatch)).Is(HttpStatusCode.OK);
            Assert.Equal((claim.Text, claim.ETag), (same.Text, same.ETag));
        }

        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, claim.Id));
    }

    [Fact]
    public async Task By_withdrawing_leaves_it_readable_and_marked_so()
    {
        var claim = await RecordAsync();
        var withdrawn = (await Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.True(withdrawn.Json["withdrawn"]!.GetValue<bool>());
        Assert.Equal("\"2\"", withdrawn.ETag);
        Assert.Equal(("Fabricated.", "ana"), (withdrawn.Json["withdrawal"]!["reason"]!.GetValue<string>(), withdrawn.Json["withdrawal"]!["by"]!.GetValue<string>()));
        Assert.Null(claim.Json["withdrawal"]);
        var read = (await service.Api.Rea.GetAsync($"/claims/{claim.Id}")).Is(HttpStatusCode.OK);
        Assert.Equal(withdrawn.Text, read.Text);
        Assert.Equal(claim.Word("statement"), read.Word("statement"));
    }

    [Theory]
    [InlineData("withdrawal", "{}")]
    [InlineData("regradings", "{\"credibility\":3}")]
    [InlineData("regradings", "{\"credibility\":2}")]
    [InlineData("tracings", "{\"chain\":[]}")]
    public async Task Is_refused_once_it_is_withdrawn(string path, string body)
    {
        var claim = await RecordAsync();
        var withdrawn = (await Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        var change = JsonNode.Parse(body)!.AsObject().With("reason", "Again.");
        if (path == "tracings") change.With("chain", claim.Json["chain"]!.DeepClone());
        (await Ana.PostAsync($"/claims/{claim.Id}/{path}", change, withdrawn.IfMatch)).IsRefused(HttpStatusCode.Conflict, "claim-withdrawn");
        Assert.Equal(2, (await RecordedFact.OfStreamAsync(service.Database, claim.Id)).Count);
    }

    [Theory]
    [InlineData("regradings", "{\"credibility\":3}", "reason")]
    [InlineData("regradings", "{\"reason\":\"x\"}", "credibility")]
    [InlineData("regradings", "{\"credibility\":0,\"reason\":\"x\"}", "credibility")]
    [InlineData("regradings", "{\"credibility\":7,\"reason\":\"x\"}", "credibility")]
    [InlineData("regradings", "{\"credibility\":3,\"reason\":\" \"}", "reason")]
    [InlineData("tracings", "{\"chain\":[],\"reason\":\"x\"}", "chain")]
    [InlineData("tracings", "{\"reason\":\"x\"}", "chain")]
    [InlineData("tracings", "{\"chain\":[\"11111111-1111-1111-1111-111111111111\",\"11111111-1111-1111-1111-111111111111\"],\"reason\":\"x\"}", "chain")]
    [InlineData("withdrawal", "{}", "reason")]
    [InlineData("withdrawal", "{\"reason\":\"\"}", "reason")]
    [InlineData("withdrawal", "{\"reason\":\"x\",\"code\":\"duplicate\"}", "code")]
    public async Task Names_what_is_wrong(string path, string body, string member)
    {
        var claim = await RecordAsync();
        (await Ana.PostTextAsync($"/claims/{claim.Id}/{path}", body, claim.IfMatch)).Names(member);
    }

    private async Task<Answer> RecordAsync() => await (await Stage.SetAsync(service.Api)).ClaimAsync();

    private async Task<(string, string, int)> LastAsync(string stream, string member)
    {
        var fact = (await RecordedFact.OfStreamAsync(service.Database, stream))[^1];
        return (fact.Type, fact.Data["reason"]!.GetValue<string>(), fact.Data[member]!.GetValue<int>());
    }
}
