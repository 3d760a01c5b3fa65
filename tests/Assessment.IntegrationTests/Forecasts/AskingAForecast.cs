using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Forecasts;

public class AskingAForecast(TheService service)
{
    private static readonly DateTimeOffset Past = new(2025, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Future = new(2099, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private Api Api => service.Api;

    private static object Question(string partnership, DateTimeOffset? opensAt = null, DateTimeOffset? closesAt = null, string? dimension = "territorial-threat", string? perspective = "CN>RU") => new
    {
        partnership,
        dimension,
        perspective,
        question = "Will a map show Vladivostok inside China?",
        criteria = "A map of a ministry.",
        opensAt = opensAt ?? Past,
        closesAt = closesAt ?? Future,
    };

    private async Task<(Stage Stage, Answer Asked)> AskedAsync(DateTimeOffset? opensAt = null, DateTimeOffset? closesAt = null, string marking = "CLEAR")
    {
        var stage = await Stage.SetAsync(Api, marking: marking);
        return (stage, (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, opensAt, closesAt))).Is(HttpStatusCode.Created));
    }

    private static Task<Answer> EstimateAsync(Person analyst, Answer forecast, double probability) =>
        analyst.PostAsync($"/forecasts/{forecast.Id}/estimates", new { probability, rationale = "No case in thirty years." }, forecast.IfMatch);

    private Task<Answer> ResolveAsync(Answer forecast, string outcome, string[] claims, string reason = "As the criteria say.") =>
        Api.As("lead-2", "lead").PostAsync($"/forecasts/{forecast.Id}/resolution", new { outcome, claims, reason }, forecast.IfMatch);

    /// <summary>Asked to close in a moment, and then closed.</summary>
    private async Task<Answer> ClosedAsync(string partnership, Func<Answer, Task<Answer>>? meanwhile = null)
    {
        var asked = (await Api.Lead.PostAsync("/forecasts", Question(partnership, closesAt: DateTimeOffset.UtcNow.AddSeconds(2)))).Is(HttpStatusCode.Created);
        if (meanwhile is not null) (await meanwhile(asked)).Is(HttpStatusCode.OK);
        return await Eventually.FindAsync(() => Api.Rea.GetAsync($"/forecasts/{asked.Id}"), answer => answer.Word("state") == "closed");
    }

    private Task<Answer> VoidAsync(Answer forecast) => Api.Lead.PostAsync($"/forecasts/{forecast.Id}/voiding", new { reason = "Two maps fit." }, forecast.IfMatch);

    [Fact]
    public async Task A_lead_asks_and_everybody_reads()
    {
        var (_, asked) = await AskedAsync();
        Assert.Equal($"/api/v1/forecasts/{asked.Id}", asked.Location);
        var read = (await Api.Rea.GetAsync($"/forecasts/{asked.Id}")).Is(HttpStatusCode.OK);
        Assert.Equal(("open", 0, null), (read.Word("state"), (int)read.Number("forecasters"), (double?)read.Json["median"]));
        Assert.Equal(asked.Text, read.Text);
    }

    [Fact]
    public async Task Analysts_estimate_and_change_their_minds()
    {
        var (_, asked) = await AskedAsync();
        var first = (await EstimateAsync(Api.Ana, asked, 0.2)).Is(HttpStatusCode.OK);
        var second = (await EstimateAsync(Api.Bo, first, 0.05)).Is(HttpStatusCode.OK);
        var changed = (await EstimateAsync(Api.Ana, second, 0.03)).Is(HttpStatusCode.OK);
        Assert.Equal((2, null, 0.03), ((int)changed.Number("forecasters"), (double?)changed.Json["median"], (double)changed.Json["estimate"]!["probability"]!));
        Assert.Null((await Api.Rea.GetAsync($"/forecasts/{asked.Id}")).Json["estimate"]);
        (await EstimateAsync(Api.Bo, asked, 0.5)).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.995)]
    [InlineData(-3)]
    public async Task Analysis_does_not_deal_in_certainty(double probability)
    {
        var (_, asked) = await AskedAsync();
        (await EstimateAsync(Api.Ana, asked, probability)).IsRefused(HttpStatusCode.UnprocessableEntity, "likelihood-out-of-range");
    }

    [Fact]
    public async Task Estimates_are_taken_while_it_is_open()
    {
        var closed = await ClosedAsync((await Stage.SetAsync(Api)).Partnership);
        (await EstimateAsync(Api.Ana, closed, 0.2)).IsRefused(HttpStatusCode.Conflict, "forecast-closed");

        var (_, scheduled) = await AskedAsync(opensAt: Future.AddDays(-1));
        Assert.Equal("scheduled", scheduled.Word("state"));
        (await EstimateAsync(Api.Ana, scheduled, 0.2)).IsRefused(HttpStatusCode.Conflict, "forecast-not-open");
        (await ResolveAsync(scheduled, "no", [])).IsRefused(HttpStatusCode.Conflict, "forecast-not-open");
    }

    [Fact]
    public async Task It_is_resolved_by_claims_and_the_resolution_corrected()
    {
        var (stage, asked) = await AskedAsync();
        var claim = (await stage.ClaimAsync()).Id;
        (await ResolveAsync(asked, "yes", [])).IsRefused(HttpStatusCode.UnprocessableEntity, "uncited-resolution");
        (await ResolveAsync(asked, "yes", [Guid.NewGuid().ToString()])).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-claim");
        var resolved = (await ResolveAsync(asked, "yes", [claim])).Is(HttpStatusCode.OK);
        Assert.Equal(("resolved", "yes", claim), (resolved.Word("state"), (string)resolved.Json["resolution"]!["outcome"]!, (string)resolved.Json["resolution"]!["claims"]![0]!));
        (await EstimateAsync(Api.Ana, resolved, 0.2)).IsRefused(HttpStatusCode.Conflict, "forecast-closed");
        (await VoidAsync(resolved)).IsRefused(HttpStatusCode.Conflict, "forecast-resolved");
        var corrected = (await ResolveAsync(resolved, "no", [], "It was another ministry's.")).Is(HttpStatusCode.OK);
        Assert.Equal("no", (string)corrected.Json["resolution"]!["outcome"]!);
    }

    [Fact]
    public async Task It_is_voided_once_and_for_all()
    {
        var (_, asked) = await AskedAsync();
        var voided = (await VoidAsync(asked)).Is(HttpStatusCode.OK);
        Assert.Equal("voided", voided.Word("state"));
        (await VoidAsync(voided)).IsRefused(HttpStatusCode.Conflict, "forecast-voided");
        (await ResolveAsync(voided, "no", [])).IsRefused(HttpStatusCode.Conflict, "forecast-voided");
        (await EstimateAsync(Api.Ana, voided, 0.2)).IsRefused(HttpStatusCode.Conflict, "forecast-closed");
    }

    [Fact]
    public async Task A_claim_above_the_clearance_shows_in_no_resolution()
    {
        var (stage, asked) = await AskedAsync();
        var secret = (await stage.ClaimAsync(marking: "AMBER")).Id;
        (await ResolveAsync(asked, "yes", [secret])).Is(HttpStatusCode.OK);
        Assert.Single((await Api.As("aim", "reader", "AMBER").GetAsync($"/forecasts/{asked.Id}")).Json["resolution"]!["claims"]!.AsArray());
        Assert.Empty((await Api.As("rea", "reader", "GREEN").GetAsync($"/forecasts/{asked.Id}")).Json["resolution"]!["claims"]!.AsArray());
    }

    [Fact]
    public async Task What_is_said_by_claims_above_the_clearance_is_not_told_and_the_outcome_is()
    {
        var (stage, asked) = await AskedAsync();
        var (clear, red) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync(marking: "RED")).Id);
        var body = new { outcome = "yes", claims = new[] { clear, red }, reason = "Shown by intercept KESTREL.", knownAt = "2025-08-09T10:11:12Z" };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var path = $"/forecasts/{asked.Id}/resolution";
        var first = (await Api.As("lead-2", "lead").PostAsync(path, body, asked.IfMatch, key)).Is(HttpStatusCode.OK);
        Assert.Equal(("RED", "2025-08-09T10:11:12Z", body.reason), ((string)first.Json["resolution"]!["marking"]!, (string)first.Json["resolution"]!["knownAt"]!, (string)first.Json["resolution"]!["reason"]!));

        // A repeat with less clearance, a single read, a list: of whatever way.
        var low = Api.As("rea", "reader", "AMBER");
        var seen = (await low.GetAsync($"/forecasts/{asked.Id}")).Is(HttpStatusCode.OK);
        Answer[] all = [seen, (await Api.As("lead-2", "lead", "AMBER").PostAsync(path, body, asked.IfMatch, key)).Is(HttpStatusCode.OK),
            (await low.GetAsync($"/forecasts?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK),
            (await low.GetAsync($"/forecasts?partnership={stage.Partnership}&state=resolved", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK)];
        foreach (var answer in all)
        {
            Assert.Contains("\"outcome\":\"yes\"", answer.Text, StringComparison.Ordinal);
            foreach (var secret in (string[])["KESTREL", red, clear, "2025-08-09", "RED"]) Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal("\"2\"", seen.ETag);
        Assert.NotEqual(first.ETag, seen.ETag);
        foreach (var way in (string[])["", "/state", "/state?version=1", "/comparison?from=1&to=2"])
            (await Api.As("amy", "auditor", "AMBER").GetAsync($"/audit/streams/{asked.Id}{way}")).IsRefused(HttpStatusCode.NotFound, "not-found");

        // Corrected by what everybody may see, everybody is told why.
        (await ResolveAsync(first, "no", [clear], "It was a forgery.")).Is(HttpStatusCode.OK);
        Assert.Equal("It was a forgery.", (string?)(await low.GetAsync($"/forecasts/{asked.Id}")).Json["resolution"]!["reason"]);
    }

    [Fact]
    public async Task Fewer_than_three_are_no_crowd_and_nobody_who_may_estimate_sees_it_before_they_have()
    {
        var (stage, asked) = await AskedAsync();
        var last = await EstimateAsync(Api.Ana, asked, 0.83);
        Assert.Equal([null, null, null], await MediansAsync(asked, Api.Ana, Api.Bo, Api.Rea));
        last = await EstimateAsync(Api.Bo, last, 0.25);
        last = await EstimateAsync(Api.Bo, last, 0.3);
        Assert.Equal([null, null, null, null], await MediansAsync(asked, Api.Ana, Api.Bo, Api.Lead, Api.Aud));
        last = (await EstimateAsync(Api.As("cy", "analyst"), last, 0.5)).Is(HttpStatusCode.OK);
        Assert.Equal(0.5, (double?)last.Json["median"]);
        Assert.Equal([0.5, 0.5, 0.5, null, null], await MediansAsync(asked, Api.Ana, Api.Rea, Api.Lead, Api.As("dee", "analyst"), Api.As("eve", "lead,analyst")));
        var listed = (await Api.As("dee", "analyst").GetAsync($"/forecasts?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Json["items"]![0]!;
        Assert.Equal((null, null, 3), ((double?)listed["median"], (double?)listed["geometricMeanOfOdds"], (int)listed["forecasters"]!));

        var closed = await ClosedAsync(stage.Partnership, question => EstimateAsync(Api.Ana, question, 0.83));
        Assert.Equal([0.83, 0.83], await MediansAsync(closed, Api.Rea, Api.Bo));
        // As it was when the estimate was recorded, it was open.
        Assert.Null((double?)(await Api.Aud.GetAsync($"/audit/streams/{closed.Id}/state?version=2")).Is(HttpStatusCode.OK).Json["state"]!["median"]);
    }

    private static async Task<double?[]> MediansAsync(Answer forecast, params Person[] readers) =>
        await Task.WhenAll(readers.Select(async reader => (double?)(await reader.GetAsync($"/forecasts/{forecast.Id}")).Is(HttpStatusCode.OK).Json["median"]));

    [Fact]
    public async Task Whoever_asked_or_estimated_leaves_the_outcome_to_another_lead()
    {
        var (_, other) = await AskedAsync();
        (await ResolveAsync(other, "no", [])).Is(HttpStatusCode.OK);
        var (_, asked) = await AskedAsync();
        var body = new { outcome = "no", claims = Array.Empty<string>(), reason = "It did not." };
        (await Api.Lead.PostAsync($"/forecasts/{asked.Id}/resolution", body, asked.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
        var both = Api.As("lead-3", "lead,analyst");
        var estimated = (await EstimateAsync(both, asked, 0.2)).Is(HttpStatusCode.OK);
        (await both.PostAsync($"/forecasts/{asked.Id}/resolution", body, estimated.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
        var resolved = (await ResolveAsync(estimated, "no", [])).Is(HttpStatusCode.OK);
        (await Api.Lead.PostAsync($"/forecasts/{asked.Id}/resolution", body, resolved.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
    }

    [Fact]
    public async Task What_is_known_was_known_by_now()
    {
        var (_, asked) = await AskedAsync();
        Task<Answer> KnownAsync(string at) => Api.As("lead-2", "lead").PostAsync($"/forecasts/{asked.Id}/resolution", new { outcome = "no", claims = Array.Empty<string>(), reason = "It did not.", knownAt = at }, asked.IfMatch);
        (await KnownAsync("2099-01-01T00:00:00Z")).IsRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        (await KnownAsync("yesterday")).Names("knownAt");
        Assert.Equal("2025-12-31T23:00:00Z", (string)(await KnownAsync("2026-01-01T00:00:00+01:00")).Is(HttpStatusCode.OK).Json["resolution"]!["knownAt"]!);
    }

    [Fact]
    public async Task It_is_told_as_it_was()
    {
        var (_, asked) = await AskedAsync();
        var recorded = (await RecordedFact.OfStreamAsync(service.Database, asked.Id))[0].Position;
        (await ResolveAsync(asked, "no", [])).Is(HttpStatusCode.OK);
        var then = (await Api.Rea.GetAsync($"/forecasts/{asked.Id}?asOf={recorded}")).Is(HttpStatusCode.OK);
        Assert.Equal(("open", null), (then.Word("state"), then.Json["resolution"]));
        (await Api.Rea.GetAsync($"/forecasts/{asked.Id}?asOf={recorded - 1}")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task What_is_asked_of_a_partnership_above_the_clearance_does_not_exist()
    {
        var (stage, asked) = await AskedAsync(marking: "AMBER");
        var green = Api.As("rea", "reader", "GREEN");
        (await green.GetAsync($"/forecasts/{asked.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await green.GetAsync($"/forecasts?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Ids);
        Assert.Equal([asked.Id], (await Api.Rea.GetAsync($"/forecasts?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Ids);
        (await EstimateAsync(Api.As("ana", "analyst", "GREEN"), asked, 0.2)).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Lists_are_filtered_by_state()
    {
        var (stage, open) = await AskedAsync();
        var partnership = stage.Partnership;
        var closed = await ClosedAsync(partnership);
        var scheduled = (await Api.Lead.PostAsync("/forecasts", Question(partnership, opensAt: Future.AddDays(-1)))).Is(HttpStatusCode.Created);
        var resolved = (await ResolveAsync((await Api.Lead.PostAsync("/forecasts", Question(partnership))).Is(HttpStatusCode.Created), "no", [])).Is(HttpStatusCode.OK);
        var voided = (await VoidAsync((await Api.Lead.PostAsync("/forecasts", Question(partnership))).Is(HttpStatusCode.Created))).Is(HttpStatusCode.OK);
        foreach (var forecast in (Answer[])[open, closed, scheduled, resolved, voided])
            Assert.Equal([forecast.Id], (await Api.Rea.GetAsync($"/forecasts?partnership={partnership}&state={forecast.Word("state")}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Ids);
        Assert.Equal([voided.Id, resolved.Id, scheduled.Id, closed.Id, open.Id], (await Api.Rea.GetAsync($"/forecasts?partnership={partnership}")).Ids);
        (await Api.Rea.GetAsync("/forecasts?state=lost")).Names("state");
    }

    [Fact]
    public async Task A_question_fits_its_partnership()
    {
        var (stage, _) = await AskedAsync();
        (await Api.Lead.PostAsync("/forecasts", Question("nowhere"))).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-partnership");
        (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, dimension: "weather", perspective: null))).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-dimension");
        (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, perspective: null))).IsRefused(HttpStatusCode.UnprocessableEntity, "wrong-perspective");
        (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, opensAt: Future, closesAt: Past))).IsRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, closesAt: Past.AddDays(1)))).IsRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, closesAt: DateTimeOffset.UtcNow))).IsRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, dimension: null))).Names("perspective");
        (await Api.Lead.PostAsync("/forecasts", Question(stage.Partnership, dimension: null, perspective: null))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Each_does_their_own_part()
    {
        var (stage, asked) = await AskedAsync();
        (await Api.Ana.PostAsync("/forecasts", Question(stage.Partnership))).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await EstimateAsync(Api.Rea, asked, 0.2)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await Api.Ana.PostAsync($"/forecasts/{asked.Id}/voiding", new { reason = "No." }, asked.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await Api.Ana.PostAsync($"/forecasts/{asked.Id}/estimates", new { probability = 0.2, rationale = "No." })).IsRefused(HttpStatusCode.PreconditionRequired, "if-match-required");
    }

    [Fact]
    public async Task A_repeated_request_is_answered_as_the_first()
    {
        var (_, asked) = await AskedAsync();
        var body = new { probability = 0.2, rationale = "No case in thirty years." };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await Api.Ana.PostAsync($"/forecasts/{asked.Id}/estimates", body, asked.IfMatch, key)).Is(HttpStatusCode.OK);
        (await EstimateAsync(Api.Ana, first, 0.4)).Is(HttpStatusCode.OK);
        Assert.Equal(first.Text, (await Api.Ana.PostAsync($"/forecasts/{asked.Id}/estimates", body, asked.IfMatch, key)).Text);
    }
}
