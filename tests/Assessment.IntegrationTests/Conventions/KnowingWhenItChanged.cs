using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

/// <summary>Nobody is told that nothing has changed when they would be shown something else, whatever moved it.</summary>
public class KnowingWhenItChanged(TheService service)
{
    private static readonly (string, string) Wait = ("Prefer", "wait=20");

    private Api Api => service.Api;

    [Fact]
    public async Task A_claim_changes_with_the_grade_of_its_sources_and_with_who_cites_it()
    {
        var stage = await Stage.SetAsync(Api);
        var source = await stage.SourceAsync();
        var claim = await stage.ClaimAsync(source);
        var path = $"/claims/{claim.Id}";
        var uncited = await HeldAsync(Api.Rea, path);
        Assert.Equal("\"1\"", uncited.ETag);

        (await Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "D", reason = "It erred." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        var regraded = await ChangedAsync(Api.Rea, path, uncited);
        Assert.Equal(("D2", 1), (regraded.Word("grade"), regraded.Number("version")));
        (await Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "B", reason = "It did not." }, ("If-Match", "\"2\""))).Is(HttpStatusCode.OK);
        var back = await ChangedAsync(Api.Rea, path, regraded);
        Assert.Equal("B2", back.Word("grade"));

        await stage.PublishAsync(Api.Ana, claim.Id);
        await stage.PictureAsync(Api.Rea);
        var cited = await ChangedAsync(Api.Rea, path, back);
        Assert.Equal(1, cited.Number("citedBy"));
        await ChangedAsync(Api.Rea, path, uncited);

        // What is decided on is the version, by either form of the tag.
        var same = (await Api.Ana.PostAsync($"{path}/regradings", new { credibility = 3, reason = "Doubts." }, cited.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(2, same.Number("version"));
        (await Api.Ana.PostAsync($"{path}/regradings", new { credibility = 4, reason = "Doubts." }, cited.IfMatch)).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        (await Api.Ana.PostAsync($"{path}/regradings", new { credibility = 4, reason = "Doubts." }, ("If-Match", "\"2\""))).Is(HttpStatusCode.OK);
        foreach (var malformed in (string[])["\"3-\"", "\"3-0123456789abcde\"", "\"3-0123456789ABCDEF\"", "\"-0123456789abcdef\"", "\"3-0123456789abcdef0\""])
            (await Api.Ana.PostAsync($"{path}/regradings", new { credibility = 2, reason = "x" }, ("If-Match", malformed))).Names("If-Match");
    }

    [Fact]
    public async Task An_assessment_changes_with_the_grades_of_what_it_cites_though_only_a_draft()
    {
        var stage = await Stage.SetAsync(Api);
        var source = await stage.SourceAsync();
        var claim = (await stage.ClaimAsync(source)).Id;
        var draft = (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false)).Is(HttpStatusCode.Created);
        var path = $"/assessments/{draft.Id}";
        var held = await HeldAsync(Api.Ana, path);
        Assert.Equal((draft.ETag, "\"1\""), (held.ETag, held.ETag));
        (await Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "D", reason = "It erred." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        var changed = await ChangedAsync(Api.Ana, path, held);
        Assert.Contains("\"D2\"", changed.Text, StringComparison.Ordinal);
        (await Api.Ana.PostAsync($"{path}/submission", null, changed.IfMatch)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GREEN", "RED")]
    [InlineData("RED", "GREEN")]
    public async Task What_is_left_out_for_a_clearance_is_another_answer(string first, string second)
    {
        var stage = await Stage.SetAsync(Api);
        var (amber, green) = ((await stage.ClaimAsync(marking: "AMBER")).Id, (await stage.ClaimAsync()).Id);
        var claim = (await Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()).With("contradicts", new System.Text.Json.Nodes.JsonArray(amber)))).Is(HttpStatusCode.Created);
        var published = await stage.PublishAsync(Api.Ana, green);
        (await Api.Bo.PostAsync($"/assessments/{published.Id}/dissents",
            new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { amber } })).Is(HttpStatusCode.Created);
        foreach (var path in (string[])[$"/claims/{claim.Id}", $"/assessments/{published.Id}"])
            await ChangedAsync(Api.As("rea", "reader", second), path, await HeldAsync(Api.As("rea", "reader", first), path));
    }

    [Fact]
    public async Task An_assessment_changes_with_the_role_that_shows_its_draft()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", new { reason = new { code = "new-evidence", text = "More came in." } }, published.IfMatch)).Is(HttpStatusCode.OK);
        await ChangedAsync(Api.As("rea", "auditor"), $"/assessments/{published.Id}", await HeldAsync(Api.As("rea", "reader"), $"/assessments/{published.Id}"));
    }

    [Fact]
    public async Task A_forecast_changes_when_it_opens_and_when_it_closes()
    {
        var stage = await Stage.SetAsync(Api);
        var now = DateTimeOffset.UtcNow;
        var forecast = (await Api.Lead.PostAsync("/forecasts", new
        {
            partnership = stage.Partnership,
            question = "Will it?",
            criteria = "It does.",
            opensAt = now.AddSeconds(3),
            closesAt = now.AddSeconds(5),
        })).Is(HttpStatusCode.Created);
        Assert.Equal("\"1\"", forecast.ETag);
        // Whoever has just been told the state is told the next, once it has come.
        for (var held = forecast; held.Word("state") != "closed";)
        {
            var seen = held;
            held = await Eventually.FindAsync(() => Api.Rea.GetAsync($"/forecasts/{forecast.Id}", ("If-None-Match", seen.ETag!)), answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(1, held.Number("version"));
            Assert.NotEqual(seen.Word("state"), held.Word("state"));
        }
    }

    [Fact]
    public async Task A_text_that_was_taken_out_is_not_confirmed_to_who_still_has_it()
    {
        var source = (await Api.Ana.PostAsync("/sources", new { name = $"Colonel Nemo {Guid.NewGuid():N}", kind = "person", reliability = "B" })).Is(HttpStatusCode.Created);
        var held = await HeldAsync(Api.Rea, $"/sources/{source.Id}");
        var position = (await RecordedFact.OfStreamAsync(service.Database, source.Id))[0].Position;
        var proposed = (await Api.Aud.PostAsync("/audit/redactions", new { position, @case = "1/26", reason = "A name." })).Is(HttpStatusCode.Created);
        (await Api.Lead.PostAsync($"/audit/redactions/{proposed.Id}/approval", null, proposed.IfMatch)).Is(HttpStatusCode.OK);
        var redacted = await Eventually.FindAsync(() => Api.Rea.GetAsync($"/sources/{source.Id}", ("If-None-Match", held.ETag!)), answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal("[redacted]", redacted.Word("name"));
        await HeldAsync(Api.Rea, $"/sources/{source.Id}");
    }

    /// <summary>The answer, which is given 304 while nothing moves.</summary>
    private static async Task<Answer> HeldAsync(Person person, string path)
    {
        var held = (await person.GetAsync(path, Wait)).Is(HttpStatusCode.OK);
        (await person.GetAsync(path, ("If-None-Match", held.ETag!))).Is(HttpStatusCode.NotModified);
        return held;
    }

    private static async Task<Answer> ChangedAsync(Person person, string path, Answer held)
    {
        var changed = (await person.GetAsync(path, Wait, ("If-None-Match", held.ETag!))).Is(HttpStatusCode.OK);
        Assert.NotEqual(held.ETag, changed.ETag);
        Assert.NotEqual(held.Text, changed.Text);
        return changed;
    }
}
