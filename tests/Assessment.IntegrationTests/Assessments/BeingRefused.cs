using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

public class BeingRefused(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task On_submission_by_what_is_wrong_with_the_text()
    {
        var stage = await Stage.SetAsync(Api);
        var good = (await stage.ClaimAsync()).Id;
        var elsewhere = (await (await Stage.SetAsync(Api)).ClaimAsync()).Id;
        var amber = (await stage.ClaimAsync(marking: "AMBER")).Id;
        var withdrawn = await stage.ClaimAsync();
        (await Api.Ana.PostAsync($"/claims/{withdrawn.Id}/withdrawal", new { reason = "Fabricated." }, withdrawn.IfMatch)).Is(HttpStatusCode.OK);

        await RefusedAsync("nothing-to-submit", []);
        await RefusedAsync("rationale-missing", [Stage.Judgment(good, rationale: "Too short.")]);
        await RefusedAsync("uncited-judgment", [Citing([])]);
        await RefusedAsync("uncited-judgment", [Citing([new { claim = good, stance = "opposes" }])]);
        await RefusedAsync("unknown-claim", [Stage.Judgment(Guid.NewGuid().ToString())]);
        await RefusedAsync("unknown-claim", [Stage.Judgment(elsewhere)]);
        await RefusedAsync("claim-withdrawn", [Stage.Judgment(withdrawn.Id)]);
        await RefusedAsync("marking-below-evidence", [Stage.Judgment(amber)]);
        await RefusedAsync("confidence-outruns-evidence", [Stage.Judgment(good, confidence: "high")]);
        await RefusedAsync("duplicate-dimension", [Stage.Judgment(good), Stage.Judgment(good, level: 3)]);
        await RefusedAsync("wrong-perspective", [Stage.Judgment(good, perspective: null)]);
        await RefusedAsync("wrong-perspective", [Stage.Judgment(good, perspective: "RU>US")]);
        await RefusedAsync("wrong-perspective", [Stage.Judgment(good, dimension: "strategic-alignment")]);
        await RefusedAsync("unknown-dimension", [Stage.Judgment(good, dimension: "weather")]);
        await RefusedAsync("likelihood-out-of-range", [Sure(good, 0.995)]);
        await RefusedAsync("date-in-future", [Stage.Judgment(good)], cutOff: DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd", null));
        (await Api.As("ana", "analyst", "GREEN").PostAsync("/assessments", Whole(stage, [Stage.Judgment(amber)], "GREEN")))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-claim");

        async Task RefusedAsync(string code, object[] judgments, string cutOff = "2025-06-07") =>
            (await stage.PostAsync(Api.Ana, judgments, cutOff: cutOff)).IsRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task High_confidence_passes_with_two_origins_one_of_them_good()
    {
        var stage = await Stage.SetAsync(Api);
        var (good, poor) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync(await stage.SourceAsync("C"), credibility: 3)).Id);
        var judgment = new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "high", rationale = Stage.Rationale, claims = new[] { good, poor } };
        (await stage.PostAsync(Api.Ana, [judgment])).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task By_who_asks()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var submitted = await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)]);
        var path = $"/assessments/{submitted.Id}";
        (await Api.As("ana", "reviewer").PostAsync($"{path}/approvals", new { }, submitted.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
        (await Api.As("ana", "reviewer").PostAsync($"{path}/returns", new { comment = "Hm." }, submitted.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
        (await Api.Bo.PutAsync(path, WorkingOnAnAssessment.Content(claim, 3), submitted.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.Rea.PostAsync("/assessments", Whole(stage, []))).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await Api.Bo.PostAsync($"{path}/approvals", new { }, submitted.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");

        var published = (await Api.Rex.PostAsync($"{path}/approvals", new { }, submitted.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Bo.PutAsync(path, WorkingOnAnAssessment.Content(claim, 3), published.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "not-the-author");
        (await Api.Bo.PostAsync($"{path}/submission", new { }, published.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "not-the-author");
        (await Api.Bo.PostAsync($"{path}/revisions", Revision, published.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "not-the-author");
        (await Api.Bo.PostAsync($"{path}/retraction", new { reason = "No." }, published.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "not-the-author");
        (await Api.Rex.PostAsync($"{path}/retraction", new { reason = "No." }, published.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task By_the_state_it_is_in()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var draft = await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false);
        var path = $"/assessments/{draft.Id}";
        (await Api.Ana.PostAsync($"{path}/revisions", Revision, draft.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-published");
        (await Api.Ana.PostAsync($"{path}/retraction", new { reason = "No." }, draft.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-published");
        (await Api.Rex.PostAsync($"{path}/approvals", new { }, draft.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");

        var submitted = (await Api.Ana.PostAsync($"{path}/submission", null, draft.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Ana.PutAsync(path, WorkingOnAnAssessment.Content(claim, 3), submitted.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-editable");
        (await Api.Ana.PostAsync($"{path}/submission", null, submitted.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-editable");

        var published = (await Api.Rex.PostAsync($"{path}/approvals", null, submitted.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Ana.PutAsync(path, WorkingOnAnAssessment.Content(claim, 3), published.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-editable");
        (await Api.Rex.PostAsync($"{path}/approvals", null, published.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-submitted");
        (await Api.Rex.PostAsync($"{path}/returns", new { comment = "Hm." }, published.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-submitted");

        var open = (await Api.Ana.PostAsync($"{path}/revisions", Revision, published.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Ana.PostAsync($"{path}/revisions", Revision, open.IfMatch)).IsRefused(HttpStatusCode.Conflict, "revision-open");
        (await Api.Ana.PutAsync(path, new { title = "T", informationCutOff = "2025-06-07", judgments = Array.Empty<object>(), partnership = "elsewhere" }, open.IfMatch))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "other-partnership");
    }

    [Fact]
    public async Task By_the_version_that_was_seen()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var draft = await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false);
        var path = $"/assessments/{draft.Id}";
        (await Api.Ana.PutAsync(path, WorkingOnAnAssessment.Content(claim, 3))).IsRefused((HttpStatusCode)428, "if-match-required");
        (await Api.Ana.PutAsync(path, WorkingOnAnAssessment.Content(claim, 3), draft.IfMatch)).Is(HttpStatusCode.OK);
        foreach (var step in (string[])["submission", "retraction", "revisions"])
        {
            object body = step switch { "retraction" => new { reason = "No." }, "revisions" => Revision, _ => new { } };
            (await Api.Ana.PostAsync($"{path}/{step}", body, draft.IfMatch)).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
            (await Api.Ana.PostAsync($"{path}/{step}", body)).IsRefused((HttpStatusCode)428, "if-match-required");
        }
    }

    [Fact]
    public async Task A_return_without_a_comment_has_the_wrong_shape()
    {
        var stage = await Stage.SetAsync(Api);
        var submitted = await stage.PostAsync(Api.Ana, [Stage.Judgment((await stage.ClaimAsync()).Id)]);
        foreach (var body in (object[])[new { }, new { comment = "  " }])
            Assert.NotNull((await Api.Rex.PostAsync($"/assessments/{submitted.Id}/returns", body, submitted.IfMatch)).IsRefused(HttpStatusCode.BadRequest, "invalid-request").Json["errors"]!["comment"]);
    }

    [Fact]
    public async Task A_revision_above_the_reviewers_clearance_is_not_approved_unseen()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var open = (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions",
            new { reason = new { code = "reinterpretation", text = "It is worse." }, marking = "RED", submit = true }, published.IfMatch)).Is(HttpStatusCode.OK);
        var rex = Api.As("rex", "reviewer", "AMBER");
        (await rex.PostAsync($"/assessments/{published.Id}/approvals", new { }, open.IfMatch)).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        (await rex.PostAsync($"/assessments/{published.Id}/approvals", new { }, (await rex.GetAsync($"/assessments/{published.Id}")).IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-submitted");
        (await Api.Rex.PostAsync($"/assessments/{published.Id}/approvals", new { }, open.IfMatch)).Is(HttpStatusCode.OK);
    }

    private static object Revision => new { reason = new { code = "error-correction", text = "A level was mistyped." } };

    private static object Whole(Stage stage, object[] judgments, string marking = "CLEAR") =>
        new { partnership = stage.Partnership, title = "Trust", informationCutOff = "2025-06-07", marking, submit = true, judgments };

    private static object Citing(object[] claims) =>
        new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "low", rationale = Stage.Rationale, claims };

    private static object Sure(string claim, double probability) =>
        new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { probability }, confidence = "low", rationale = Stage.Rationale, claims = new[] { claim } };
}
