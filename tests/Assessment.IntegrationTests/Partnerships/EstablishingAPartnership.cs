using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Partnerships;

public class EstablishingAPartnership(TheService service)
{
    private Person Lead => service.Api.Lead;

    [Fact]
    public async Task Answers_it_as_posted_and_reads_the_same_again()
    {
        var body = Bodies.Partnership().With("reviewers", 2).With("marking", "AMBER+STRICT").With("parties", new JsonArray("RU", "CN", "XK"));
        var created = (await Lead.PostAsync("/partnerships", body)).Is(HttpStatusCode.Created);

        Assert.Equal($"/api/v1/partnerships/{created.Id}", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        Assert.True(JsonNode.DeepEquals(body.With("version", 1), created.Json), created.Text);
        var read = (await Lead.GetAsync($"/partnerships/{created.Id}")).Is(HttpStatusCode.OK);
        Assert.Equal((created.Text, created.ETag), (read.Text, read.ETag));
        var listed = (await Lead.GetAsync("/partnerships?limit=200", ("Prefer", "wait=10"))).Json["items"]!.AsArray();
        Assert.Contains(listed, item => JsonNode.DeepEquals(item, created.Json));
    }

    [Fact]
    public async Task Needs_one_reviewer_and_is_marked_CLEAR_unless_it_says_otherwise()
    {
        var created = (await Lead.PostAsync("/partnerships", Bodies.Partnership().Without("reviewers").Without("marking"))).Is(HttpStatusCode.Created);
        Assert.Equal((1, "CLEAR"), (created.Number("reviewers"), created.Word("marking")));
    }

    [Fact]
    public async Task Twice_is_refused()
    {
        var body = Bodies.Partnership();
        (await Lead.PostAsync("/partnerships", body)).Is(HttpStatusCode.Created);
        (await Lead.PostAsync("/partnerships", body)).IsRefused(HttpStatusCode.Conflict, "partnership-exists");
        (await Lead.PostAsync("/partnerships", body.With("name", "Other"))).IsRefused(HttpStatusCode.Conflict, "partnership-exists");
    }

    [Fact]
    public async Task Many_times_at_once_is_done_once()
    {
        var body = Bodies.Partnership().ToJsonString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Lead.PostTextAsync("/partnerships", body)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        foreach (var late in answers.Where(answer => answer.Status != HttpStatusCode.Created)) late.IsRefused(HttpStatusCode.Conflict, "partnership-exists");
    }

    public static TheoryData<string> BadSlugs => ["", "A", "China", "a b", "-a", "a-", "a--b", "1a", "ä", "a_b", "a/b", new string('a', 65), "a\n"];

    [Theory]
    [MemberData(nameof(BadSlugs))]
    public async Task Needs_a_slug(string slug) => (await Lead.PostAsync("/partnerships", Bodies.Partnership(slug))).Names("id");

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"CN\"]")]
    [InlineData("[\"CN\",\"CN\"]")]
    [InlineData("[\"CN\",\"ZZ\"]")]
    [InlineData("[\"CN\",\"ru\"]")]
    [InlineData("[\"CN\",\"RUS\"]")]
    [InlineData("[\"CN\",null]")]
    [InlineData("[null,null]")]
    [InlineData("[\"CN\",\"\"]")]
    [InlineData("[\"CN\",\"RU\",\"FR\",\"DE\",\"IT\",\"ES\",\"PT\",\"PL\",\"SE\",\"FI\",\"NO\"]")]
    public async Task Needs_two_to_ten_different_countries(string parties) =>
        (await Lead.PostAsync("/partnerships", Bodies.Partnership().With("parties", JsonNode.Parse(parties)))).Names("parties");

    [Theory]
    [InlineData("reviewers", "4")]
    [InlineData("reviewers", "-1")]
    [InlineData("name", "\"\"")]
    [InlineData("name", "\" \"")]
    public async Task Names_what_is_out_of_range(string member, string value) =>
        (await Lead.PostAsync("/partnerships", Bodies.Partnership().With(member, JsonNode.Parse(value)))).Names(member);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Takes_none_to_three_reviewers(int reviewers) =>
        Assert.Equal(reviewers, (await Lead.PostAsync("/partnerships", Bodies.Partnership().With("reviewers", reviewers))).Is(HttpStatusCode.Created).Number("reviewers"));

    [Fact]
    public async Task Takes_a_name_of_two_hundred_characters_and_no_more()
    {
        (await Lead.PostAsync("/partnerships", Bodies.Partnership().With("name", new string('x', 200)))).Is(HttpStatusCode.Created);
        (await Lead.PostAsync("/partnerships", Bodies.Partnership().With("name", new string('x', 201)))).Names("name");
    }
}
