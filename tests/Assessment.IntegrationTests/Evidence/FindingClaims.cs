using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class FindingClaims(TheService service)
{
    [Fact]
    public async Task By_source_finds_every_link_and_by_origin_only_the_first()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, two) = (await stage.SourceAsync(), await stage.SourceAsync());
        var first = await RecordAsync(stage, body => body.With("chain", new JsonArray(one, two)));
        var second = await RecordAsync(stage, body => body.With("chain", new JsonArray(two)));

        Assert.Equal([second, first], await FindAsync($"source={two}"));
        Assert.Equal([first], await FindAsync($"source={one}"));
        Assert.Equal([second], await FindAsync($"origin={two}"));
        Assert.Equal([first], await FindAsync($"origin={one}"));

        (await service.Api.Ana.PostAsync($"/claims/{second}/tracings", new { chain = new[] { one, two }, reason = "Found." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        Assert.Equal([second, first], await FindAsync($"origin={one}"));
        Assert.Empty(await FindAsync($"origin={two}"));
        Assert.Empty(await FindAsync($"origin={Guid.NewGuid()}"));
    }

    [Fact]
    public async Task By_partnership_and_dimension_finds_what_bears_on_it()
    {
        var (stage, other) = (await Stage.SetAsync(service.Api), await Stage.SetAsync(service.Api));
        var trust = await RecordAsync(stage, body => body);
        var alignment = await RecordAsync(stage, body => body.With("bearings", new JsonArray(new JsonObject { ["dimension"] = "strategic-alignment", ["direction"] = "raises" })));
        var elsewhere = await RecordAsync(other, body => body);

        Assert.Equal([alignment, trust], await FindAsync($"partnership={stage.Partnership}"));
        Assert.Equal([elsewhere], await FindAsync($"partnership={other.Partnership}"));
        Assert.Equal([trust], await FindAsync($"partnership={stage.Partnership}&dimension=trust-level"));
        Assert.Equal([alignment], await FindAsync($"partnership={stage.Partnership}&dimension=strategic-alignment"));
        Assert.Empty(await FindAsync($"partnership={stage.Partnership}&dimension=military-aid"));
        Assert.Empty(await FindAsync("partnership=absent"));
    }

    [Fact]
    public async Task By_what_they_corroborate_or_contradict_finds_who_speaks_of_a_claim_that_one_may_see()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (open, secret) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync(marking: "AMBER")).Id);
        var against = await RecordAsync(stage, body => body.With("contradicts", new JsonArray(open, secret)));
        var beside = await RecordAsync(stage, body => body.With("corroborates", new JsonArray(open)));

        Assert.Equal([against], await FindAsync($"contradicts={open}"));
        Assert.Equal([beside], await FindAsync($"corroborates={open}"));
        Assert.Empty(await FindAsync($"contradicts={open}&corroborates={open}"));
        Assert.Empty(await FindAsync($"contradicts={against}"));
        // She may see the one that speaks, and not what it speaks of.
        Assert.Empty((await service.Api.As("rea", "reader", "GREEN").GetAsync($"/claims?contradicts={secret}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Ids);
        Assert.Equal([against], (await service.Api.Ana.GetAsync($"/claims?contradicts={secret}", ("Prefer", "wait=10"))).Ids);
    }

    [Fact]
    public async Task By_words_finds_them_in_any_form_and_order()
    {
        var stage = await Stage.SetAsync(service.Api);
        var leak = await RecordAsync(stage, body => body.With("statement", "The directorate's report was leaked to journalists in June."));
        var visit = await RecordAsync(stage, body => body.With("statement", "Journalists confirmed the visits (визит) of the minister."));

        Assert.Equal([visit, leak], await FindAsync($"partnership={stage.Partnership}&q=journalist"));
        Assert.Equal([leak], await FindAsync($"partnership={stage.Partnership}&q=leaking+reports"));
        Assert.Equal([visit], await FindAsync($"partnership={stage.Partnership}&q=journalist+-leak"));
        Assert.Equal([visit], await FindAsync($"partnership={stage.Partnership}&q=%22confirmed+the+visit%22"));
        Assert.Equal([visit], await FindAsync($"partnership={stage.Partnership}&q=%D0%B2%D0%B8%D0%B7%D0%B8%D1%82"));
        Assert.Empty(await FindAsync($"partnership={stage.Partnership}&q=nothing+of+the+kind"));
    }

    [Theory]
    [InlineData("й", 1024)]
    [InlineData("-", 20)]
    [InlineData("a or b -", 20)]
    [InlineData("-\"", 20)]
    [InlineData("\"", 1024)]
    [InlineData(" or", 300)]
    [InlineData("\"a\" ", 250)]
    [InlineData("a&|!()<->:*'\\ ", 20)]
    public async Task By_words_takes_whatever_is_asked(string piece, int times) =>
        await FindAsync($"q={Uri.EscapeDataString(string.Concat(Enumerable.Repeat(piece, times)))}");

    [Theory]
    [InlineData("-", 1024)]
    [InlineData("- ", 21)]
    [InlineData("-!", 33)]
    public async Task By_words_negates_only_so_often(string piece, int times) =>
        (await service.Api.Rea.GetAsync($"/claims?q={Uri.EscapeDataString(string.Concat(Enumerable.Repeat(piece, times)))}")).Names("q");

    [Fact]
    public async Task By_withdrawal_finds_either()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (stands, withdrawn) = (await RecordAsync(stage, body => body), await RecordAsync(stage, body => body));
        (await service.Api.Ana.PostAsync($"/claims/{withdrawn}/withdrawal", new { reason = "Mistaken." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);

        Assert.Equal([withdrawn, stands], await FindAsync($"partnership={stage.Partnership}"));
        Assert.Equal([withdrawn], await FindAsync($"partnership={stage.Partnership}&withdrawn=true"));
        Assert.Equal([stands], await FindAsync($"partnership={stage.Partnership}&withdrawn=false"));
    }

    [Fact]
    public async Task Counts_the_assessments_that_cite_each()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (cited, uncited) = (await RecordAsync(stage, body => body), await RecordAsync(stage, body => body));
        var published = await stage.PublishAsync(service.Api.Ana, cited);
        Assert.Equal([(uncited, 0), (cited, 1)], await CountsAsync());

        (await service.Api.Ana.PostAsync($"/assessments/{published.Id}/retraction", new { reason = "It was wrong." }, published.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal([(uncited, 0), (cited, 0)], await CountsAsync());

        async Task<IEnumerable<(string, int)>> CountsAsync() => (await service.Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Json["items"]!.AsArray()
            .Select(item => (item!["id"]!.GetValue<string>(), item["citedBy"]!.GetValue<int>()));
    }

    private async Task<string> RecordAsync(Stage stage, Func<JsonObject, JsonObject> change) =>
        (await service.Api.Ana.PostAsync("/claims", change(Bodies.Claim(stage.Partnership, await stage.SourceAsync())))).Is(HttpStatusCode.Created).Id;

    private async Task<IReadOnlyList<string>> FindAsync(string query) =>
        (await service.Api.Rea.GetAsync($"/claims?{query}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Ids;
}
