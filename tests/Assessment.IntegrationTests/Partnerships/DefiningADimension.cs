using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Partnerships;

public class DefiningADimension(TheService service)
{
    [Fact]
    public async Task Adds_it_behind_those_of_the_catalogue()
    {
        var stage = await Stage.SetAsync(service.Api);
        var body = Bodies.Dimension("arctic-access", directed: true);
        var created = (await service.Api.Lead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", body)).Is(HttpStatusCode.Created);

        Assert.Equal($"/api/v1/partnerships/{stage.Partnership}/dimensions/arctic-access", created.Location);
        Assert.NotNull(created.ETag);
        Assert.True(JsonNode.DeepEquals(body, created.Json), created.Text);
        var read = (await service.Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/dimensions/arctic-access")).Is(HttpStatusCode.OK);
        Assert.Equal((created.Text, created.ETag), (read.Text, read.ETag));
        var all = (await service.Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/dimensions")).Json["items"]!.AsArray();
        Assert.Equal(8, all.Count);
        Assert.True(JsonNode.DeepEquals(body, all[7]));
        Assert.Equal("\"2\"", (await service.Api.Rea.GetAsync($"/partnerships/{stage.Partnership}")).ETag);
    }

    [Fact]
    public async Task Leaves_other_partnerships_and_the_catalogue_as_they_are()
    {
        var (mine, other) = (await Stage.SetAsync(service.Api), await Stage.SetAsync(service.Api));
        (await service.Api.Lead.PostAsync($"/partnerships/{mine.Partnership}/dimensions", Bodies.Dimension())).Is(HttpStatusCode.Created);
        foreach (var path in new[] { "/dimensions", $"/partnerships/{other.Partnership}/dimensions" })
            Assert.Equal(7, (await service.Api.Rea.GetAsync(path)).Json["items"]!.AsArray().Count);
        (await service.Api.Rea.GetAsync($"/partnerships/{other.Partnership}/dimensions/one-more")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Lets_claims_bear_on_it()
    {
        var stage = await Stage.SetAsync(service.Api);
        (await service.Api.Lead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", Bodies.Dimension("undirected"))).Is(HttpStatusCode.Created);
        await stage.ClaimAsync(bearings: new[] { new { dimension = "undirected", direction = "raises" } });
    }

    [Fact]
    public async Task Twice_is_refused()
    {
        var stage = await Stage.SetAsync(service.Api);
        var path = $"/partnerships/{stage.Partnership}/dimensions";
        (await service.Api.Lead.PostAsync(path, Bodies.Dimension())).Is(HttpStatusCode.Created);
        (await service.Api.Lead.PostAsync(path, Bodies.Dimension().With("name", "Other"))).IsRefused(HttpStatusCode.Conflict, "dimension-exists");
        (await service.Api.Lead.PostAsync(path, Bodies.Dimension("trust-level"))).IsRefused(HttpStatusCode.Conflict, "dimension-exists");
        Assert.Equal(2, (await RecordedFact.OfPartnershipAsync(service.Database, stage.Partnership)).Count);
    }

    [Fact]
    public async Task Needs_the_partnership() =>
        (await service.Api.Lead.PostAsync("/partnerships/absent/dimensions", Bodies.Dimension())).IsRefused(HttpStatusCode.NotFound, "not-found");

    [Theory]
    [InlineData("[]")]
    [InlineData("[null,null,null,null,null]")]
    [InlineData("[{\"level\":1,\"label\":\"a\",\"definition\":\"a\"}]")]
    [InlineData("[{\"level\":5,\"label\":\"a\",\"definition\":\"a\"},{\"level\":4,\"label\":\"a\",\"definition\":\"a\"},{\"level\":3,\"label\":\"a\",\"definition\":\"a\"},{\"level\":2,\"label\":\"a\",\"definition\":\"a\"},{\"level\":1,\"label\":\"a\",\"definition\":\"a\"}]")]
    [InlineData("[{\"level\":1,\"label\":\"\",\"definition\":\"a\"},{\"level\":2,\"label\":\"a\",\"definition\":\"a\"},{\"level\":3,\"label\":\"a\",\"definition\":\"a\"},{\"level\":4,\"label\":\"a\",\"definition\":\"a\"},{\"level\":5,\"label\":\"a\",\"definition\":\"a\"}]")]
    [InlineData("[{\"level\":1,\"label\":\"a\",\"definition\":\"a\"},{\"level\":1,\"label\":\"a\",\"definition\":\"a\"},{\"level\":3,\"label\":\"a\",\"definition\":\"a\"},{\"level\":4,\"label\":\"a\",\"definition\":\"a\"},{\"level\":5,\"label\":\"a\",\"definition\":\"a\"}]")]
    public async Task Needs_five_levels_in_order(string levels)
    {
        var stage = await Stage.SetAsync(service.Api);
        (await service.Api.Lead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", Bodies.Dimension().With("levels", JsonNode.Parse(levels)))).Names("levels");
    }

    [Theory]
    [InlineData("code", "\"No Slug\"")]
    [InlineData("name", "\"\"")]
    [InlineData("question", "\" \"")]
    [InlineData("directed", "\"true\"")]
    [InlineData("reviewDays", "0")]
    [InlineData("reviewDays", "3651")]
    [InlineData("polarity", "\"up\"")]
    public async Task Names_what_is_wrong(string member, string value)
    {
        var stage = await Stage.SetAsync(service.Api);
        (await service.Api.Lead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", Bodies.Dimension().With(member, JsonNode.Parse(value)))).Names(member);
    }
}
