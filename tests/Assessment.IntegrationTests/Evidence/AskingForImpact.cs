using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class AskingForImpact(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Says_of_each_judgment_what_would_be_left()
    {
        var stage = await Stage.SetAsync(Api);
        var (one, two) = (await stage.SourceAsync(), await stage.SourceAsync());
        var (first, second, third) = ((await stage.ClaimAsync(one)).Id, (await stage.ClaimAsync(one)).Id, (await stage.ClaimAsync(two)).Id);
        var published = await PublishAsync(stage,
            Judgment("trust-level", "RU>CN", first, second, third), Judgment("military-aid", "RU>CN", first), Judgment("territorial-threat", "RU>CN", third));

        var ofClaim = Assert.Single(await ImpactAsync(Api.Rea, $"/claims/{first}/impact"));
        Assert.Equal(published.Id, (string)ofClaim["assessment"]!);
        Assert.Equal(["trust-level intact weakened 2", "military-aid intact lost 0"], ofClaim["judgments"]!.AsArray().Select(Shown));
        Assert.Equal([second, third], ofClaim["judgments"]![0]!["remaining"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(2, (int)ofClaim["judgments"]![0]!["originsWithout"]!);

        var ofSource = Assert.Single(await ImpactAsync(Api.Rea, $"/sources/{one}/impact"));
        Assert.Equal(["trust-level intact weakened 1", "military-aid intact lost 0"], ofSource["judgments"]!.AsArray().Select(Shown));
        Assert.Equal(1, (int)ofSource["judgments"]![0]!["originsWithout"]!);
    }

    [Fact]
    public async Task Knows_nothing_of_what_is_above_the_clearance()
    {
        var stage = await Stage.SetAsync(Api);
        var (source, green) = (await stage.SourceAsync(), Api.As("rea", "reader", "GREEN"));
        var (open, secret) = (await stage.ClaimAsync(source), await stage.ClaimAsync(source, marking: "AMBER"));
        var seen = await stage.PublishAsync(Api.Ana, open.Id, marking: "GREEN");
        var hidden = await stage.PublishAsync(Api.Bo, open.Id, marking: "AMBER");
        var resting = await stage.PublishAsync(Api.As("cy", "analyst"), secret.Id, marking: "AMBER");

        Assert.Equal([seen.Id], await IdsAsync(green, $"/claims/{open.Id}/impact"));
        Assert.Equal([seen.Id], await IdsAsync(green, $"/sources/{source}/impact"));
        Assert.Equal([hidden.Id, seen.Id], await IdsAsync(Api.Rea, $"/claims/{open.Id}/impact"));
        Assert.Equal([resting.Id, hidden.Id, seen.Id], await IdsAsync(Api.Rea, $"/sources/{source}/impact"));

        // Nor what is told by a claim that was raised above the text that cites it.
        (await Api.Ana.PostAsync($"/claims/{open.Id}/remarking", new { marking = "RED", reason = "It names somebody." }, open.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Empty(await IdsAsync(green, $"/sources/{source}/impact"));
        Assert.Equal([resting.Id, hidden.Id, seen.Id], await IdsAsync(Api.Rea, $"/sources/{source}/impact"));
        (await green.GetAsync($"/claims/{secret.Id}/impact")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await green.GetAsync($"/sources/{Guid.NewGuid()}/impact")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Is_of_what_is_published_and_comes_in_pages()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)]);
        var (first, second, gone) = (await stage.PublishAsync(Api.Ana, claim), await stage.PublishAsync(Api.Bo, claim), await stage.PublishAsync(Api.Bo, claim));
        (await Api.Bo.PostAsync($"/assessments/{gone.Id}/retraction", new { reason = "It was wrong." }, gone.IfMatch)).Is(HttpStatusCode.OK);

        var page = (await Api.Rea.GetAsync($"/claims/{claim}/impact?limit=1", ("Prefer", "wait=30"))).Is(HttpStatusCode.OK).Json;
        Assert.Equal(second.Id, (string)page["items"]!.AsArray().Single()!["assessment"]!);
        var next = (await Api.Rea.GetAsync($"/claims/{claim}/impact?limit=1&cursor={page["next"]}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((first.Id, null), ((string)next["items"]!.AsArray().Single()!["assessment"]!, (string?)next["next"]));
    }

    [Fact]
    public async Task Assessments_are_found_by_their_support_within_the_clearance()
    {
        var stage = await Stage.SetAsync(Api);
        var (kept, fallen) = (await stage.ClaimAsync(), await stage.ClaimAsync());
        var (open, secret, intact) = (await stage.PublishAsync(Api.Ana, fallen.Id), await stage.PublishAsync(Api.Bo, fallen.Id, marking: "AMBER"), await stage.PublishAsync(Api.Ana, kept.Id));
        (await Api.Ana.PostAsync($"/claims/{fallen.Id}/withdrawal", new { reason = "Fabricated." }, fallen.IfMatch)).Is(HttpStatusCode.OK);
        foreach (var touched in (Answer[])[open, secret])
            await Eventually.FindAsync(() => Api.Rea.GetAsync($"/assessments/{touched.Id}"), answer => answer.Text.Contains("\"support\":\"lost\"", StringComparison.Ordinal));

        async Task<IReadOnlyList<string>> FindAsync(Person reader, string support) => (await reader.GetAsync($"/assessments?partnership={stage.Partnership}&support={support}", ("Prefer", "wait=30"))).Is(HttpStatusCode.OK).Ids;
        Assert.Equal([secret.Id, open.Id], await FindAsync(Api.Rea, "lost"));
        Assert.Equal([open.Id], await FindAsync(Api.As("rea", "reader", "GREEN"), "lost"));
        Assert.Equal([intact.Id], await FindAsync(Api.Rea, "intact"));
        Assert.Empty(await FindAsync(Api.Rea, "weakened"));
        (await Api.Rea.GetAsync("/assessments?support=broken")).Names("support");
    }

    private static object Judgment(string dimension, string perspective, params string[] claims) =>
        new { dimension, perspective, level = 2, likelihood = new { term = "likely" }, confidence = "moderate", rationale = Stage.Rationale, claims };

    private async Task<Answer> PublishAsync(Stage stage, params object[] judgments)
    {
        var posted = (await stage.PostAsync(Api.Ana, judgments)).Is(HttpStatusCode.Created);
        return (await Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);
    }

    private static async Task<IReadOnlyList<JsonNode>> ImpactAsync(Person reader, string path) =>
        [.. (await reader.GetAsync(path, ("Prefer", "wait=30"))).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Select(item => item!)];

    private static async Task<IEnumerable<string>> IdsAsync(Person reader, string path) => (await ImpactAsync(reader, path)).Select(item => (string)item["assessment"]!);

    private static string Shown(JsonNode? judgment) => $"{judgment!["dimension"]} {judgment["support"]} {judgment["supportWithout"]} {judgment["remaining"]!.AsArray().Count}";
}
