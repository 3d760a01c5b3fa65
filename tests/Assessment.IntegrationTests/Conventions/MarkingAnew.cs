using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

/// <summary>The marking of now decides who sees a claim or an assessment, at every moment asked for.</summary>
public class MarkingAnew(TheService service)
{
    private Api Api => service.Api;

    private Person Low => Api.As("liz", "reader", "CLEAR");

    private Person LowAuditor => Api.As("lou", "auditor", "CLEAR");

    [Fact]
    public async Task Closes_a_claim_to_those_below_wherever_it_is_named()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 0);
        var (claim, other) = (await stage.ClaimAsync(), await stage.ClaimAsync());
        var naming = (await Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()).With("corroborates", new JsonArray(claim.Id)))).Is(HttpStatusCode.Created);
        var published = (await stage.PostAsync(Api.Ana, [Judging(claim.Id, other.Id)])).Is(HttpStatusCode.Created);
        var dissented = (await Api.Bo.PostAsync($"/assessments/{published.Id}/dissents",
            new { dimension = "trust-level", perspective = "RU>CN", level = 4, rationale = Stage.Rationale, claims = new[] { claim.Id, other.Id } }, published.IfMatch)).Is(HttpStatusCode.Created);
        var before = (long)(await stage.PictureAsync(Low)).Json["position"]!;
        var (wasPast, wasCause) = ((await stage.PictureAsync(Api.Rea, $"?asOf={before}")).Text, await LowAuditor.GetAsync($"/audit/streams/{claim.Id}"));
        wasCause.Is(HttpStatusCode.OK);

        var marked = (await Api.Ana.PostAsync($"/claims/{claim.Id}/remarking", new { marking = "RED", reason = "It names a source." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("RED", 2L), (marked.Word("marking"), marked.Number("version")));

        (await Low.GetAsync($"/claims/{claim.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Low.GetAsync($"/claims/{claim.Id}/impact")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await LowAuditor.GetAsync($"/audit/streams/{claim.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        foreach (var path in new[]
        {
            $"/claims?partnership={stage.Partnership}", $"/claims/{naming.Id}", $"/claims?corroborates={claim.Id}", $"/assessments/{published.Id}", $"/assessments/{published.Id}?asOf={before}",
            $"/assessments?partnership={stage.Partnership}", $"/assessments/{published.Id}/dissents/{dissented.Id}", $"/partnerships/{stage.Partnership}/picture", $"/partnerships/{stage.Partnership}/picture?asOf={before}",
            $"/partnerships/{stage.Partnership}/picture?validAt=2026-01-01", $"/partnerships/{stage.Partnership}/picture?without=claim:{other.Id}", $"/partnerships/{stage.Partnership}/changes?from=0&to={before}", $"/claims/{other.Id}/impact",
        })
        {
            Assert.DoesNotContain(claim.Id, (await Low.GetAsync(path, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        }

        foreach (var path in new[] { $"/audit/events?partnership={stage.Partnership}&limit=200", $"/audit/streams/{published.Id}", $"/audit/streams/{naming.Id}" })
            Assert.DoesNotContain(claim.Id, (await LowAuditor.GetAsync(path, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        // It counts for nobody who may not see it, and for everybody else as before.
        var trust = Trust((await stage.PictureAsync(Low)).Json);
        Assert.Equal((1, 1), ((int)trust["origins"]!, (int)trust["analysts"]!));
        Assert.Equal(wasPast, (await stage.PictureAsync(Api.Rea, $"?asOf={before}")).Text);
        Assert.Equal(2, (int)Trust((await stage.PictureAsync(Api.Rea)).Json)["origins"]!);

        // The author is told that the text stands below what it rests on.
        var told = (await RecordedFact.OfStreamAsync(service.Database, published.Id)).Single(fact => fact.Type == "evidence-changed");
        Assert.Equal(("claim-remarked", claim.Id), ((string)told.Data["change"]!["kind"]!, (string)told.Data["change"]!["stream"]!));
        Assert.Equal("intact", (string)(await Api.Ana.GetAsync($"/assessments/{published.Id}")).Json["published"]!["judgments"]![0]!["support"]!);
        await Replayed.MatchesAsync(Api);
    }

    [Fact]
    public async Task Opens_a_claim_to_those_below_with_its_past()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync(marking: "RED");
        (await Api.Ana.PostAsync($"/claims/{claim.Id}/remarking", new { marking = "CLEAR", reason = "It is public." }, claim.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await Api.As("mia", "lead", "AMBER").PostAsync($"/claims/{claim.Id}/remarking", new { marking = "CLEAR", reason = "It is public." }, claim.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.Lead.PostAsync($"/claims/{claim.Id}/remarking", new { marking = "CLEAR", reason = "It is public." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("CLEAR", (await Low.GetAsync($"/claims/{claim.Id}")).Is(HttpStatusCode.OK).Word("marking"));
        Assert.Contains(claim.Id, (await Low.GetAsync($"/claims?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Ids);
        Assert.Equal(2, (await LowAuditor.GetAsync($"/audit/streams/{claim.Id}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Count);
        var compared = (await LowAuditor.GetAsync($"/audit/streams/{claim.Id}/comparison?from=1&to=2")).Is(HttpStatusCode.OK).Json["changes"]!.AsArray();
        Assert.Contains(compared, change => (string)change!["member"]! == "marking" && (string)change["before"]! == "RED" && (string)change["after"]! == "CLEAR");
    }

    [Fact]
    public async Task Closes_an_assessment_at_every_moment_and_opens_it_again()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(Api.Ana, claim.Id);
        var before = (long)(await stage.PictureAsync(Low)).Json["position"]!;
        var was = (await Api.Rea.GetAsync($"/assessments/{published.Id}?asOf={before}")).Text;
        string[] paths =
        [
            $"/partnerships/{stage.Partnership}/picture", $"/partnerships/{stage.Partnership}/picture?asOf={before}", $"/partnerships/{stage.Partnership}/picture?validAt=2026-01-01",
            $"/partnerships/{stage.Partnership}/timeline?dimension=trust-level&perspective=RU%3ECN", $"/partnerships/{stage.Partnership}/changes?from=0&to={before}",
            $"/assessments?partnership={stage.Partnership}", $"/claims/{claim.Id}/impact",
        ];
        foreach (var path in paths) Assert.Contains(published.Id, (await Low.GetAsync(path, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var raising = new { marking = "AMBER", reason = "It says how we know." };
        (await Api.Bo.PostAsync($"/assessments/{published.Id}/remarking", raising, published.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "not-the-author");
        var raised = (await Api.Ana.PostAsync($"/assessments/{published.Id}/remarking", raising, published.IfMatch, key)).Is(HttpStatusCode.OK);
        Assert.Equal("AMBER", raised.Word("marking"));
        (await Api.Ana.PostAsync($"/assessments/{published.Id}/remarking", raising, published.IfMatch)).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        foreach (var path in paths) Assert.DoesNotContain(published.Id, (await Low.GetAsync(path, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await Low.GetAsync($"/assessments/{published.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Low.GetAsync($"/assessments/{published.Id}?asOf={before}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await LowAuditor.GetAsync($"/audit/streams/{published.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (int)(await Low.GetAsync($"/claims/{claim.Id}")).Json["citedBy"]!);
        // To who sees it, the past is what it was.
        Assert.Equal(was, (await Api.Rea.GetAsync($"/assessments/{published.Id}?asOf={before}")).Text);
        Assert.Equal(raised.Text, (await Api.Ana.PostAsync($"/assessments/{published.Id}/remarking", raising, published.IfMatch, key)).Is(HttpStatusCode.OK).Text);
        (await Api.As("ana", "analyst", "GREEN").PostAsync($"/assessments/{published.Id}/remarking", raising, published.IfMatch, key)).IsRefused(HttpStatusCode.NotFound, "not-found");

        (await Api.Ana.PostAsync($"/assessments/{published.Id}/remarking", new { marking = "CLEAR", reason = "It is public." }, raised.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await Api.Lead.PostAsync($"/assessments/{published.Id}/remarking", new { marking = "CLEAR", reason = "It is public." }, raised.IfMatch)).Is(HttpStatusCode.OK);
        foreach (var path in paths) Assert.Contains(published.Id, (await Low.GetAsync(path, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(was, (await Low.GetAsync($"/assessments/{published.Id}?asOf={before}")).Text);
        (await LowAuditor.GetAsync($"/audit/streams/{published.Id}")).Is(HttpStatusCode.OK);
        await Replayed.MatchesAsync(Api);
    }

    [Fact]
    public async Task Takes_a_standing_from_those_who_watch()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(Api.Ana, claim.Id);
        await stage.PictureAsync(Low);
        using var stream = await PictureStreamReader.OpenAsync(Low, stage.Partnership);
        var shown = await stream.NextAsync();
        Assert.Equal(1, (int)shown.Data["analysts"]!);
        (await Api.Ana.PostAsync($"/assessments/{published.Id}/remarking", new { marking = "RED", reason = "It says how we know." }, published.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(0, (int)(await stream.NextAsync()).Data["analysts"]!);

        // Who had lost the connection meanwhile is told, too.
        await stage.PictureAsync(Low);
        using var resumed = await PictureStreamReader.OpenAsync(Low, stage.Partnership, shown.Id);
        Assert.Equal(0, (int)(await resumed.NextAsync()).Data["analysts"]!);
    }

    [Fact]
    public async Task Is_refused_above_the_own_clearance_below_the_partnership_and_below_the_evidence()
    {
        var stage = await Stage.SetAsync(Api, marking: "GREEN");
        var claim = await stage.ClaimAsync(marking: "AMBER");
        var published = await stage.PublishAsync(Api.Ana, claim.Id, marking: "AMBER");
        var amber = Api.As("ana", "analyst", "AMBER");
        foreach (var (path, tag) in new[] { ($"/claims/{claim.Id}", claim.IfMatch), ($"/assessments/{published.Id}", published.IfMatch) })
        {
            (await amber.PostAsync($"{path}/remarking", new { marking = "RED", reason = "It says how we know." }, tag)).IsRefused(HttpStatusCode.UnprocessableEntity, "marking-above-clearance");
            (await Api.Lead.PostAsync($"{path}/remarking", new { marking = "CLEAR", reason = "It is public." }, tag)).IsRefused(HttpStatusCode.UnprocessableEntity, "marking-below-partnership");
            (await Api.Lead.PostAsync($"{path}/remarking", new { marking = "CLEAR", reason = "It is public." })).IsRefused((HttpStatusCode)428, "if-match-required");
            (await Api.Lead.PostAsync($"{path}/remarking", new { marking = "clear", reason = "It is public." }, tag)).Names("marking");
            (await Api.Rea.PostAsync($"{path}/remarking", new { marking = "RED", reason = "It is public." }, tag)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
            // Again changes nothing.
            Assert.Equal(tag.Item2.Trim('"').Split('-')[0], $"{(await Api.Lead.PostAsync($"{path}/remarking", new { marking = "AMBER", reason = "It stays." }, tag)).Is(HttpStatusCode.OK).Number("version")}");
        }

        (await Api.Lead.PostAsync($"/assessments/{published.Id}/remarking", new { marking = "GREEN", reason = "It is public." }, published.IfMatch)).IsRefused(HttpStatusCode.UnprocessableEntity, "marking-below-evidence");
        (await Api.Lead.PostAsync($"/claims/{claim.Id}/remarking", new { marking = "GREEN", reason = "It is public." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Lead.PostAsync($"/assessments/{published.Id}/remarking", new { marking = "GREEN", reason = "It is public." }, published.IfMatch)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lowers_a_claim_no_further_than_the_sources_of_its_chain()
    {
        var stage = await Stage.SetAsync(Api);
        var (open, secret) = (await stage.SourceAsync(), await stage.SourceAsync());
        (await Api.Ana.PostAsync($"/sources/{secret}/remarking", new { marking = "AMBER", reason = "It asked for it." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        var claim = (await Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, open, secret).With("marking", "RED"))).Is(HttpStatusCode.Created);
        foreach (var marking in (string[])["CLEAR", "GREEN"])
            (await Api.Lead.PostAsync($"/claims/{claim.Id}/remarking", new { marking, reason = "It is public." }, claim.IfMatch)).IsRefused(HttpStatusCode.UnprocessableEntity, "marking-below-sources");
        var lowered = (await Api.Lead.PostAsync($"/claims/{claim.Id}/remarking", new { marking = "AMBER", reason = "It is less secret." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("AMBER", lowered.Word("marking"));
        (await Api.Lead.PostAsync($"/claims/{claim.Id}/remarking", new { marking = "GREEN", reason = "It is public." }, lowered.IfMatch)).IsRefused(HttpStatusCode.UnprocessableEntity, "marking-below-sources");

        // Once the source is open, or no longer in the chain, so may the claim be.
        var traced = (await Api.Ana.PostAsync($"/claims/{claim.Id}/tracings", new { chain = new[] { open }, reason = "It came from there." }, lowered.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Lead.PostAsync($"/claims/{claim.Id}/remarking", new { marking = "GREEN", reason = "It is public." }, traced.IfMatch)).Is(HttpStatusCode.OK);
        // One that was worded for everybody from the beginning is raised though its source is marked higher.
        var worded = (await Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, secret))).Is(HttpStatusCode.Created);
        (await Api.Ana.PostAsync($"/claims/{worded.Id}/remarking", new { marking = "GREEN", reason = "It names somebody." }, worded.IfMatch)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keeps_an_earlier_text_and_an_open_one_that_were_marked_higher()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 0);
        var (secret, open) = (await stage.ClaimAsync(marking: "RED"), await stage.ClaimAsync());
        var first = (await stage.PostAsync(Api.Ana, [Stage.Judgment(secret.Id)], marking: "RED")).Is(HttpStatusCode.Created);
        var position = (long)(await stage.PictureAsync(Api.Rea)).Json["position"]!;
        var second = (await Api.Ana.PostAsync($"/assessments/{first.Id}/revisions", Revision("AMBER", open.Id, submit: true), first.IfMatch)).Is(HttpStatusCode.OK);
        var third = (await Api.Ana.PostAsync($"/assessments/{first.Id}/revisions", Revision("RED", secret.Id, submit: false), second.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Lead.PostAsync($"/assessments/{first.Id}/remarking", new { marking = "CLEAR", reason = "It is public." }, third.IfMatch)).Is(HttpStatusCode.OK);

        Assert.Equal(1, (int)Trust((await stage.PictureAsync(Low)).Json)["analysts"]!);
        Assert.Equal(0, (int)Trust((await stage.PictureAsync(Low, $"?asOf={position}")).Json)["analysts"]!);
        var shown = (await Low.GetAsync($"/assessments/{first.Id}")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain(secret.Id, shown.Text, StringComparison.Ordinal);
        Assert.Equal("RED", (string)(await Api.Ana.GetAsync($"/assessments/{first.Id}")).Json["pending"]!["marking"]!);
        (await LowAuditor.GetAsync($"/audit/streams/{first.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        await Replayed.MatchesAsync(Api);
    }

    private static object Revision(string marking, string claim, bool submit) => new
    {
        reason = new { code = "new-evidence", text = "Something came in." },
        marking,
        informationCutOff = "2025-06-07",
        judgments = new[] { Stage.Judgment(claim) },
        submit,
    };

    private static object Judging(params string[] claims) =>
        new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "low", rationale = Stage.Rationale, claims };

    private static JsonNode Trust(JsonNode picture) =>
        picture["dimensions"]!.AsArray().Single(entry => (string)entry!["dimension"]! == "trust-level" && (string?)entry["perspective"] == "RU>CN")!;
}
