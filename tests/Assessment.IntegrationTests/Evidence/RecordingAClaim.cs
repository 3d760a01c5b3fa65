using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class RecordingAClaim(TheService service)
{
    private const HttpStatusCode Refused = HttpStatusCode.UnprocessableEntity;

    private Person Ana => service.Api.Ana;

    [Fact]
    public async Task Answers_everything_as_posted_and_reads_the_same_again()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (origin, read) = (await stage.SourceAsync("A"), await stage.SourceAsync("C"));
        var other = (await stage.ClaimAsync()).Id;
        var body = Bodies.Claim(stage.Partnership, origin, read).With("credibility", 3).With("marking", "GREEN").With("asserts", "quantity")
            .With("bearings", new JsonArray(
                new JsonObject { ["dimension"] = "trust-level", ["direction"] = "lowers", ["perspective"] = "RU>CN" },
                new JsonObject { ["dimension"] = "trust-level", ["direction"] = "raises", ["perspective"] = "CN>RU" },
                new JsonObject { ["dimension"] = "strategic-alignment", ["direction"] = "context", ["perspective"] = null }))
            .With("corroborates", new JsonArray(other)).With("contradicts", new JsonArray(other))
            .With("quantity", new JsonObject { ["value"] = 80.5, ["unit"] = "percent", ["low"] = 70.25, ["high"] = 90 })
            .With("reference", "https://example.org/a?b=c#d");
        var created = (await Ana.PostAsync("/claims", body)).Is(HttpStatusCode.Created);

        Assert.Equal($"/api/v1/claims/{created.Id}", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        var expected = body.With("id", created.Id).With("grade", "C3").With("origin", origin).With("withdrawn", false).With("citedBy", 0).With("version", 1);
        foreach (var (member, value) in expected) Assert.True(JsonNode.DeepEquals(value, created.Json[member]), $"{member}: {created.Text}");
        Assert.Equal(expected.Select(member => member.Key).Order(), created.Json.AsObject().Select(member => member.Key).Order());
        var again = (await service.Api.Rea.GetAsync($"/claims/{created.Id}")).Is(HttpStatusCode.OK);
        Assert.Equal((created.Text, created.ETag), (again.Text, again.ETag));
        Assert.True(JsonNode.DeepEquals(created.Json, (await Ana.GetAsync($"/claims?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Json["items"]![0]));
    }

    [Theory]
    [InlineData("behaviour")]
    [InlineData("belief")]
    [InlineData("statement")]
    [InlineData("quantity")]
    [InlineData("opinion")]
    public async Task Says_what_is_asserted(string asserts) =>
        Assert.Equal(asserts, (await PostAsync(body => body.With("asserts", asserts))).Is(HttpStatusCode.Created).Word("asserts"));

    [Fact]
    public async Task Honours_an_id_of_its_own_once()
    {
        var id = Guid.NewGuid().ToString();
        Assert.Equal(id, (await PostAsync(body => body.With("id", id))).Is(HttpStatusCode.Created).Id);
        (await PostAsync(body => body.With("id", id))).IsRefused(HttpStatusCode.Conflict, "already-exists");
    }

    [Fact]
    public async Task Never_takes_the_id_of_anything_else()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        (await Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, source).With("id", source))).IsRefused(HttpStatusCode.Conflict, "already-exists");
    }

    [Fact]
    public async Task Needs_a_partnership() =>
        (await PostAsync(body => body.With("partnership", "absent"))).IsRefused(Refused, "unknown-partnership");

    [Theory]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Needs_sources_that_are_registered(string absent)
    {
        (await PostAsync(body => body.With("chain", new JsonArray(absent)))).IsRefused(Refused, "unknown-source");
        (await PostAsync(body => body.With("chain", new JsonArray((string?)body["chain"]![0], absent)))).IsRefused(Refused, "unknown-source");
    }

    [Theory]
    [InlineData("corroborates", "11111111-1111-1111-1111-111111111111")]
    [InlineData("corroborates", "00000000-0000-0000-0000-000000000000")]
    [InlineData("contradicts", "11111111-1111-1111-1111-111111111111")]
    [InlineData("contradicts", "00000000-0000-0000-0000-000000000000")]
    public async Task Relates_only_to_claims_that_exist(string member, string absent) =>
        (await PostAsync(body => body.With(member, new JsonArray(absent)))).IsRefused(Refused, "unknown-claim");

    [Fact]
    public async Task Relates_only_to_claims_on_the_same_partnership_and_never_to_itself()
    {
        var elsewhere = (await (await Stage.SetAsync(service.Api)).ClaimAsync()).Id;
        (await PostAsync(body => body.With("contradicts", new JsonArray(elsewhere)))).IsRefused(Refused, "unknown-claim");
        var id = Guid.NewGuid().ToString();
        (await PostAsync(body => body.With("id", id).With("corroborates", new JsonArray(id)))).IsRefused(Refused, "unknown-claim");
    }

    [Theory]
    [InlineData("trust-level", null)]
    [InlineData("trust-level", "RU>US")]
    [InlineData("trust-level", "FR>US")]
    [InlineData("strategic-alignment", "RU>CN")]
    public async Task Needs_the_perspective_that_the_dimension_asks_for(string dimension, string? perspective) =>
        (await PostAsync(body => body.With("bearings", new JsonArray(Bearing(dimension, perspective))))).IsRefused(Refused, "wrong-perspective");

    [Theory]
    [InlineData("trust-level", "RU>CN")]
    [InlineData("trust-level", "CN>RU")]
    [InlineData("strategic-alignment", null)]
    public async Task Takes_the_perspective_that_the_dimension_asks_for(string dimension, string? perspective) =>
        (await PostAsync(body => body.With("bearings", new JsonArray(Bearing(dimension, perspective))))).Is(HttpStatusCode.Created);

    [Fact]
    public async Task Bears_only_on_dimensions_that_the_partnership_has() =>
        (await PostAsync(body => body.With("bearings", new JsonArray(Bearing("weather", null))))).IsRefused(Refused, "unknown-dimension");

    [Fact]
    public async Task Bears_on_nothing_if_it_has_to() => (await PostAsync(body => body.With("bearings", new JsonArray()))).Is(HttpStatusCode.Created);

    [Fact]
    public async Task Names_nothing_twice()
    {
        (await PostAsync(body => body.With("bearings", new JsonArray(Bearing("trust-level", "RU>CN"), Bearing("trust-level", "RU>CN"))))).Names("bearings");
        (await PostAsync(body => body.With("chain", new JsonArray((string?)body["chain"]![0], (string?)body["chain"]![0])))).Names("chain");
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Created)]
    [InlineData(1, Refused)]
    [InlineData(-36500, HttpStatusCode.Created)]
    public async Task Is_never_of_a_day_to_come(int days, HttpStatusCode status)
    {
        // Today is that of the time zone furthest ahead.
        var date = DateTime.UtcNow.AddHours(14).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var answer = (await PostAsync(body => body.With("informationDate", date))).Is(status);
        if (status == Refused) answer.IsRefused(Refused, "date-in-future");
        else Assert.Equal(date, answer.Word("informationDate"));
    }

    [Fact]
    public async Task Is_marked_between_the_partnership_and_the_own_clearance()
    {
        var stage = await Stage.SetAsync(service.Api, marking: "GREEN");
        var amber = service.Api.As("amy", "analyst", "AMBER");
        var source = await stage.SourceAsync();
        foreach (var (marking, code) in new[] { ("CLEAR", "marking-below-partnership"), ("AMBER+STRICT", "marking-above-clearance"), ("RED", "marking-above-clearance") })
            (await amber.PostAsync("/claims", Bodies.Claim(stage.Partnership, source).With("marking", marking))).IsRefused(Refused, code);
        (await amber.PostAsync("/claims", Bodies.Claim(stage.Partnership, source).Without("marking"))).IsRefused(Refused, "marking-below-partnership");
        foreach (var marking in new[] { "GREEN", "AMBER" })
            Assert.Equal(marking, (await amber.PostAsync("/claims", Bodies.Claim(stage.Partnership, source).With("marking", marking))).Is(HttpStatusCode.Created).Word("marking"));
    }

    [Theory]
    [InlineData("B2", "B")]
    [InlineData("C2", "B", "C", "A")]
    [InlineData("E2", "E", "A")]
    [InlineData("B2", "B", "F")]
    [InlineData("D2", "A", "F", "D", "F")]
    [InlineData("F2", "F")]
    [InlineData("F2", "F", "A", "B")]
    public async Task Is_graded_by_the_weakest_judged_link(string grade, params string[] reliabilities)
    {
        var stage = await Stage.SetAsync(service.Api);
        var chain = new List<string>();
        foreach (var reliability in reliabilities) chain.Add(await stage.SourceAsync(reliability));
        var claim = (await Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, [.. chain]))).Is(HttpStatusCode.Created);
        Assert.Equal((grade, chain[0]), (claim.Word("grade"), claim.Word("origin")));
    }

    private static JsonObject Bearing(string dimension, string? perspective) => perspective is null
        ? new() { ["dimension"] = dimension, ["direction"] = "context" }
        : new() { ["dimension"] = dimension, ["direction"] = "context", ["perspective"] = perspective };

    private async Task<Answer> PostAsync(Func<JsonObject, JsonObject> change)
    {
        var stage = await Stage.SetAsync(service.Api);
        return await Ana.PostAsync("/claims", change(Bodies.Claim(stage.Partnership, await stage.SourceAsync())));
    }
}
