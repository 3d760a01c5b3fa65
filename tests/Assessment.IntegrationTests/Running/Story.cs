using System.Net;
using System.Text.Json.Nodes;

namespace Assessment.IntegrationTests.Running;

/// <summary>A story in which every kind of fact is recorded, by several people.</summary>
public static class Story
{
    /// <summary>Tells it on a partnership of its own, and waits for what messages bring about.</summary>
    public static async Task<Stage> TellAsync(Api api, string marking = "CLEAR")
    {
        var stage = await Stage.SetAsync(api, marking: marking);
        (await api.Lead.PatchAsync($"/partnerships/{stage.Partnership}", new { name = "Russia and China" }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        (await api.Lead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", Bodies.Dimension())).Is(HttpStatusCode.Created);

        var (source, other) = (await stage.SourceAsync(), await stage.SourceAsync("C"));
        (await api.Ana.PostAsync($"/sources/{other}/regradings", new { reliability = "D", reason = "It erred." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        var (kept, moved) = (await stage.ClaimAsync(source, marking: marking), await stage.ClaimAsync(source, marking: marking));
        moved = (await api.Ana.PostAsync($"/claims/{moved.Id}/regradings", new { credibility = 3, reason = "Doubts." }, moved.IfMatch)).Is(HttpStatusCode.OK);
        moved = (await api.Ana.PostAsync($"/claims/{moved.Id}/tracings", new { chain = new[] { other, source }, reason = "First told there." }, moved.IfMatch)).Is(HttpStatusCode.OK);

        var same = (await api.Ana.PostAsync($"/sources/{source}/merger", new { into = other, reason = "One paper." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        same = (await api.Ana.PostAsync($"/sources/{source}/separation", new { reason = "Two papers." }, same.IfMatch)).Is(HttpStatusCode.OK);
        same = (await api.Ana.PostAsync($"/sources/{source}/remarking", new { marking = "GREEN", reason = "It asked for it." }, same.IfMatch)).Is(HttpStatusCode.OK);
        // A claim is lowered no further than its sources.
        (await api.Lead.PostAsync($"/sources/{source}/remarking", new { marking = "CLEAR", reason = "It asks no more." }, same.IfMatch)).Is(HttpStatusCode.OK);

        var published = await PublishAsync(stage, marking, kept.Id, moved.Id);
        await DissentAsync(api, published.Id, kept.Id);
        (await api.Ana.PostAsync($"/claims/{moved.Id}/withdrawal", new { reason = "Fabricated." }, moved.IfMatch)).Is(HttpStatusCode.OK);
        var weakened = await Eventually.FindAsync(() => api.Ana.GetAsync($"/assessments/{published.Id}"), answer => answer.Text.Contains("\"weakened\"", StringComparison.Ordinal));
        (await api.Ana.PostAsync($"/assessments/{published.Id}/reaffirmations", new { dimension = "trust-level", perspective = "RU>CN", reason = "It stands." }, weakened.IfMatch)).Is(HttpStatusCode.OK);

        var wrong = (await stage.PostAsync(api.Bo, [Stage.Judgment(kept.Id, 4)], marking: marking, cutOff: "0001-01-01")).Is(HttpStatusCode.Created);
        wrong = (await api.Rex.PostAsync($"/assessments/{wrong.Id}/approvals", new { }, wrong.IfMatch)).Is(HttpStatusCode.OK);
        wrong = (await api.Bo.PostAsync($"/assessments/{wrong.Id}/retraction", new { reason = "It was wrong." }, wrong.IfMatch)).Is(HttpStatusCode.OK);
        await RemarkAsync(api, $"/assessments/{wrong.Id}", wrong, marking);
        var spare = await stage.ClaimAsync(source, marking: marking);
        spare = (await api.Ana.PostAsync($"/claims/{spare.Id}/withdrawal", new { reason = "Twice.", duplicateOf = kept.Id }, spare.IfMatch)).Is(HttpStatusCode.OK);
        spare = (await api.Ana.PostAsync($"/claims/{spare.Id}/reinstatement", new { reason = "It is another." }, spare.IfMatch)).Is(HttpStatusCode.OK);
        await RemarkAsync(api, $"/claims/{spare.Id}", spare, marking);
        await ForecastAsync(api, stage, kept.Id);
        await RedactAsync(api, moved.Id);
        return stage;
    }

    // Up and down again, so that it stays what the others are marked.
    private static async Task RemarkAsync(Api api, string path, Answer answer, string marking)
    {
        var raised = (await api.Lead.PostAsync($"{path}/remarking", new { marking = "RED", reason = "It names somebody." }, answer.IfMatch)).Is(HttpStatusCode.OK);
        (await api.Lead.PostAsync($"{path}/remarking", new { marking, reason = "It does not." }, raised.IfMatch)).Is(HttpStatusCode.OK);
    }

    private static async Task<Answer> PublishAsync(Stage stage, string marking, string kept, string moved)
    {
        var api = stage.Api;
        object[] judgments = [Both("trust-level", "RU>CN", kept, moved), Both("military-aid", "CN>RU", kept, moved)];
        var work = (await stage.PostAsync(api.Ana, judgments, submit: false, marking: marking)).Is(HttpStatusCode.Created);
        work = (await api.Ana.PostAsync($"/assessments/{work.Id}/submission", null, work.IfMatch)).Is(HttpStatusCode.OK);
        work = (await api.Rex.PostAsync($"/assessments/{work.Id}/returns", new { comment = "Say more." }, work.IfMatch)).Is(HttpStatusCode.OK);
        work = (await api.Ana.PutAsync($"/assessments/{work.Id}", new { title = "More", informationCutOff = "2025-06-07", marking, judgments }, work.IfMatch)).Is(HttpStatusCode.OK);
        work = (await api.Ana.PostAsync($"/assessments/{work.Id}/submission", null, work.IfMatch)).Is(HttpStatusCode.OK);
        work = (await api.Rex.PostAsync($"/assessments/{work.Id}/approvals", new { comment = "Good." }, work.IfMatch)).Is(HttpStatusCode.OK);
        var reason = new { code = "new-evidence", text = "More came in." };
        work = (await api.Ana.PostAsync($"/assessments/{work.Id}/revisions", new { reason, judgments = new[] { Both("trust-level", "RU>CN", kept, moved) }, submit = true }, work.IfMatch)).Is(HttpStatusCode.OK);
        return (await api.Rex.PostAsync($"/assessments/{work.Id}/approvals", new { }, work.IfMatch)).Is(HttpStatusCode.OK);
    }

    private static async Task DissentAsync(Api api, string assessment, string claim)
    {
        var body = new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { claim } };
        (await api.Bo.PostAsync($"/assessments/{assessment}/dissents", body)).Is(HttpStatusCode.Created);
        var dissent = (await api.As("cy", "analyst").PostAsync($"/assessments/{assessment}/dissents", body)).Is(HttpStatusCode.Created);
        var path = $"/assessments/{assessment}/dissents/{dissent.Id}";
        var joined = (await api.Bo.PostAsync($"{path}/joiners", null, dissent.IfMatch)).Is(HttpStatusCode.OK);
        var left = (await api.Bo.DeleteAsync($"{path}/joiners", joined.IfMatch)).Is(HttpStatusCode.OK);
        (await api.As("cy", "analyst").DeleteAsync(path, left.IfMatch)).Is(HttpStatusCode.OK);
    }

    private static async Task ForecastAsync(Api api, Stage stage, string claim)
    {
        var question = new
        {
            partnership = stage.Partnership,
            question = "Will a map show it?",
            criteria = "A map of a ministry.",
            opensAt = "2025-07-01T00:00:00.1234567Z",
            closesAt = "2099-07-01T00:00:00Z",
        };
        var resolved = (await api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
        resolved = (await api.Ana.PostAsync($"/forecasts/{resolved.Id}/estimates", new { probability = 0.2, rationale = "No case in thirty years." }, resolved.IfMatch)).Is(HttpStatusCode.OK);
        (await api.As("lead-2", "lead").PostAsync($"/forecasts/{resolved.Id}/resolution", new { outcome = "yes", claims = new[] { claim }, reason = "It did." }, resolved.IfMatch)).Is(HttpStatusCode.OK);
        var voided = (await api.Lead.PostAsync("/forecasts", question)).Is(HttpStatusCode.Created);
        (await api.Lead.PostAsync($"/forecasts/{voided.Id}/voiding", new { reason = "Two maps fit." }, voided.IfMatch)).Is(HttpStatusCode.OK);
        // As far apart as days can be: what a database calls infinity is a day like others.
        (await api.Lead.PostAsync("/forecasts", question with { opensAt = "0001-01-01T00:00:00Z", closesAt = "9999-12-31T23:59:59.9999999Z" })).Is(HttpStatusCode.Created);
    }

    private static async Task RedactAsync(Api api, string claim)
    {
        var recorded = (await api.Aud.GetAsync($"/audit/events?stream={claim}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json["items"]![0]!;
        var proposed = (await api.Aud.PostAsync("/audit/redactions", new { position = (long)recorded["position"]!, @case = "DSB 12/26", reason = "It names a child." })).Is(HttpStatusCode.Created);
        (await api.Lead.PostAsync($"/audit/redactions/{proposed.Id}/approval", null, proposed.IfMatch)).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => api.Lead.GetAsync($"/audit/redactions/{proposed.Id}"), answer => answer.Text.Contains("carried-out", StringComparison.Ordinal));
    }

    private static JsonObject Both(string dimension, string perspective, params string[] claims) => new()
    {
        ["dimension"] = dimension,
        ["perspective"] = perspective,
        ["level"] = 2,
        ["likelihood"] = new JsonObject { ["term"] = "likely" },
        ["distribution"] = new JsonArray(0.05, 0.7, 0.2, 0.04, 0.01),
        ["confidence"] = "moderate",
        ["rationale"] = Stage.Rationale,
        ["claims"] = new JsonArray([.. claims.Select(claim => (JsonNode)claim)]),
    };
}
