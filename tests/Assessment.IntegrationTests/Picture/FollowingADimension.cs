using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

public class FollowingADimension(TheService service)
{
    private const string Trust = "dimension=trust-level&perspective=RU%3ECN";

    private Api Api => service.Api;

    [Fact]
    public async Task Each_fact_that_changed_it_is_a_step_with_its_cause()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var ana = await stage.PublishAsync(Api.Ana, claim, level: 1);
        var bo = await stage.PublishAsync(Api.Bo, claim, level: 4);
        var retracted = (await Api.Ana.PostAsync($"/assessments/{ana.Id}/retraction", new { reason = "It was wrong." }, ana.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Lead.PostAsync($"/assessments/{bo.Id}/retraction", new { reason = "Ordered." }, bo.IfMatch)).Is(HttpStatusCode.OK);

        var steps = await TimelineAsync(stage, Api.Rea);
        Assert.Equal(
            [
                $"1 1-1 1 by assessment-published of {ana.Id} by rex",
                $"2.5 1-4 2 by assessment-published of {bo.Id} by rex",
                $"4 4-4 1 by assessment-retracted of {ana.Id} by ana",
                $" - 0 by assessment-retracted of {bo.Id} by lead-1",
            ], steps.Select(Shown));
        Assert.Equal([Position(ana), Position(bo)], steps.Take(2).Select(step => (long)step["position"]!));
        Assert.True((long)steps[2]["position"]! > Position(bo));
        Assert.Equal((string)ana.Json["published"]!["publishedAt"]!, (string)steps[0]["time"]!);
        Assert.Equal(1.0, (double)steps[0]["agreement"]!);
        Assert.InRange((double)steps[1]["agreement"]!, 0.1, 0.4);
        Assert.Null(steps[3]["level"]);
        Assert.NotNull(retracted);
    }

    [Fact]
    public async Task What_changes_nothing_of_it_is_no_step()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(Api.Ana, claim.Id, level: 2);
        await stage.PublishAsync(Api.Ana, claim.Id, level: 5, cutOff: "2025-01-01");
        await stage.PublishAsync(Api.Ana, claim.Id, level: 2, cutOff: "2025-07-01");
        (await Api.Bo.PostAsync($"/assessments/{published.Id}/dissents", new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { claim.Id } })).Is(HttpStatusCode.Created);
        (await Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Single(await TimelineAsync(stage, Api.Rea));
    }

    [Fact]
    public async Task From_and_to_cut_out_a_part_that_says_the_same()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        foreach (var (analyst, level) in ((string, int)[])[("ana", 1), ("bo", 2), ("cy", 5), ("di", 5)]) await stage.PublishAsync(Api.As(analyst, "analyst"), claim, level);
        var whole = await TimelineAsync(stage, Api.Rea);
        Assert.Equal(4, whole.Count);

        string At(int step) => (string)whole[step]["time"]!;
        Assert.Equal(whole.Skip(1).Take(2).Select(step => step.ToJsonString()), (await TimelineAsync(stage, Api.Rea, $"&from={At(1)}&to={At(2)}")).Select(step => step.ToJsonString()));
        Assert.Equal(whole.Skip(2).Select(step => step.ToJsonString()), (await TimelineAsync(stage, Api.Rea, $"&from={At(2)}")).Select(step => step.ToJsonString()));
        Assert.Equal(whole.Take(1).Select(step => step.ToJsonString()), (await TimelineAsync(stage, Api.Rea, $"&to={At(0)}")).Select(step => step.ToJsonString()));
        Assert.Empty(await TimelineAsync(stage, Api.Rea, "&to=2001-01-01T00:00:00Z"));
        Assert.Empty(await TimelineAsync(stage, Api.Rea, "&from=2999-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task By_information_date_it_says_what_is_believed_of_each_date_now()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        // Recorded in another order than the world went.
        await stage.PublishAsync(Api.Bo, claim, level: 4, cutOff: "2025-03-01");
        await stage.PublishAsync(Api.Ana, claim, level: 2, cutOff: "2025-01-01");
        await stage.PublishAsync(Api.Ana, claim, level: 1, cutOff: "2025-02-01");
        var wrong = await stage.PublishAsync(Api.Ana, claim, level: 5, cutOff: "2025-04-01");
        (await Api.Ana.PostAsync($"/assessments/{wrong.Id}/retraction", new { reason = "It was wrong." }, wrong.IfMatch)).Is(HttpStatusCode.OK);

        var steps = await TimelineAsync(stage, Api.Rea, "&by=informationDate");
        Assert.Equal([("2025-01-01T00:00:00", 2.0), ("2025-02-01T00:00:00", 1.0), ("2025-03-01T00:00:00", 2.5)], steps.Select(step => (((string)step["time"]!)[..19], (double)step["level"]!)));
        Assert.Equal(2, (await TimelineAsync(stage, Api.Rea, "&by=informationDate&from=2025-02-01T00:00:00Z")).Count);
        foreach (var step in steps) Assert.Equal((double)step["level"]!, Level(await stage.PictureAsync(Api.Rea, $"?validAt={((string)step["time"]!)[..10]}")));
    }

    [Fact]
    public async Task Above_the_clearance_there_is_neither_step_nor_cause()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, claim, level: 2);
        await stage.PublishAsync(Api.Bo, (await stage.ClaimAsync(marking: "AMBER")).Id, level: 5, marking: "AMBER");
        var revised = (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", new { reason = new { code = "new-evidence", text = "More." }, marking = "RED", submit = true }, published.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Rex.PostAsync($"/assessments/{published.Id}/approvals", new { }, revised.IfMatch)).Is(HttpStatusCode.OK);

        var green = await TimelineAsync(stage, Api.As("rea", "reader", "GREEN"));
        Assert.Equal(["2 2-2 1 by assessment-published of " + published.Id + " by rex", " - 0 by  of  by "], green.Select(Shown));
        Assert.Equal(2, (await TimelineAsync(stage, Api.Rea)).Count);
    }

    [Fact]
    public async Task What_is_no_dimension_here_is_refused()
    {
        var stage = await Stage.SetAsync(Api, marking: "GREEN");
        async Task<Answer> AskAsync(string query) => await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/timeline?{query}");
        (await AskAsync("dimension=nothing")).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-dimension");
        (await AskAsync("dimension=trust-level")).IsRefused(HttpStatusCode.UnprocessableEntity, "wrong-perspective");
        (await AskAsync($"{Trust}&from=2025-02-01T00:00:00Z&to=2025-01-01T00:00:00Z")).IsRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        (await AskAsync("perspective=RU%3ECN")).Names("dimension");
        (await AskAsync($"{Trust}&by=nothing")).Names("by");
        (await Api.As("rea", "reader", "CLEAR").GetAsync($"/partnerships/{stage.Partnership}/timeline?{Trust}")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task<List<JsonNode>> TimelineAsync(Stage stage, Person reader, string query = "") =>
        [.. (await reader.GetAsync($"/partnerships/{stage.Partnership}/timeline?{Trust}{query}", ("Prefer", "wait=30"))).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Select(step => step!)];

    private static string Shown(JsonNode step) =>
        $"{step["level"]} {step["lowest"]}-{step["highest"]} {step["analysts"]} by {step["cause"]?["type"]} of {step["cause"]?["assessment"]} by {step["cause"]?["actor"]}";
}
