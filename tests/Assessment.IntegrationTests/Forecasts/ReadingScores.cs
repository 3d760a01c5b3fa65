using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Forecasts;

public class ReadingScores(TheService service)
{
    private const double Tolerance = 1e-6;

    private static readonly (string, string) Wait = ("Prefer", "wait=20");

    private Api Api => service.Api;

    private static string Somebody() => $"analyst-{Guid.NewGuid():N}";

    private async Task<Answer> AskedAsync(Stage stage, params (string Analyst, double Probability)[] estimates)
    {
        var forecast = (await Api.Lead.PostAsync("/forecasts", new
        {
            partnership = stage.Partnership,
            question = "Will a map show it?",
            criteria = "A map of a ministry.",
            opensAt = DateTimeOffset.UtcNow.AddHours(-1),
            closesAt = DateTimeOffset.UtcNow.AddHours(1),
        })).Is(HttpStatusCode.Created);
        foreach (var (analyst, probability) in estimates)
            forecast = (await Api.As(analyst, "analyst").PostAsync($"/forecasts/{forecast.Id}/estimates", new { probability, rationale = "As before." }, forecast.IfMatch)).Is(HttpStatusCode.OK);
        return forecast;
    }

    private async Task<Answer> ResolvedAsync(Answer forecast, string outcome, DateTimeOffset? knownAt = null, string[]? claims = null) => (await Api.As("lead-2", "lead").PostAsync(
        $"/forecasts/{forecast.Id}/resolution", new { outcome, claims = claims ?? [], reason = "As the criteria say.", knownAt }, forecast.IfMatch)).Is(HttpStatusCode.OK);

    [Fact]
    public async Task Scores_come_with_the_resolution_and_follow_its_correction()
    {
        var stage = await Stage.SetAsync(Api);
        var (ana, bo, cy) = ($"a-{Somebody()}", $"b-{Somebody()}", $"c-{Somebody()}");
        var asked = await AskedAsync(stage, (ana, 0.9), (bo, 0.2), (ana, 0.7), (cy, 0.4));
        Assert.Null(asked.Json["scores"]);
        var resolved = await ResolvedAsync(asked, "yes", claims: [(await stage.ClaimAsync()).Id]);
        var scores = resolved.Json["scores"]!;
        Assert.Equal(scores.ToJsonString(), (await Api.Rea.GetAsync($"/forecasts/{asked.Id}")).Json["scores"]!.ToJsonString());
        Assert.Equal([ana, bo, cy], scores["analysts"]!.AsArray().Select(score => (string)score!["analyst"]!));
        Assert.Equal(-Math.Log(0.2), (double)scores["analysts"]![1]!["log"]!, Tolerance);
        Assert.Equal(0.64, (double)scores["analysts"]![1]!["brier"]!, Tolerance);
        Assert.Equal(0.4, (double)scores["crowd"]!["median"]!["last"]!, Tolerance);
        Assert.Equal(-Math.Log(0.4), (double)scores["crowd"]!["median"]!["log"]!, Tolerance);

        var corrected = (await ResolvedAsync(resolved, "no")).Json["scores"]!;
        Assert.Equal(0.04, (double)corrected["analysts"]![1]!["brier"]!, Tolerance);
        Assert.Equal(scores["analysts"]!.AsArray().Select(score => (double)score!["coverage"]!), corrected["analysts"]!.AsArray().Select(score => (double)score!["coverage"]!));
    }

    [Fact]
    public async Task The_same_numbers_follow_from_the_audit_alone()
    {
        var stage = await Stage.SetAsync(Api);
        var (ana, bo) = (Somebody(), Somebody());
        var forecast = await AskedAsync(stage, (ana, 0.9), (bo, 0.35), (ana, 0.6), (bo, 0.4), (ana, 0.8));
        await ResolvedAsync(await ResolvedAsync(forecast, "no"), "yes", claims: [(await stage.ClaimAsync()).Id]);
        var answered = (await Api.Rea.GetAsync($"/forecasts/{forecast.Id}")).Json["scores"]!;
        var told = Told((await Api.Aud.GetAsync($"/audit/events?stream={forecast.Id}", Wait)).Is(HttpStatusCode.OK).Json["items"]!.AsArray());
        foreach (var analyst in (string[])[ana, bo])
        {
            var (brier, log, coverage) = told[analyst];
            var score = answered["analysts"]!.AsArray().Single(found => (string)found!["analyst"]! == analyst)!;
            var card = (await Api.Rea.GetAsync($"/analysts/{analyst}/scorecard", Wait)).Is(HttpStatusCode.OK).Json["forecasts"]![0]!;
            foreach (var found in (JsonNode[])[score, card])
            {
                Assert.Equal(brier, (double)found["brier"]!, Tolerance);
                Assert.Equal(log, (double)found["log"]!, Tolerance);
                Assert.Equal(coverage, (double)found["coverage"]!, Tolerance);
            }
        }
    }

    /// <summary>Brier, log and coverage by the document's words, from raw events: knows nothing of the product.</summary>
    private static Dictionary<string, (double Brier, double Log, double Coverage)> Told(JsonArray events)
    {
        // Whole ticks: a double does not hold them to the microsecond.
        long At(JsonNode fact, string? member = null) => (member is null ? (DateTimeOffset)fact["recordedAt"]! : (DateTimeOffset)fact["data"]![member]!).UtcTicks;
        var of = events.ToLookup(fact => (string)fact!["type"]!, fact => fact!);
        var (asked, first, last) = (of["forecast-asked"].Single(), of["forecast-resolved"].First(), of["forecast-resolved"].Last());
        var (open, end) = (At(asked, "opensAt"), Math.Min(At(asked, "closesAt"), At(first)));
        var o = (string)last["data"]!["outcome"]! == "yes" ? 1.0 : 0;
        return of["estimate-given"].GroupBy(given => (string)given["data"]!["analyst"]!).ToDictionary(given => given.Key, given =>
        {
            var (sum, estimates) = (0.0, given.ToArray());
            for (var i = 0; i < estimates.Length; i++)
                sum += Math.Pow((double)estimates[i]["data"]!["probability"]! - o, 2) * ((i + 1 < estimates.Length ? At(estimates[i + 1]) : end) - At(estimates[i]));
            var p = (double)estimates[^1]["data"]!["probability"]!;
            return (sum / (end - At(estimates[0])), -Math.Log(o == 1 ? p : 1 - p), (end - At(estimates[0])) / (double)(end - open));
        });
    }

    [Fact]
    public async Task A_scorecard_holds_what_is_resolved_and_nothing_above_the_clearance()
    {
        var (stage, secret) = (await Stage.SetAsync(Api), await Stage.SetAsync(Api, marking: "RED"));
        var (analyst, green) = (Somebody(), Api.As("rea", "reader", "GREEN"));
        var path = $"/analysts/{analyst}/scorecard";
        var none = (await green.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
        Assert.Equal((0, null, 0), ((int)none.Number("resolved"), none.Json["brier"], none.Json["forecasts"]!.AsArray().Count));

        var first = await ResolvedAsync(await AskedAsync(stage, (analyst, 0.2)), "no");
        await AskedAsync(stage, (analyst, 0.3));
        var voided = await AskedAsync(stage, (analyst, 0.9));
        (await Api.Lead.PostAsync($"/forecasts/{voided.Id}/voiding", new { reason = "Two maps fit." }, voided.IfMatch)).Is(HttpStatusCode.OK);
        var early = await ResolvedAsync(await AskedAsync(stage, (analyst, 0.9)), "yes", knownAt: DateTimeOffset.UtcNow.AddDays(-1), claims: [(await stage.ClaimAsync()).Id]);
        Assert.Empty(early.Json["scores"]!["analysts"]!.AsArray());
        var one = (await green.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
        Assert.Equal((1, 0.04, first.Id), ((int)one.Number("resolved"), (double)one.Json["brier"]!, (string)one.Json["forecasts"]![0]!["forecast"]!));

        var hidden = await ResolvedAsync(await AskedAsync(secret, (analyst, 0.9)), "no");
        var same = (await green.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
        Assert.Equal((one.Text, one.ETag), (same.Text, same.ETag));
        (await green.GetAsync(path, Wait, ("If-None-Match", one.ETag!))).Is(HttpStatusCode.NotModified);
        var all = (await Api.Rea.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
        Assert.Equal([hidden.Id, first.Id], all.Json["forecasts"]!.AsArray().Select(forecast => (string)forecast!["forecast"]!));

        var csv = (await Api.Rea.GetAsync(path, Wait, ("Accept", "text/csv"))).Is(HttpStatusCode.OK);
        var lines = csv.Text.Split("\r\n");
        Assert.Equal(("forecast,outcome,brier,log,coverage", 4), (lines[0], lines.Length));
        Assert.StartsWith($"{hidden.Id},no,0.81,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("text/csv", csv.Headers["Content-Type"], StringComparison.Ordinal);

        var position = (await RecordedFact.OfStreamAsync(service.Database, first.Id))[^1].Position;
        Assert.Equal((0, 1), ((int)(await Api.Rea.GetAsync($"{path}?asOf={position - 1}")).Number("resolved"), (int)(await Api.Rea.GetAsync($"{path}?asOf={position}")).Number("resolved")));
    }

    [Fact]
    public async Task A_calibration_is_drawn_from_ten_forecasts_on()
    {
        var stage = await Stage.SetAsync(Api);
        var (ana, bo) = (Somebody(), Somebody());
        var path = $"/partnerships/{stage.Partnership}/calibration";
        var outcomes = (string[])["no", "no", "yes", "no", "no", "yes", "no", "yes", "yes"];
        foreach (var (outcome, place) in outcomes.Select((outcome, place) => (outcome, place)))
            await ResolvedAsync(await AskedAsync(stage, [(ana, 0.5), (ana, (place + 1) / 10.0), .. place == 0 ? [(bo, 0.7)] : Array.Empty<(string, double)>()]), outcome, claims: [(await stage.ClaimAsync()).Id]);
        var few = (await Api.Rea.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
        Assert.Equal((10, 9, 0, null), ((int)few.Number("count"), (int)few.Number("resolved"), few.Json["bins"]!.AsArray().Count, few.Json["reliability"]));

        await ResolvedAsync(await AskedAsync(stage, (ana, 0.7)), "yes", claims: [(await stage.ClaimAsync()).Id]);
        var drawn = (await Api.Rea.GetAsync($"{path}?analyst={ana}", Wait)).Is(HttpStatusCode.OK);
        Assert.Equal((10, 10), ((int)drawn.Number("count"), drawn.Json["bins"]!.AsArray().Count));
        var eighth = drawn.Json["bins"]![7]!;
        Assert.Equal((0.7, 0.8, 2, 0.7, 0.5), ((double)eighth["from"]!, (double)eighth["to"]!, (int)eighth["count"]!, (double)eighth["meanProbability"]!, (double)eighth["observed"]!));
        Assert.InRange(0.5, (double)eighth["low"]!, (double)eighth["high"]!);
        Assert.Equal((double)drawn.Json["brier"]!,
            (double)drawn.Json["reliability"]! - (double)drawn.Json["resolution"]! + (double)drawn.Json["uncertainty"]! + (double)drawn.Json["withinBin"]!, Tolerance);
        Assert.Equal(11, (int)(await Api.Rea.GetAsync(path, Wait)).Number("count"));
        Assert.Equal(1, (int)(await Api.Rea.GetAsync($"{path}?analyst={bo}", Wait)).Number("count"));

        var csv = (await Api.Rea.GetAsync(path, Wait, ("Accept", "text/csv"))).Is(HttpStatusCode.OK).Text.Split("\r\n");
        Assert.Equal(("from,to,count,meanProbability,observed,low,high", "0,0.1,0,,,,", 12), (csv[0], csv[1], csv.Length));
        (await Api.Rea.GetAsync($"{path}?confidence=sure")).Names("confidence");
        (await Api.Rea.GetAsync("/partnerships/nowhere/calibration")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_calibration_above_the_clearance_does_not_exist_and_one_by_confidence_goes_by_what_was_judged()
    {
        var secret = await Stage.SetAsync(Api, marking: "AMBER");
        (await Api.As("rea", "reader", "GREEN").GetAsync($"/partnerships/{secret.Partnership}/calibration")).IsRefused(HttpStatusCode.NotFound, "not-found");

        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim);
        await stage.PictureAsync(Api.Rea);
        var question = new { partnership = stage.Partnership, dimension = "trust-level", perspective = "RU>CN", question = "Will it?", criteria = "It does.", opensAt = "2025-07-01T00:00:00Z", closesAt = "2099-07-01T00:00:00Z" };
        var asked = (await Api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
        foreach (var analyst in (Person[])[Api.Ana, Api.Bo])
            asked = (await analyst.PostAsync($"/forecasts/{asked.Id}/estimates", new { probability = 0.2, rationale = "As before." }, asked.IfMatch)).Is(HttpStatusCode.OK);
        await ResolvedAsync(asked, "no");
        foreach (var (query, count) in ((string, long)[])[("", 2), ("?confidence=moderate", 1), ("?confidence=high", 0)])
            Assert.Equal(count, (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/calibration{query}", Wait)).Is(HttpStatusCode.OK).Number("count"));
    }
}
