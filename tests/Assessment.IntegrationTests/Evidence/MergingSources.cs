using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class MergingSources(TheService service)
{
    private Person Ana => service.Api.Ana;

    [Fact]
    public async Task Makes_both_one_origin_of_the_survivors_grade_everywhere()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, other) = (await stage.SourceAsync("B"), await stage.SourceAsync("D"));
        var (first, second) = (await stage.ClaimAsync(one), await stage.ClaimAsync(other));
        var published = await PublishAsync(stage, first.Id, second.Id);
        Assert.Equal((2, false), Judged(published));
        var before = (long)(await stage.PictureAsync(service.Api.Rea)).Json["position"]!;
        var then = (await stage.PictureAsync(service.Api.Rea, $"?asOf={before}")).Text;

        var merged = (await MergeAsync(one, other)).Is(HttpStatusCode.OK);
        Assert.Equal((other, "D", 2L), (merged.Word("mergedInto"), merged.Word("reliability"), merged.Number("version")));
        Assert.Equal([one], Texts((await service.Api.Rea.GetAsync($"/sources/{other}")).Json["aliases"]));
        var claim = await service.Api.Rea.GetAsync($"/claims/{first.Id}");
        Assert.Equal(("D2", other, one), (claim.Word("grade"), claim.Word("origin"), Texts(claim.Json["chain"]).Single()));

        var change = Assert.Single(await ChangesOfAsync(published.Id, 1));
        Assert.Equal(("source-merged", one, "B2", "D2"), ((string)change["change"]!["kind"]!, (string)change["change"]!["stream"]!, (string)change["claims"]![0]!["was"]!, (string)change["claims"]![0]!["grade"]!));
        var now = await service.Api.Rea.GetAsync($"/assessments/{published.Id}");
        Assert.Equal((1, true), Judged(now));
        Assert.Equal("weakened", (string)now.Json["published"]!["judgments"]![0]!["support"]!);
        var entry = Entry(await stage.PictureAsync(service.Api.Rea));
        Assert.Equal((1, true, "D2"), ((int)entry["origins"]!, (bool)entry["singleSourced"]!, (string)entry["bestGrade"]!));
        Assert.Equal(then, (await stage.PictureAsync(service.Api.Rea, $"?asOf={before}")).Text);

        foreach (var source in (string[])[one, other])
        {
            Assert.Equal(2, (await service.Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}&source={source}")).Ids.Count);
            Assert.Equal(2, (await service.Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}&origin={source}")).Ids.Count);
            var impact = (await service.Api.Rea.GetAsync($"/sources/{source}/impact")).Json["items"]![0]!["judgments"]![0]!;
            Assert.Equal(("lost", 0), ((string)impact["supportWithout"]!, (int)impact["originsWithout"]!));
            Assert.Equal(0, (int)Entry(await stage.PictureAsync(service.Api.Rea, $"?without=source:{source}"))["analysts"]!);
        }
    }

    [Fact]
    public async Task Is_undone_by_a_separation_and_can_be_done_again()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, other) = (await stage.SourceAsync("B"), await stage.SourceAsync("D"));
        var published = await PublishAsync(stage, (await stage.ClaimAsync(one)).Id, (await stage.ClaimAsync(other)).Id);
        var merged = (await MergeAsync(one, other)).Is(HttpStatusCode.OK);
        await ChangesOfAsync(published.Id, 1);
        var separated = (await Ana.PostAsync($"/sources/{one}/separation", new { reason = "Two papers." }, merged.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("B", "\"3\""), (separated.Word("reliability"), separated.ETag));
        Assert.Null(separated.Json["mergedInto"]);
        Assert.Equal(separated.Text, (await service.Api.Rea.GetAsync($"/sources/{one}")).Text);
        await ChangesOfAsync(published.Id, 2);
        Assert.Equal((2, false), Judged(await service.Api.Rea.GetAsync($"/assessments/{published.Id}")));
        // Somebody has to have looked.
        Assert.Equal("weakened", (string)(await service.Api.Rea.GetAsync($"/assessments/{published.Id}")).Json["published"]!["judgments"]![0]!["support"]!);

        (await Ana.PostAsync($"/sources/{one}/merger", new { into = other, reason = "One after all." }, separated.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(["source-merged", "source-merged", "source-separated"], (await ChangesOfAsync(published.Id, 3)).Select(change => (string)change["change"]!["kind"]!).Order());
        Assert.Equal((1, true), Judged(await service.Api.Rea.GetAsync($"/assessments/{published.Id}")));
    }

    [Fact]
    public async Task Of_mergers_leads_to_the_last_of_them()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (a, b, c) = (await stage.SourceAsync("A"), await stage.SourceAsync("B"), await stage.SourceAsync("C"));
        var claim = (await stage.ClaimAsync(a)).Id;
        (await MergeAsync(a, b)).Is(HttpStatusCode.OK);
        (await MergeAsync(b, c)).Is(HttpStatusCode.OK);
        Assert.Equal(("C2", c), (await Graded(claim), (await service.Api.Rea.GetAsync($"/claims/{claim}")).Word("origin")));
        Assert.Equal(((string[])[a, b]).Order(), Texts((await service.Api.Rea.GetAsync($"/sources/{c}")).Json["aliases"]).Order());
        Assert.Equal(("C", b), ((await service.Api.Rea.GetAsync($"/sources/{a}")).Word("reliability"), (await service.Api.Rea.GetAsync($"/sources/{a}")).Word("mergedInto")));
        Assert.Contains(a, (await service.Api.Rea.GetAsync("/sources?reliability=C&limit=200", ("Prefer", "wait=10"))).Ids);

        // Regrading the survivor grades what rests on any of them, once for each assessment.
        var published = await stage.PublishAsync(Ana, claim);
        var survivor = await Ana.GetAsync($"/sources/{c}");
        (await Ana.PostAsync($"/sources/{c}/regradings", new { reliability = "E", reason = "Forged." }, survivor.IfMatch)).Is(HttpStatusCode.OK);
        var change = Assert.Single(await ChangesOfAsync(published.Id, 1));
        Assert.Equal(("source-regraded", "C2", "E2"), ((string)change["change"]!["kind"]!, (string)change["claims"]![0]!["was"]!, (string)change["claims"]![0]!["grade"]!));

        // A claim that is recorded on one of them counts as the last.
        Assert.Equal("E2", (await stage.ClaimAsync(b)).Word("grade"));
        // The middle one goes its own way, and takes along what was merged into it.
        (await Ana.PostAsync($"/sources/{b}/separation", new { reason = "Two papers." }, (await Ana.GetAsync($"/sources/{b}")).IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("B2", b), (await Graded(claim), (await service.Api.Rea.GetAsync($"/claims/{claim}")).Word("origin")));
    }

    [Fact]
    public async Task Is_no_confirmation_by_another()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, other) = (await stage.SourceAsync(), await stage.SourceAsync());
        (await MergeAsync(one, other)).Is(HttpStatusCode.OK);
        var first = await stage.ClaimAsync(one);
        var body = Bodies.Claim(stage.Partnership, other).With("credibility", 1).With("corroborates", new JsonArray(first.Id));
        (await Ana.PostAsync("/claims", body)).IsRefused(HttpStatusCode.UnprocessableEntity, "uncorroborated");
        var high = Stage.Judgment(first.Id, confidence: "high");
        (await stage.PostAsync(Ana, [high])).IsRefused(HttpStatusCode.UnprocessableEntity, "confidence-outruns-evidence");
    }

    [Fact]
    public async Task Refuses_what_makes_no_sense()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (a, b, c) = (await stage.SourceAsync(), await stage.SourceAsync(), await stage.SourceAsync());
        (await MergeAsync(a, a)).IsRefused(HttpStatusCode.UnprocessableEntity, "circular-merger");
        (await MergeAsync(a, $"{Guid.NewGuid()}")).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-source");
        (await MergeAsync($"{Guid.NewGuid()}", a)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Ana.PostAsync($"/sources/{a}/merger", new { into = b, reason = " " }, ("If-Match", "\"1\""))).Names("reason");
        (await Ana.PostAsync($"/sources/{a}/merger", new { into = b, reason = "One." })).IsRefused(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await Ana.PostAsync($"/sources/{a}/separation", new { reason = "Two." }, ("If-Match", "\"1\""))).IsRefused(HttpStatusCode.Conflict, "not-merged");

        var merged = (await MergeAsync(a, b)).Is(HttpStatusCode.OK);
        (await MergeAsync(a, b, "\"1\"")).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        var again = (await MergeAsync(a, b, merged.ETag!)).Is(HttpStatusCode.OK);
        Assert.Equal((merged.Text, merged.ETag), (again.Text, again.ETag));
        (await MergeAsync(a, c, merged.ETag!)).IsRefused(HttpStatusCode.Conflict, "already-merged");
        (await MergeAsync(b, a)).IsRefused(HttpStatusCode.UnprocessableEntity, "circular-merger");
        (await MergeAsync(b, c)).Is(HttpStatusCode.OK);
        (await MergeAsync(c, a)).IsRefused(HttpStatusCode.UnprocessableEntity, "circular-merger");
        var regrading = (await Ana.PostAsync($"/sources/{a}/regradings", new { reliability = "E", reason = "Forged." }, merged.IfMatch)).IsRefused(HttpStatusCode.Conflict, "source-merged");
        Assert.Equal(c, regrading.Word("source"));
    }

    [Fact]
    public async Task Of_two_at_once_closes_no_circle()
    {
        var stage = await Stage.SetAsync(service.Api);
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await stage.SourceAsync(), await stage.SourceAsync());
            var answers = await Task.WhenAll(MergeAsync(a, b), MergeAsync(b, a));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task Under_one_key_is_answered_again_as_it_was()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, other) = (await stage.SourceAsync("B"), await stage.SourceAsync("D"));
        (string, string)[] headers = [("If-Match", "\"1\""), ("Idempotency-Key", $"{Guid.NewGuid():N}")];
        var first = (await Ana.PostAsync($"/sources/{one}/merger", new { into = other, reason = "One." }, headers)).Is(HttpStatusCode.OK);
        (await Ana.PostAsync($"/sources/{other}/regradings", new { reliability = "E", reason = "Forged." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        var again = await Ana.PostAsync($"/sources/{one}/merger", new { into = other, reason = "One." }, headers);
        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
    }

    private Task<Answer> MergeAsync(string one, string into, string version = "\"1\"") =>
        Ana.PostAsync($"/sources/{one}/merger", new { into, reason = "They are one." }, ("If-Match", version));

    private async Task<string> Graded(string claim) => (await service.Api.Rea.GetAsync($"/claims/{claim}")).Word("grade");

    private async Task<Answer> PublishAsync(Stage stage, params string[] claims)
    {
        var judgment = new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "moderate", rationale = Stage.Rationale, claims };
        var posted = (await stage.PostAsync(Ana, [judgment])).Is(HttpStatusCode.Created);
        return (await service.Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);
    }

    private async Task<IReadOnlyList<JsonNode>> ChangesOfAsync(string assessment, int count) => [.. (await Eventually.FindAsync(
        async () => (await RecordedFact.OfStreamAsync(service.Database, assessment)).Where(fact => fact.Type == "evidence-changed").ToArray(), facts => facts.Length == count)).Select(fact => fact.Data)];

    private static (int, bool) Judged(Answer assessment)
    {
        var judgment = assessment.Json["published"]!["judgments"]![0]!;
        return ((int)judgment["origins"]!, (bool)judgment["singleSourced"]!);
    }

    private static JsonNode Entry(Answer picture) => picture.Json["dimensions"]!.AsArray().Single(entry => (string)entry!["dimension"]! == "trust-level" && (string)entry["perspective"]! == "RU>CN")!;

    private static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(item => (string)item!)];
}
