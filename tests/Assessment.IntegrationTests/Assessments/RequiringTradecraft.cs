using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

public class RequiringTradecraft(TheService service)
{
    private static readonly string[] Asked = ["alternatives", "assumptions", "sourcing"];

    [Fact]
    public async Task A_lead_asks_for_standards_and_for_none()
    {
        var stage = await Stage.SetAsync(service.Api);
        var path = $"/partnerships/{stage.Partnership}";
        Assert.Null((await service.Api.Rea.GetAsync(path)).Json["tradecraft"]);
        var asked = await AskAsync(stage, "sourcing", "alternatives");
        Assert.Equal(["alternatives", "sourcing"], Words(asked.Json["tradecraft"]!));

        var same = (await service.Api.Lead.PatchAsync(path, new { tradecraft = new[] { "alternatives", "sourcing" } }, asked.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(asked.ETag, same.ETag);
        var renamed = (await service.Api.Lead.PatchAsync(path, new { name = "Sino-Russian" }, asked.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(["alternatives", "sourcing"], Words(renamed.Json["tradecraft"]!));
        Assert.Null((await service.Api.Lead.PatchAsync(path, new { tradecraft = Array.Empty<string>() }, renamed.IfMatch)).Is(HttpStatusCode.OK).Json["tradecraft"]);
        Assert.Equal(["uncertainty"], Words((await service.Api.Lead.PostAsync("/partnerships", Bodies.Partnership().With("tradecraft", new JsonArray("uncertainty"))))
            .Is(HttpStatusCode.Created).Json["tradecraft"]!));
    }

    [Theory]
    [InlineData("[\"visuals\"]")]
    [InlineData("[\"nonsense\"]")]
    [InlineData("[\"sourcing\",\"sourcing\"]")]
    [InlineData("\"sourcing\"")]
    public async Task Only_what_can_be_seen_is_asked_for(string asked)
    {
        var created = (await service.Api.Lead.PostAsync("/partnerships", Bodies.Partnership())).Is(HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Api.Lead.PatchAsync(
            $"/partnerships/{created.Id}", new JsonObject { ["tradecraft"] = JsonNode.Parse(asked) }, created.IfMatch)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Api.Lead.PostAsync("/partnerships", Bodies.Partnership().With("tradecraft", JsonNode.Parse(asked)))).Status);
    }

    [Fact]
    public async Task Every_submission_is_refused_with_all_that_it_misses()
    {
        var stage = await Stage.SetAsync(service.Api, reviewers: 0);
        var claim = (await stage.ClaimAsync()).Id;
        var published = (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim)])).Is(HttpStatusCode.Created);
        await AskAsync(stage, Asked);

        Misses(await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim)]));
        var draft = (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim)], submit: false)).Is(HttpStatusCode.Created);
        Misses(await service.Api.Ana.PostAsync($"/assessments/{draft.Id}/submission", null, draft.IfMatch));
        var revision = new { reason = new { code = "new-evidence", text = "More came in." }, submit = true };
        Misses(await service.Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", revision, published.IfMatch));

        var good = Good(claim, (await stage.ClaimAsync()).Id);
        Assert.Equal("published", (await stage.PostAsync(service.Api.Ana, [good])).Is(HttpStatusCode.Created).Word("status"));
    }

    [Fact]
    public async Task A_text_is_checked_while_it_is_written_and_nothing_is_recorded()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, two, closed) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync()).Id, (await stage.ClaimAsync(marking: "AMBER")).Id);
        var missed = await CheckAsync(service.Api.Ana, stage, Stage.Judgment(one));
        Assert.Equal(["uncertainty", "assumptions", "alternatives", "sourcing"], missed);
        Assert.Empty(await CheckAsync(service.Api.Ana, stage, Good(one, two)));
        Assert.Empty(await CheckAsync(service.Api.Ana, stage, Good(one, closed)));
        Assert.Empty((await service.Api.Ana.GetAsync($"/assessments?partnership={stage.Partnership}")).Json["items"]!.AsArray());

        // Who may not see a claim learns no more of it than of one that does not exist.
        var low = service.Api.As("lou", "analyst", "CLEAR");
        Assert.Equal(
            (await low.PostAsync("/assessments/tradecraft", Body(stage, Good(one, Guid.NewGuid().ToString())))).Text,
            (await low.PostAsync("/assessments/tradecraft", Body(stage, Good(one, closed)))).Text);
        Assert.Equal(["sourcing"], await CheckAsync(low, stage, Good(one, closed)));
        (await service.Api.Rea.PostAsync("/assessments/tradecraft", Body(stage, Good(one, two)))).IsRefused(HttpStatusCode.Forbidden, "forbidden");

        // A check takes up no key: what is written after it may bear the same.
        var key = ("Idempotency-Key", $"{Guid.NewGuid():N}");
        foreach (var _ in (int[])[1, 2]) (await service.Api.Ana.PostAsync("/assessments/tradecraft", Body(stage, Good(one, two)), key)).Is(HttpStatusCode.OK);
        (await service.Api.Ana.PostAsync("/assessments", Body(stage, Good(one, two)), key)).Is(HttpStatusCode.Created);
    }

    private static object Good(params string[] claims) => new
    {
        dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "moderate", rationale = Stage.Rationale, claims,
        alternatives = new[] { "It was staged." }, assumptions = new[] { "The cable is complete." }, indicators = new[] { "A visit is cancelled." },
    };

    private static object Body(Stage stage, object judgment) => new { partnership = stage.Partnership, title = "Trust", informationCutOff = "2025-06-07", judgments = new[] { judgment } };

    private static async Task<string[]> CheckAsync(Person analyst, Stage stage, object judgment) => Missed(
        (await analyst.PostAsync("/assessments/tradecraft", Body(stage, judgment))).Is(HttpStatusCode.OK).Json["tradecraft"]!.AsArray());

    private static string[] Missed(JsonArray answers) =>
        [.. answers.Where(answer => (string?)answer!["state"] == "not-met").Select(answer => (string)answer!["standard"]!)];

    private static void Misses(Answer answer)
    {
        answer.IsRefused(HttpStatusCode.UnprocessableEntity, "tradecraft-required");
        Assert.Equal(Asked.Order(), Missed(answer.Json["tradecraft"]!.AsArray()).Order());
        Assert.All(answer.Json["tradecraft"]!.AsArray(), standard => Assert.Equal("trust-level RU>CN", (string?)standard!["findings"]![0]!["place"]));
    }

    private static string[] Words(JsonNode list) => [.. list.AsArray().Select(word => (string)word!)];

    private async Task<Answer> AskAsync(Stage stage, params string[] tradecraft)
    {
        var now = (await service.Api.Lead.GetAsync($"/partnerships/{stage.Partnership}")).Is(HttpStatusCode.OK);
        return (await service.Api.Lead.PatchAsync($"/partnerships/{stage.Partnership}", new { tradecraft }, now.IfMatch)).Is(HttpStatusCode.OK);
    }
}
