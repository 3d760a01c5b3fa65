using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Partnerships;

public class ChangingAPartnership(TheService service)
{
    [Fact]
    public async Task Changes_what_is_named_and_leaves_the_rest()
    {
        var (path, created) = await EstablishAsync();
        var renamed = (await service.Api.Lead.PatchAsync(path, new { name = "Sino-Russian" }, created.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("Sino-Russian", 1L, 2L, "\"2\""), (renamed.Word("name"), renamed.Number("reviewers"), renamed.Number("version"), renamed.ETag));

        var reviewed = (await service.Api.Lead.PatchAsync(path, new { reviewers = 3 }, renamed.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("Sino-Russian", 3L, "\"3\""), (reviewed.Word("name"), reviewed.Number("reviewers"), reviewed.ETag));
        Assert.True(JsonNode.DeepEquals(reviewed.Json, (await service.Api.Rea.GetAsync(path)).Json));
        Assert.True(JsonNode.DeepEquals(created.Json["parties"], reviewed.Json["parties"]));
    }

    [Fact]
    public async Task Again_changes_nothing()
    {
        var (path, created) = await EstablishAsync();
        foreach (var body in new object[] { new { }, new { name = "China–Russia" }, new { reviewers = 1 }, new { name = "China–Russia", reviewers = 1 } })
        {
            var same = (await service.Api.Lead.PatchAsync(path, body, created.IfMatch)).Is(HttpStatusCode.OK);
            Assert.Equal((created.Text, created.ETag), (same.Text, same.ETag));
        }

        Assert.Single(await RecordedFact.OfPartnershipAsync(service.Database, created.Id));
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("reviewers", "4")]
    [InlineData("reviewers", "\"1\"")]
    [InlineData("parties", "[\"CN\",\"US\"]")]
    [InlineData("marking", "\"RED\"")]
    [InlineData("id", "\"other\"")]
    public async Task Names_what_cannot_be_changed_so(string member, string value)
    {
        var (path, created) = await EstablishAsync();
        (await service.Api.Lead.PatchAsync(path, new JsonObject { [member] = JsonNode.Parse(value) }, created.IfMatch)).Names(member);
    }

    private async Task<(string Path, Answer Created)> EstablishAsync()
    {
        var created = (await service.Api.Lead.PostAsync("/partnerships", Bodies.Partnership())).Is(HttpStatusCode.Created);
        return ($"/partnerships/{created.Id}", created);
    }
}
