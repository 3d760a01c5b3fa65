using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Picture;

public class ReadingThePicture(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Adds_up_what_three_analysts_published()
    {
        var stage = await Stage.SetAsync(Api);
        var (first, second) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync(await stage.SourceAsync("C"), credibility: 3)).Id);
        await stage.PublishAsync(Api.Ana, first, level: 1);
        await stage.PublishAsync(Api.Bo, second, level: 2);
        var before = Position(await stage.PublishAsync(Api.As("cy", "analyst"), first, level: 5)) - 1;

        var answer = (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture", ("Prefer", "wait=5"))).Is(HttpStatusCode.OK);
        Assert.Equal("wait=5", answer.Headers["Preference-Applied"]);
        var trust = Trust(answer);
        Assert.Equal((2.0, 1, 5, 3), (Level(answer), trust["lowest"]!.GetValue<int>(), trust["highest"]!.GetValue<int>(), trust["analysts"]!.GetValue<int>()));
        Assert.Equal((2, false, "B2"), (trust["origins"]!.GetValue<int>(), trust["singleSourced"]!.GetValue<bool>(), trust["bestGrade"]!.GetValue<string>()));
        Assert.Equal(["ana", "bo", "cy"], trust["standings"]!.AsArray().Select(standing => standing!["analyst"]!.GetValue<string>()));

        var earlier = await stage.PictureAsync(Api.Rea, $"?asOf={before}");
        Assert.Equal((1.5, 2), (Level(earlier), Trust(earlier)["analysts"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Has_the_members_of_the_contract()
    {
        var stage = await Stage.SetAsync(Api);
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var picture = (await stage.PictureAsync(Api.Rea)).Json;
        Assert.Equal("partnership position asOf dimensions", Members(picture));
        Assert.Equal(
            "dimension perspective name level asymmetry lowest highest agreement analysts likelihood distribution confidence support origins singleSourced bestGrade latestCutOff stale trend standings dissents",
            Members(picture["dimensions"]![1]));
        Assert.All(picture["dimensions"]!.AsArray(), entry => Assert.Equal(Members(picture["dimensions"]![1]), Members(entry)));
        Assert.Equal(
            "assessment revision analyst level likelihood confidence informationCutOff publishedAt position marking claims origins singleSourced backdated support",
            Members(picture["dimensions"]![1]!["standings"]![0]));
        Assert.Equal("intact weakened lost", Members(picture["dimensions"]![1]!["support"]));
        Assert.Equal("low moderate high", Members(picture["dimensions"]![1]!["confidence"]));
        Assert.Equal(13, picture["dimensions"]!.AsArray().Count);
        Assert.Equal(12, picture["dimensions"]!.AsArray().Count(entry => entry!["level"] is null && entry["analysts"]!.GetValue<int>() == 0));
    }

    [Fact]
    public async Task A_late_entry_supersedes_nothing()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim, level: 2, cutOff: "2025-06-07");
        await stage.PublishAsync(Api.Ana, claim, level: 5, cutOff: "2025-06-06");
        Assert.Equal(2, Level(await stage.PictureAsync(Api.Rea)));
        await stage.PublishAsync(Api.Ana, claim, level: 4, cutOff: "2025-06-07");
        Assert.Equal(4, Level(await stage.PictureAsync(Api.Rea)));
    }

    [Fact]
    public async Task After_a_retraction_the_analysts_judgment_before_stands_again()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var first = await stage.PublishAsync(Api.Ana, claim, level: 2);
        var one = await stage.PictureAsync(Api.Rea);
        var second = await stage.PublishAsync(Api.Ana, claim, level: 5);
        Assert.Equal(5, Level(await stage.PictureAsync(Api.Rea)));

        (await Api.Ana.PostAsync($"/assessments/{second.Id}/retraction", new { reason = "The source lied." }, second.IfMatch)).Is(HttpStatusCode.OK);
        var again = await stage.PictureAsync(Api.Rea);
        Assert.Equal((2.0, one.ETag), (Level(again), again.ETag));
        Assert.Equal(5, Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(second)}")));

        (await Api.Lead.PostAsync($"/assessments/{first.Id}/retraction", new { reason = "Ordered." }, first.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Null(Level(await stage.PictureAsync(Api.Rea)));
    }

    [Fact]
    public async Task Its_tag_changes_exactly_when_it_does()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var empty = await stage.PictureAsync(Api.Rea);
        var submitted = await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)]);
        await (await Stage.SetAsync(Api)).ClaimAsync();
        Assert.Equal(empty.ETag, (await stage.PictureAsync(Api.Rea)).ETag);
        await HeldAsync(stage, empty.ETag!, HttpStatusCode.NotModified);

        var published = (await Api.Rex.PostAsync($"/assessments/{submitted.Id}/approvals", null, submitted.IfMatch)).Is(HttpStatusCode.OK);
        await HeldAsync(stage, empty.ETag!, HttpStatusCode.OK);
        var picture = await stage.PictureAsync(Api.Rea);
        Assert.NotEqual(empty.ETag, picture.ETag);
        Assert.Equal(picture.ETag, (await stage.PictureAsync(Api.Rea, $"?asOf={Position(published)}")).ETag);

        await WorkOnAsync(stage, published);
        Assert.Equal(picture.ETag, (await stage.PictureAsync(Api.Rea)).ETag);
    }

    [Fact]
    public async Task Above_the_clearance_nothing_counts()
    {
        var stage = await Stage.SetAsync(Api);
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync(await stage.SourceAsync("C"), credibility: 3)).Id, level: 2);
        var green = Api.As("rea", "reader", "GREEN");
        var before = await stage.PictureAsync(green);
        var amber = (await stage.ClaimAsync(marking: "AMBER")).Id;
        await stage.PublishAsync(Api.Bo, amber, level: 5, marking: "AMBER", cutOff: "2025-07-01");
        await stage.PublishAsync(Api.Ana, amber, level: 4, marking: "AMBER", cutOff: "2025-07-01");

        var hidden = await stage.PictureAsync(green);
        Assert.Equal(before.ETag, hidden.ETag);
        Assert.Equal(before.Json["dimensions"]!.ToJsonString(), hidden.Json["dimensions"]!.ToJsonString());
        var shown = await stage.PictureAsync(Api.As("rea", "reader", "AMBER"));
        Assert.Equal((4.5, 1, "B2"), (Level(shown), Trust(shown)["origins"]!.GetValue<int>(), Trust(shown)["bestGrade"]!.GetValue<string>()));
        Assert.NotEqual(hidden.ETag, shown.ETag);
    }

    [Fact]
    public async Task Of_a_partnership_above_the_clearance_there_is_none()
    {
        var stage = await Stage.SetAsync(Api, marking: "AMBER");
        (await Api.As("rea", "reader", "GREEN").GetAsync($"/partnerships/{stage.Partnership}/picture")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.Rea.GetAsync("/partnerships/nowhere/picture")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    private async Task WorkOnAsync(Stage stage, Answer published) => (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions",
        new { reason = new { code = "new-evidence", text = "More." }, title = stage.Partnership }, published.IfMatch)).Is(HttpStatusCode.OK);

    private async Task HeldAsync(Stage stage, string etag, HttpStatusCode status) =>
        (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture", ("Prefer", "wait=5"), ("If-None-Match", etag))).Is(status);

    internal static JsonNode Trust(Answer picture) => picture.Json["dimensions"]!.AsArray().Single(entry => $"{entry!["dimension"]} {entry["perspective"]}" == "trust-level RU>CN")!;

    internal static double? Level(Answer picture) => Trust(picture)["level"]?.GetValue<double>();

    internal static long Position(Answer published) => published.Json["published"]!["position"]!.GetValue<long>();

    private static string Members(JsonNode? node) => string.Join(' ', node!.AsObject().Select(member => member.Key));
}
