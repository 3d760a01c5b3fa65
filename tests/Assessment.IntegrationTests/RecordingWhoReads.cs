using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Assessment.IntegrationTests;

public sealed class RecordingWhoReads(TheService service)
{
    private static readonly (string, string) Wait = ("Prefer", "wait=20");

    // Of each route what is asked of it, about a partnership on which everything is marked alike.
    private static readonly (string Route, string Path)[] Marked =
    [
        ("/partnerships", "/partnerships?limit=200"), ("/partnerships/{id}", "/partnerships/<p>"),
        ("/partnerships/{id}/dimensions", "/partnerships/<p>/dimensions"), ("/partnerships/{id}/dimensions/{code}", "/partnerships/<p>/dimensions/trust-level"),
        ("/partnerships/{id}/picture", "/partnerships/<p>/picture"), ("/partnerships/{id}/picture", "/partnerships/<p>/picture?asOf=<position>"),
        ("/partnerships/{id}/picture", "/partnerships/<p>/picture?validAt=2025-12-31"), ("/partnerships/{id}/picture", "/partnerships/<p>/picture?without=claim:<claim>"),
        ("/partnerships/{id}/timeline", "/partnerships/<p>/timeline?dimension=trust-level&perspective=RU%3ECN"),
        ("/partnerships/{id}/calibration", "/partnerships/<p>/calibration"), ("/partnerships/{id}/changes", "/partnerships/<p>/changes?from=1&to=<position>"),
        ("/claims", "/claims?partnership=<p>"), ("/claims", "/claims?partnership=<p>&q=minister"), ("/claims/{id:guid}", "/claims/<claim>"), ("/claims/{id:guid}/impact", "/claims/<claim>/impact"),
        ("/sources/{id:guid}/impact", "/sources/<source>/impact"),
        ("/assessments", "/assessments?partnership=<p>"), ("/assessments/{id:guid}", "/assessments/<assessment>"), ("/assessments/{id:guid}", "/assessments/<assessment>?asOf=<position>"),
        ("/assessments/{id:guid}/dissents/{dissent:guid}", "/assessments/<assessment>/dissents/<dissent>"),
        ("/forecasts", "/forecasts?partnership=<p>"), ("/search", "/search?q=minister&partnership=<p>"), ("/forecasts/{id:guid}", "/forecasts/<forecast>"),
    ];

    private static readonly string[] Audited =
    [
        "/audit/events", "/audit/events/{position:long}/proof", "/audit/streams/{id:guid}", "/audit/streams/{id:guid}/state", "/audit/streams/{id:guid}/comparison", "/audit/reads",
        "/audit/replays", "/audit/replays/{id:guid}", "/audit/exports/{id:guid}", "/audit/redactions", "/audit/redactions/{id:guid}", "/audit/consistency", "/ledger/tile/entries/{**n}",
    ];

    // Sources, the catalogue and the hashes of the ledger carry no marking; a stream is asked for by a test of its own.
    private static readonly string[] Unmarked = ["/sources", "/sources/{id:guid}", "/dimensions", "/ledger/checkpoint", "/ledger/key", "/ledger/tile/{level:int}/{**n}"];
    private const string Stream = "/partnerships/{id}/stream";

    // Holds what an analyst did on every partnership.
    private const string Scorecard = "/analysts/{sub}/scorecard";

    private Api Api => service.Api;

    /// <summary>Somebody of whom nothing is on record yet.</summary>
    private Person Somebody(string role = "reader", string clearance = "RED") => Api.As($"{role}-{Guid.NewGuid():N}", role, clearance);

    [Fact]
    public void Every_route_that_is_read_is_asked_for_here()
    {
        var routes = ((IEndpointRouteBuilder)service.Shared.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<RequiresAttribute>() is not null && route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .Select(route => route.RoutePattern.RawText!.Replace("/api/v1", "", StringComparison.Ordinal)).ToArray();
        Assert.Equal(routes.Distinct().Order(), Marked.Select(asked => asked.Route).Concat(Audited).Concat(Unmarked).Append(Stream).Append(Scorecard).Distinct().Order());
    }

    [Theory]
    [InlineData("AMBER+STRICT")]
    [InlineData("GREEN")]
    public async Task Whatever_is_shown_of_something_marked_is_on_record(string marking)
    {
        var names = await NamesAsync(marking);
        foreach (var (_, template) in Marked.Skip(marking == "GREEN" ? 1 : 0))
        {
            var path = names.Aggregate(template, (path, name) => path.Replace(name.Key, name.Value, StringComparison.Ordinal));
            var reader = Somebody(clearance: marking == "GREEN" ? "RED" : marking);
            (await reader.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
            var read = await ReadsOfAsync(reader);
            if (marking == "GREEN") Assert.True(read.Count == 0, $"{path}: {string.Join(", ", read)}");
            else Assert.Equal([new Read(reader.Subject, "GET", $"/api/v1{path.Split('?')[0]}", marking)], read);

            var green = Somebody(clearance: "GREEN");
            await green.GetAsync(path, Wait);
            Assert.Empty(await ReadsOfAsync(green));
        }
    }

    [Fact]
    public async Task What_is_answered_counts_and_not_what_there_is()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim);
        await stage.PublishAsync(Api.Bo, claim, marking: "AMBER");
        var (green, red) = (Somebody(clearance: "GREEN"), Somebody());
        foreach (var path in (string[])[$"/partnerships/{stage.Partnership}/picture", $"/assessments?partnership={stage.Partnership}", $"/claims/{claim}/impact",
            $"/partnerships/{stage.Partnership}/timeline?dimension=trust-level&perspective=RU%3ECN"])
        {
            (await green.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
            (await red.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
        }

        (await red.GetAsync($"/claims/{claim}")).Is(HttpStatusCode.OK);
        (await red.GetAsync($"/assessments?partnership={stage.Partnership}&analyst=ana", Wait)).Is(HttpStatusCode.OK);
        Assert.Empty(await ReadsOfAsync(green));
        Assert.Equal(["AMBER", "AMBER", "AMBER", "AMBER"], (await ReadsOfAsync(red)).Select(read => read.Marking));
    }

    [Fact]
    public async Task A_dissent_marked_above_its_assessment_counts_in_the_picture()
    {
        var stage = await Stage.SetAsync(Api);
        var (claim, secret) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync(marking: "RED")).Id);
        var published = await stage.PublishAsync(Api.Ana, claim);
        (await Api.Bo.PostAsync($"/assessments/{published.Id}/dissents",
            new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { secret } })).Is(HttpStatusCode.Created);
        var (red, amber) = (Somebody(), Somebody(clearance: "AMBER"));
        foreach (var reader in (Person[])[red, amber]) await stage.PictureAsync(reader);
        Assert.Equal("RED", Assert.Single(await ReadsOfAsync(red)).Marking);
        Assert.Empty(await ReadsOfAsync(amber));
    }

    [Fact]
    public async Task What_is_shown_on_something_that_is_marked_lower_is_on_record()
    {
        var stage = await Stage.SetAsync(Api);
        var source = await stage.SourceAsync();
        var (clear, red) = ((await stage.ClaimAsync(source)).Id, (await stage.ClaimAsync(source, marking: "RED")).Id);
        var related = (await Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, source).With("contradicts", new JsonArray(red)))).Is(HttpStatusCode.Created).Id;
        var disputed = (await stage.PublishAsync(Api.Ana, clear)).Id;
        (await Api.Bo.PostAsync($"/assessments/{disputed}/dissents", new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { red } })).Is(HttpStatusCode.Created);
        var question = new { partnership = stage.Partnership, question = "Will it?", criteria = "It does.", opensAt = "2025-07-01T00:00:00Z", closesAt = "2099-07-01T00:00:00Z" };
        var asked = (await Api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
        (await Api.As("lead-2", "lead").PostAsync($"/forecasts/{asked.Id}/resolution", new { outcome = "yes", claims = new[] { red }, reason = "It did." }, asked.IfMatch)).Is(HttpStatusCode.OK);

        foreach (var path in (string[])[$"/claims/{related}", $"/claims?partnership={stage.Partnership}&contradicts={red}", $"/assessments/{disputed}", $"/assessments?partnership={stage.Partnership}",
            $"/forecasts/{asked.Id}", $"/forecasts?partnership={stage.Partnership}"])
        {
            var (reader, amber) = (Somebody(), Somebody(clearance: "AMBER"));
            (await reader.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
            (await amber.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
            Assert.Equal([new Read(reader.Subject, "GET", $"/api/v1{path.Split('?')[0]}", "RED")], await ReadsOfAsync(reader));
            Assert.Empty(await ReadsOfAsync(amber));
        }

        var auditor = Somebody("auditor");
        (await auditor.GetAsync($"/audit/events?stream={related}", Wait)).Is(HttpStatusCode.OK);
        Assert.Equal("RED", Assert.Single(await ReadsOfAsync(auditor)).Marking);
    }

    [Fact]
    public async Task A_scorecard_is_on_record_with_the_highest_of_what_is_on_it()
    {
        var analyst = Somebody("analyst");
        foreach (var marking in (string[])["AMBER+STRICT", "CLEAR"])
        {
            var question = new { partnership = (await Stage.SetAsync(Api, marking: marking)).Partnership, question = "Will it?", criteria = "It does.", opensAt = "2025-07-01T00:00:00Z", closesAt = "2099-07-01T00:00:00Z" };
            var asked = (await Api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
            asked = (await analyst.PostAsync($"/forecasts/{asked.Id}/estimates", new { probability = 0.2, rationale = "As before." }, asked.IfMatch)).Is(HttpStatusCode.OK);
            (await Api.As("lead-2", "lead").PostAsync($"/forecasts/{asked.Id}/resolution", new { outcome = "no", claims = Array.Empty<string>(), reason = "It did not." }, asked.IfMatch)).Is(HttpStatusCode.OK);
        }

        var (red, amber) = (Somebody(), Somebody(clearance: "AMBER"));
        foreach (var reader in (Person[])[red, amber]) (await reader.GetAsync($"/analysts/{analyst.Subject}/scorecard", Wait)).Is(HttpStatusCode.OK);
        Assert.Equal("AMBER+STRICT", Assert.Single(await ReadsOfAsync(red)).Marking);
        Assert.Empty(await ReadsOfAsync(amber));
    }

    [Fact]
    public async Task A_hidden_stream_is_not_named_by_who_looked_at_it()
    {
        var stage = await Stage.SetAsync(Api);
        var red = (await stage.ClaimAsync(marking: "RED")).Id;
        var draft = (await stage.PostAsync(Api.Ana, [], submit: false)).Is(HttpStatusCode.Created);
        var (auditor, low) = (Somebody("auditor"), Api.As("gus", "auditor", "GREEN"));
        foreach (var way in (string[])["?cursor=AAAAAAAPQkA", "/comparison?from=1&to=1", "/state"]) (await auditor.GetAsync($"/audit/streams/{red}{way}")).Is(HttpStatusCode.OK);
        Assert.All(await ReadsOfAsync(auditor), read => Assert.Equal("RED", read.Marking));
        (await low.GetAsync($"/audit/streams/{red}?cursor=AAAAAAAPQkA")).IsRefused(HttpStatusCode.NotFound, "not-found");

        // Looked at while it was for everybody, marked higher afterwards.
        (await auditor.GetAsync($"/audit/streams/{draft.Id}")).Is(HttpStatusCode.OK);
        await ReadsOfAsync(auditor);
        Assert.Equal([draft.Id], await FoundAsync(low, $"?actor={auditor.Subject}"));
        (await Api.Ana.PutAsync($"/assessments/{draft.Id}", new { title = "Anew", informationCutOff = "2025-06-07", marking = "RED", judgments = Array.Empty<object>() }, draft.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Empty(await FoundAsync(low, $"?actor={auditor.Subject}"));
    }

    [Fact]
    public async Task A_position_on_a_hidden_stream_and_a_dissent_that_is_withdrawn_are_not_named_either()
    {
        var stage = await Stage.SetAsync(Api);
        var draft = (await stage.PostAsync(Api.Ana, [], submit: false)).Is(HttpStatusCode.Created);
        (await Api.Ana.PutAsync($"/assessments/{draft.Id}", new { title = "Anew", informationCutOff = "2025-06-07", marking = "RED", judgments = Array.Empty<object>() }, draft.IfMatch)).Is(HttpStatusCode.OK);
        var position = (await RecordedFact.OfStreamAsync(service.Database, draft.Id))[0].Position;
        var auditor = Somebody("auditor");
        (await auditor.GetAsync($"/audit/events/{position}/proof", ("Prefer", "wait=30"))).Is(HttpStatusCode.OK);
        Assert.Equal("RED", Assert.Single(await ReadsOfAsync(auditor)).Marking);

        var analyst = Somebody("analyst");
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id, marking: "AMBER");
        var body = new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { (await stage.ClaimAsync(marking: "RED")).Id } };
        var dissent = (await analyst.PostAsync($"/assessments/{published.Id}/dissents", body)).Is(HttpStatusCode.Created);
        (await analyst.DeleteAsync($"/assessments/{published.Id}/dissents/{dissent.Id}", dissent.IfMatch)).Is(HttpStatusCode.OK);
        Assert.All(await ReadsOfAsync(analyst), read => Assert.Equal("RED", read.Marking));
    }

    [Fact]
    public async Task That_nothing_has_changed_and_what_a_write_answers_is_read_too_but_nothing_that_is_absent_or_refused()
    {
        var stage = await Stage.SetAsync(Api);
        var analyst = Somebody("analyst");
        var claim = (await analyst.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()).With("marking", "RED"))).Is(HttpStatusCode.Created);
        (await analyst.GetAsync($"/claims/{Guid.NewGuid()}")).Is(HttpStatusCode.NotFound);
        (await analyst.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "x" }, ("If-Match", "\"9\""))).Is(HttpStatusCode.PreconditionFailed);
        (await analyst.GetAsync($"/claims/{claim.Id}", ("If-None-Match", claim.ETag!))).Is(HttpStatusCode.NotModified);
        // The same grade again is no fact, but an answer.
        (await analyst.PostAsync($"/claims/{claim.Id}/regradings", new { credibility = 2, reason = "x" }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal([("POST", "/api/v1/claims"), ("GET", $"/api/v1/claims/{claim.Id}"), ("POST", $"/api/v1/claims/{claim.Id}/regradings")],
            (await ReadsOfAsync(analyst)).Select(read => (read.Method, read.Path)));
    }

    [Fact]
    public async Task One_thing_has_one_name_and_what_was_searched_for_is_not_kept()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync(marking: "AMBER", statement: "Colonel Nemo was seen.")).Id;
        var reader = Somebody();
        (await reader.GetAsync($"//API/v1/Claims/{Guid.Parse(claim):N}")).Is(HttpStatusCode.OK);
        (await reader.GetAsync($"/claims?partnership={stage.Partnership}&q=Nemo", Wait)).Is(HttpStatusCode.OK);
        Assert.Equal([$"/api/v1/claims/{claim}", "/api/v1/claims"], (await ReadsOfAsync(reader)).Select(read => read.Path));
        var search = (await Api.Aud.GetAsync($"/audit/reads?actor={reader.Subject}&limit=1")).Json["items"]![0]!;
        Assert.Equal($"partnership={stage.Partnership}&q=...", (string?)search["query"]);
    }

    [Fact]
    public async Task A_stream_is_on_record_event_by_event_while_it_is_open()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim);
        var reader = Somebody();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/partnerships/{stage.Partnership}/stream");
        request.Headers.Authorization = new("Bearer", await Api.TokenAsync(reader.Subject, reader.Role, reader.Clearance));
        using var open = await Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Empty(await ReadsOfAsync(reader));

        await stage.PublishAsync(Api.Bo, claim, marking: "AMBER");
        Assert.Single(await Eventually.FindAsync(() => ReadsOfAsync(reader), found => found.Count > 0));
        await stage.PublishAsync(Api.As("cy", "analyst"), claim, marking: "AMBER", level: 4);
        var read = await Eventually.FindAsync(() => ReadsOfAsync(reader), found => found.Count > 1);
        Assert.All(read, one => Assert.Equal(("AMBER", $"/api/v1/partnerships/{stage.Partnership}/stream"), (one.Marking, one.Path)));
    }

    [Fact]
    public async Task Auditors_find_it_newest_first_by_actor_thing_and_time_page_by_page()
    {
        var stage = await Stage.SetAsync(Api);
        var claims = new[] { (await stage.ClaimAsync(marking: "AMBER")).Id, (await stage.ClaimAsync(marking: "RED")).Id, (await stage.ClaimAsync(marking: "AMBER")).Id };
        var (reader, other) = (Somebody(), Somebody());
        foreach (var claim in claims) (await reader.GetAsync($"/claims/{claim}")).Is(HttpStatusCode.OK);
        (await other.GetAsync($"/claims/{claims[0]}/impact")).Is(HttpStatusCode.OK);
        Assert.Equal(3, (await ReadsOfAsync(reader)).Count);

        Assert.Equal(claims.Reverse(), await FoundAsync(Api.Aud, $"?actor={reader.Subject}"));
        Assert.Equal([other.Subject, reader.Subject], await FoundAsync(Api.Aud, $"?what=/api/v1/claims/{claims[0]}", item => (string)item["actor"]!));
        Assert.Equal([reader.Subject], await FoundAsync(Api.Aud, $"?what=/api/v1/claims/{claims[1]}", item => (string)item["actor"]!));
        var times = (await Api.Aud.GetAsync($"/audit/reads?actor={reader.Subject}")).Json["items"]!.AsArray().Select(item => Uri.EscapeDataString((string)item!["readAt"]!)).ToArray();
        Assert.Equal([claims[2], claims[1]], await FoundAsync(Api.Aud, $"?actor={reader.Subject}&from={times[1]}"));
        Assert.Equal([claims[0]], await FoundAsync(Api.Aud, $"?actor={reader.Subject}&to={times[1]}"));
        var first = (await Api.Aud.GetAsync($"/audit/reads?actor={reader.Subject}&limit=2")).Is(HttpStatusCode.OK);
        Assert.Equal(2, first.Json["items"]!.AsArray().Count);
        var last = (await Api.Aud.GetAsync($"/audit/reads?actor={reader.Subject}&limit=2&cursor={first.Word("next")}")).Is(HttpStatusCode.OK);
        Assert.Equal((1, null), (last.Json["items"]!.AsArray().Count, last.Json["next"]));
        (await Api.Aud.GetAsync("/audit/reads?cursor=x")).Names("cursor");
        (await Api.Aud.GetAsync("/audit/reads?who=me")).Names("who");
        foreach (var person in (Person[])[Api.Lead, Api.Ana, Api.Rex, Api.Rea]) (await person.GetAsync("/audit/reads")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task An_auditor_learns_nothing_of_reads_of_what_is_marked_above_and_nothing_of_what_was_asked_with_more_clearance()
    {
        var stage = await Stage.SetAsync(Api);
        var (amber, red) = ((await stage.ClaimAsync(marking: "AMBER")).Id, (await stage.ClaimAsync(marking: "RED")).Id);
        var reader = Somebody();
        foreach (var claim in (string[])[amber, red, amber]) (await reader.GetAsync($"/claims/{claim}")).Is(HttpStatusCode.OK);
        (await reader.GetAsync($"/partnerships/{stage.Partnership}/picture?without=claim:{red}", Wait)).Is(HttpStatusCode.OK);
        (await reader.GetAsync($"/claims?id={amber}", Wait)).Is(HttpStatusCode.OK);
        Assert.Equal(4, (await ReadsOfAsync(reader)).Count);

        var seen = (await Api.As("amy", "auditor", "AMBER").GetAsync($"/audit/reads?actor={reader.Subject}&limit=2")).Is(HttpStatusCode.OK);
        Assert.Equal(["/api/v1/claims", $"/api/v1/claims/{amber}"], seen.Json["items"]!.AsArray().Select(item => (string)item!["path"]!));
        Assert.DoesNotContain("query", seen.Text, StringComparison.Ordinal);
        Assert.Equal([amber], await FoundAsync(Api.As("amy", "auditor", "AMBER"), $"?actor={reader.Subject}&limit=2&cursor={seen.Word("next")}"));
        Assert.Empty(await FoundAsync(Api.As("gus", "auditor", "GREEN"), $"?actor={reader.Subject}"));
    }

    private async Task<Dictionary<string, string>> NamesAsync(string marking)
    {
        var stage = await Story.TellAsync(Api, marking);
        await stage.PictureAsync(Api.Rea);
        // The first claim is the one that still stands.
        var claim = (await Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}")).Json["items"]!.AsArray()[^1]!;
        var assessment = (await Api.Rea.GetAsync($"/assessments?partnership={stage.Partnership}&analyst=ana", Wait)).Json["items"]![0]!;
        return new()
        {
            ["<p>"] = stage.Partnership,
            ["<claim>"] = (string)claim["id"]!,
            ["<source>"] = (string)claim["chain"]![0]!,
            ["<assessment>"] = (string)assessment["id"]!,
            ["<dissent>"] = (string)assessment["dissents"]![0]!["id"]!,
            ["<position>"] = $"{(long)assessment["published"]!["position"]!}",
            ["<forecast>"] = (await Api.Rea.GetAsync($"/forecasts?partnership={stage.Partnership}", Wait)).Ids[0],
        };
    }

    private static async Task<string[]> FoundAsync(Person auditor, string query, Func<JsonNode, string>? member = null) =>
        [.. (await auditor.GetAsync($"/audit/reads{query}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Select(item => member is null ? ((string)item!["path"]!).Split('/')[^1] : member(item!))];

    private sealed record Read(string Actor, string Method, string Path, string Marking);

    /// <summary>What is on record of somebody, oldest first, once everything answered until now is written.</summary>
    private async Task<List<Read>> ReadsOfAsync(Person person)
    {
        var marker = Somebody("auditor");
        (await marker.GetAsync("/audit/reads?limit=1")).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => FoundAsync(Api.Aud, $"?actor={marker.Subject}"), found => found.Length > 0);
        var items = (await Api.Aud.GetAsync($"/audit/reads?actor={person.Subject}&limit=200")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        return [.. items.Reverse().Select(item => new Read(Word(item, "actor"), Word(item, "method"), Word(item, "path"), Word(item, "marking")))];

        static string Word(JsonNode? item, string member) => (string)item![member]!;
    }
}
