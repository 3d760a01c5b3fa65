using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class RegisteringASource(TheService service)
{
    [Theory]
    [InlineData("document")]
    [InlineData("organization")]
    [InlineData("person")]
    [InlineData("media")]
    [InlineData("dataset")]
    [InlineData("unknown")]
    public async Task Answers_it_as_posted_and_reads_the_same_again(string kind)
    {
        var body = Bodies.Source(kind, "F");
        var created = (await service.Api.Ana.PostAsync("/sources", body)).Is(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/sources/{created.Id}", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        Assert.True(JsonNode.DeepEquals(body.With("id", created.Id).With("version", 1).With("marking", "CLEAR").With("mergedInto", null).With("aliases", new JsonArray()), created.Json), created.Text);

        var read = (await service.Api.Rea.GetAsync($"/sources/{created.Id}")).Is(HttpStatusCode.OK);
        Assert.Equal((created.Text, created.ETag), (read.Text, read.ETag));
    }

    [Fact]
    public async Task Honours_an_id_of_its_own_once()
    {
        var id = Guid.NewGuid().ToString();
        var body = Bodies.Source().With("id", id);
        Assert.Equal(id, (await service.Api.Ana.PostAsync("/sources", body)).Is(HttpStatusCode.Created).Id);
        (await service.Api.Ana.PostAsync("/sources", body)).IsRefused(HttpStatusCode.Conflict, "already-exists");
        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, id));
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("kind", "\"newspaper\"")]
    [InlineData("kind", "\"Media\"")]
    [InlineData("kind", "3")]
    [InlineData("reliability", "\"G\"")]
    [InlineData("reliability", "\"b\"")]
    [InlineData("reliability", "\"B2\"")]
    [InlineData("note", "\"\"")]
    [InlineData("id", "\"00000000-0000-0000-0000-000000000000\"")]
    public async Task Names_what_is_wrong(string member, string value) =>
        (await service.Api.Ana.PostAsync("/sources", Bodies.Source().With(member, JsonNode.Parse(value)))).Names(member);
}
