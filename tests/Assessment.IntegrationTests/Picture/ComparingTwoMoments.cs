using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

public class ComparingTwoMoments(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Says_what_changed_and_through_which_facts()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var ana = await stage.PublishAsync(Api.Ana, claim.Id, level: 2);
        var bo = await stage.PublishAsync(Api.Bo, claim.Id, level: 5);
        var retracted = (await Api.Ana.PostAsync($"/assessments/{ana.Id}/retraction", new { reason = "It was wrong." }, ana.IfMatch)).Is(HttpStatusCode.OK);
        var now = await PositionAsync(stage);

        var whole = await ChangesAsync(stage, Api.Rea, $"{Position(ana) - 1}", $"{now}");
        var change = Assert.Single(whole["dimensions"]!.AsArray())!;
        Assert.Equal(("trust-level", "RU>CN", null, 5.0), ((string)change["dimension"]!, (string)change["perspective"]!, (double?)change["before"]!["level"], (double)change["after"]!["level"]!));
        // Other tests record facts of their own at the same time, so the retraction lies at its own position and no later than now.
        var retraction = (long)change["facts"]!.AsArray()[^1]!["position"]!;
        Assert.InRange(retraction, Position(bo) + 1, now);
        Assert.Equal(
            [$"{Position(ana)} assessment-published {ana.Id} rex", $"{Position(bo)} assessment-published {bo.Id} rex", $"{retraction} assessment-retracted {ana.Id} ana"],
            change["facts"]!.AsArray().Select(Shown));
        Assert.Equal((Position(ana) - 1, now), ((long)whole["from"]!["position"]!, (long)whole["to"]!["position"]!));
        Assert.Equal(retracted.Id, ana.Id);

        // What lies before the first moment is no cause of the change, and what comes and goes in between is no change.
        Assert.Equal(2, Assert.Single((await ChangesAsync(stage, Api.Rea, $"{Position(ana)}", $"{now}"))["dimensions"]!.AsArray())!["facts"]!.AsArray().Count);
        Assert.Empty((await ChangesAsync(stage, Api.Rea, $"{now}", $"{now}"))["dimensions"]!.AsArray());
    }

    [Fact]
    public async Task Moments_may_be_times()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id, level: 2);
        var at = DateTimeOffset.Parse((string)published.Json["published"]!["publishedAt"]!, null);
        var changes = await ChangesAsync(stage, Api.Rea, Running.Api.Time(at.AddMicroseconds(-1)), Running.Api.Time(at));
        Assert.Equal(Position(published), (long)Assert.Single(changes["dimensions"]!.AsArray())!["facts"]![0]!["position"]!);
        Assert.Equal(at, DateTimeOffset.Parse((string)changes["to"]!["asOf"]!, null));
    }

    [Fact]
    public async Task A_dissent_and_moved_evidence_are_changes_with_their_facts()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(Api.Ana, claim.Id);
        var before = await PositionAsync(stage);
        await DissentAsync(published, Api.Bo, claim);
        var dissented = await PositionAsync(stage);
        (await Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => Api.Rea.GetAsync($"/assessments/{published.Id}"), answer => answer.Text.Contains("\"support\":\"lost\"", StringComparison.Ordinal));

        Assert.Equal(["dissent-recorded"], Types(await ChangesAsync(stage, Api.Rea, $"{before}", $"{dissented}")));
        Assert.Equal(["evidence-changed"], Types(await ChangesAsync(stage, Api.Rea, $"{dissented}", $"{await PositionAsync(stage)}")));
    }

    [Fact]
    public async Task Joining_a_dissent_and_leaving_it_again_is_no_change()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(Api.Ana, claim.Id);
        var first = await DissentAsync(published, Api.Bo, claim);
        var second = await DissentAsync(published, Api.As("cy", "analyst", "RED"), claim);
        var before = await PositionAsync(stage);
        var (joiners, joiner) = ($"/assessments/{published.Id}/dissents/{first.Id}/joiners", Api.As("dan", "analyst", "RED"));
        var joined = (await joiner.PostAsync(joiners, null, second.IfMatch)).Is(HttpStatusCode.OK);
        (await joiner.DeleteAsync(joiners, joined.IfMatch)).Is(HttpStatusCode.OK);

        Assert.Empty((await ChangesAsync(stage, Api.Rea, $"{before}", $"{await PositionAsync(stage)}"))["dimensions"]!.AsArray());
        Assert.Equal([first.Id, second.Id], Trust(await stage.PictureAsync(Api.Rea))["dissents"]!.AsArray().Select(dissent => (string)dissent!["dissent"]!));
    }

    [Fact]
    public async Task Asymmetry_changes_on_both_sides_through_the_same_fact()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim, level: 2);
        var posted = (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim, 5, perspective: "CN>RU")])).Is(HttpStatusCode.Created);
        var published = (await Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);

        var changes = (await ChangesAsync(stage, Api.Rea, $"{Position(published) - 1}", $"{Position(published)}"))["dimensions"]!.AsArray();
        Assert.Equal([("CN>RU", null, 3.0), ("RU>CN", null, 3.0)], changes.Select(change => ((string)change!["perspective"]!, (double?)change["before"]!["asymmetry"], (double)change["after"]!["asymmetry"]!)));
        Assert.All(changes, change => Assert.Equal(Position(published), (long)Assert.Single(change!["facts"]!.AsArray())!["position"]!));
    }

    [Fact]
    public async Task Above_the_clearance_nothing_changed()
    {
        var stage = await Stage.SetAsync(Api);
        var before = await PositionAsync(stage);
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync(marking: "AMBER")).Id, marking: "AMBER");
        var now = await PositionAsync(stage);
        Assert.Empty((await ChangesAsync(stage, Api.As("rea", "reader", "GREEN"), $"{before}", $"{now}"))["dimensions"]!.AsArray());
        Assert.Single((await ChangesAsync(stage, Api.Rea, $"{before}", $"{now}"))["dimensions"]!.AsArray());
    }

    [Fact]
    public async Task A_dissent_on_what_is_hidden_is_not_named_beside_what_changed()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var submitted = (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim.Id)])).Is(HttpStatusCode.Created);
        var both = new Person(Api, "di", "analyst,reviewer", "RED");
        var before = await PositionAsync(stage);
        await DissentAsync(submitted, both, claim);
        await stage.PublishAsync(Api.Bo, claim.Id);
        var published = await PositionAsync(stage);
        Assert.Equal(["assessment-published"], Types(await ChangesAsync(stage, Api.Rea, $"{before}", $"{published}")));

        // Once it is published it is named to everybody, as of now and later.
        var current = (await Api.Rex.GetAsync($"/assessments/{submitted.Id}")).Is(HttpStatusCode.OK);
        (await Api.Rex.PostAsync($"/assessments/{submitted.Id}/approvals", new { }, current.IfMatch)).Is(HttpStatusCode.OK);
        await DissentAsync(submitted, Api.Bo, claim);
        Assert.Equal(["assessment-published", "dissent-recorded"], Types(await ChangesAsync(stage, Api.Rea, $"{published}", $"{await PositionAsync(stage)}")));
    }

    [Fact]
    public async Task The_first_day_there_is_is_a_moment()
    {
        var stage = await Stage.SetAsync(Api);
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id, cutOff: "0001-01-01");
        Assert.Single((await ChangesAsync(stage, Api.Rea, "0001-01-01T00:00:00Z", $"{await PositionAsync(stage)}"))["dimensions"]!.AsArray());
        var dated = (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/timeline?dimension=trust-level&perspective=RU>CN&by=informationDate")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(default, DateTimeOffset.Parse((string)Assert.Single(dated["items"]!.AsArray())!["time"]!, null));
    }

    [Fact]
    public async Task Moments_that_make_no_sense_are_refused()
    {
        var stage = await Stage.SetAsync(Api);
        var now = await PositionAsync(stage);
        async Task<Answer> AskAsync(Person reader, string query) => await reader.GetAsync($"/partnerships/{stage.Partnership}/changes?{query}", ("Prefer", "wait=30"));
        (await AskAsync(Api.Rea, $"from={now}&to={now - 1}")).IsRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        (await AskAsync(Api.Rea, $"from={now}&to=999999999")).IsRefused(HttpStatusCode.UnprocessableEntity, "moment-in-future");
        (await AskAsync(Api.Rea, $"from={now}")).Names("to");
        (await AskAsync(Api.Rea, $"from=yesterday&to={now}")).Names("from");
        (await Api.Rea.GetAsync($"/partnerships/nowhere/changes?from={now}&to={now}")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task<long> PositionAsync(Stage stage) => (long)(await stage.PictureAsync(stage.Api.Rea)).Json["position"]!;

    private static async Task<Answer> DissentAsync(Answer published, Person analyst, Answer claim) =>
        (await analyst.PostAsync($"/assessments/{published.Id}/dissents", new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { claim.Id } })).Is(HttpStatusCode.Created);

    private static async Task<JsonNode> ChangesAsync(Stage stage, Person reader, string from, string to) =>
        (await reader.GetAsync($"/partnerships/{stage.Partnership}/changes?from={from}&to={to}", ("Prefer", "wait=30"))).Is(HttpStatusCode.OK).Json;

    private static IEnumerable<string> Types(JsonNode changes) => changes["dimensions"]!.AsArray().Single()!["facts"]!.AsArray().Select(fact => (string)fact!["type"]!);

    private static string Shown(JsonNode? fact) => $"{fact!["position"]} {fact["type"]} {fact["assessment"]} {fact["actor"]}";
}
