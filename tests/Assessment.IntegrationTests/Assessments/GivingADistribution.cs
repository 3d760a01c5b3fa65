using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

public class GivingADistribution(TheService service)
{
    private static readonly double[] Given = [0.05, 0.7, 0.2, 0.04, 0.01];

    private Api Api => service.Api;

    [Fact]
    public async Task Says_how_likely_the_level_is_from_the_draft_to_what_is_published()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var work = (await stage.PostAsync(Api.Ana, [Stage.Giving(claim, 2, Given)], submit: false)).Is(HttpStatusCode.Created);
        AssertSaid(work.Json["pending"]!, 0.7, Given);

        double[] anew = [0.2, 0.3, 0.3, 0.1, 0.1];
        work = (await Api.Ana.PutAsync($"/assessments/{work.Id}", new { title = "Trust", informationCutOff = "2025-06-07", judgments = new[] { Stage.Giving(claim, 3, anew) } }, work.IfMatch)).Is(HttpStatusCode.OK);
        AssertSaid(work.Json["pending"]!, 0.3, anew);
        work = (await Api.Ana.PostAsync($"/assessments/{work.Id}/submission", null, work.IfMatch)).Is(HttpStatusCode.OK);
        work = (await Api.Rex.PostAsync($"/assessments/{work.Id}/approvals", null, work.IfMatch)).Is(HttpStatusCode.OK);
        AssertSaid(work.Json["published"]!, 0.3, anew);

        var reason = new { code = "new-evidence", text = "More." };
        work = (await Api.Ana.PostAsync($"/assessments/{work.Id}/revisions", new { reason, submit = true, judgments = new[] { Stage.Giving(claim, 2, Given) } }, work.IfMatch)).Is(HttpStatusCode.OK);
        AssertSaid(work.Json["published"]!, 0.3, anew);
        AssertSaid(work.Json["pending"]!, 0.7, Given);
        var first = work.Json["published"]!["position"]!.GetValue<long>();
        (await Api.Rex.PostAsync($"/assessments/{work.Id}/approvals", null, work.IfMatch)).Is(HttpStatusCode.OK);

        AssertSaid((await Api.Rea.GetAsync($"/assessments/{work.Id}")).Is(HttpStatusCode.OK).Json["published"]!, 0.7, Given);
        AssertSaid((await Api.Rea.GetAsync($"/assessments/{work.Id}?asOf={first}")).Is(HttpStatusCode.OK).Json["published"]!, 0.3, anew);
        Assert.Equal(
            "We judge it likely (55–80 %) that Russia's trust in China is at level 2 of 5, distrustful. We give 70 % to distrustful, 20 % to guarded, 5 % to hostile, 4 % to cooperative and 1 % to allied. "
            + "We have moderate confidence in this judgment.",
            (string)(await Api.Rea.GetAsync($"/assessments/{work.Id}")).Json["published"]!["judgments"]![0]!["statement"]!);
    }

    [Fact]
    public async Task An_open_revision_has_the_published_one_unless_it_is_written_anew()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, Stage.Giving((await stage.ClaimAsync()).Id, 2, Given));
        var open = (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", new { reason = new { code = "reinterpretation", text = "It is so." } }, published.IfMatch)).Is(HttpStatusCode.OK);
        AssertSaid(open.Json["pending"]!, 0.7, Given);
    }

    /// <summary>It says both what the level has and what the others have, so a likelihood beside it adds nothing and takes nothing away.</summary>
    [Fact]
    public async Task Stands_in_place_of_a_likelihood_that_is_sent_with_it()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        foreach (var likelihood in new JsonObject[] { new() { ["term"] = "likely" }, new() { ["term"] = "unlikely" }, new() { ["low"] = 0.6, ["high"] = 0.8 } })
        {
            var judgment = System.Text.Json.JsonSerializer.SerializeToNode(Stage.Giving(claim, 2, Given))!;
            judgment["likelihood"] = likelihood;
            AssertSaid((await stage.PostAsync(Api.Ana, [judgment])).Is(HttpStatusCode.Created).Json["pending"]!, 0.7, Given);
        }
    }

    [Theory]
    [InlineData("[0.2,0.2,0.2,0.2]")]
    [InlineData("[0.1,0.2,0.2,0.2,0.2,0.1]")]
    [InlineData("[]")]
    [InlineData("[0.2,0.2,0.2,0.2,0.1]")]
    [InlineData("[0.2,0.2,0.2,0.2,0.206]")]
    [InlineData("[-0.1,0.7,0.2,0.1,0.1]")]
    [InlineData("[0,1.1,0,0,0]")]
    [InlineData("[0,1e308,1e308,0,0]")]
    [InlineData("0.7")]
    [InlineData("\"even\"")]
    [InlineData("{\"2\":0.7}")]
    public async Task Of_another_form_is_refused_by_its_name(string distribution)
    {
        var stage = await Stage.SetAsync(Api);
        var judgment = System.Text.Json.JsonSerializer.SerializeToNode(Stage.Judgment((await stage.ClaimAsync()).Id))!;
        judgment["distribution"] = JsonNode.Parse(distribution);
        (await stage.PostAsync(Api.Ana, [judgment], submit: false)).Names("judgments[0].distribution");
    }

    [Theory]
    [InlineData("[0.2,null,0.4,0.2,0.2]")]
    [InlineData("[0.2,\"0.2\",0.2,0.2,0.2]")]
    public async Task Of_what_is_no_number_is_refused_by_its_place(string distribution)
    {
        var stage = await Stage.SetAsync(Api);
        var judgment = System.Text.Json.JsonSerializer.SerializeToNode(Stage.Judgment((await stage.ClaimAsync()).Id))!;
        judgment["distribution"] = JsonNode.Parse(distribution);
        (await stage.PostAsync(Api.Ana, [judgment], submit: false)).Names("judgments[0].distribution[1]");
    }

    [Fact]
    public async Task Or_a_likelihood_has_to_be_there()
    {
        var stage = await Stage.SetAsync(Api);
        (await stage.PostAsync(Api.Ana, [new { dimension = "trust-level", perspective = "RU>CN", level = 2, confidence = "low" }], submit: false)).Names("judgments[0].likelihood");
        (await stage.PostAsync(Api.Ana, [new { dimension = "trust-level", perspective = "RU>CN", level = 2, confidence = "low", likelihood = (object?)null, distribution = (object?)null }], submit: false)).Names("judgments[0].likelihood");
    }

    [Fact]
    public async Task Has_its_level_as_the_most_probable_one_wherever_it_is_written()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        object[] wrong = [Stage.Giving(claim, 3, Given)];
        foreach (var submit in (bool[])[true, false]) Refused(await stage.PostAsync(Api.Ana, wrong, submit));
        var draft = await stage.PostAsync(Api.Ana, [Stage.Giving(claim, 2, Given)], submit: false);
        Refused(await Api.Ana.PutAsync($"/assessments/{draft.Id}", new { title = "Trust", informationCutOff = "2025-06-07", judgments = wrong }, draft.IfMatch));
        var published = await stage.PublishAsync(Api.Ana, claim);
        Refused(await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", new { reason = new { code = "new-evidence", text = "More." }, judgments = wrong }, published.IfMatch));
        // Of levels that have the same, each is the most probable.
        foreach (var level in (int[])[2, 3]) (await stage.PostAsync(Api.Ana, [Stage.Giving(claim, level, 0.1, 0.4, 0.4, 0.1, 0)])).Is(HttpStatusCode.Created);
        (await stage.PostAsync(Api.Ana, [Stage.Giving(claim, 2, 0, 0.995, 0.005, 0, 0)])).IsRefused(HttpStatusCode.UnprocessableEntity, "likelihood-out-of-range");

        static void Refused(Answer answer) => answer.IsRefused(HttpStatusCode.UnprocessableEntity, "level-not-most-likely");
    }

    [Fact]
    public async Task Is_what_a_level_less_likely_than_not_needs_on_submission()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        Refused(await stage.PostAsync(Api.Ana, [Stage.Likely(claim, 0.499)]));
        (await stage.PostAsync(Api.Ana, [Stage.Likely(claim, 0.5)])).Is(HttpStatusCode.Created);
        var draft = (await stage.PostAsync(Api.Ana, [Stage.Likely(claim, 0.3)], submit: false)).Is(HttpStatusCode.Created);
        Refused(await Api.Ana.PostAsync($"/assessments/{draft.Id}/submission", null, draft.IfMatch));
        var published = await stage.PublishAsync(Api.Ana, claim);
        Refused(await Api.Ana.PostAsync(
            $"/assessments/{published.Id}/revisions", new { reason = new { code = "new-evidence", text = "More." }, judgments = new[] { Stage.Likely(claim, 0.3) }, submit = true }, published.IfMatch));
        (await stage.PostAsync(Api.Ana, [Stage.Giving(claim, 2, 0.2, 0.3, 0.3, 0.1, 0.1)])).Is(HttpStatusCode.Created);

        static void Refused(Answer answer)
        {
            answer.IsRefused(HttpStatusCode.UnprocessableEntity, "likelihood-below-even");
            Assert.Contains("take the level that you hold most likely, or give a distribution", answer.Word("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_told_to_auditors_in_the_history_the_state_and_what_changed()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, Stage.Giving(claim, 2, Given));
        var reason = new { code = "new-evidence", text = "More." };
        var revised = (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", new { reason, submit = true, judgments = new[] { Stage.Giving(claim, 2, 0.05, 0.6, 0.3, 0.04, 0.01) } }, published.IfMatch)).Is(HttpStatusCode.OK);
        (await Api.Rex.PostAsync($"/assessments/{published.Id}/approvals", null, revised.IfMatch)).Is(HttpStatusCode.OK);

        var history = (await Api.Aud.GetAsync($"/audit/streams/{published.Id}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
        Assert.Contains("Revision 1 judges trust-level (RU>CN) to be at level 2 of 5, giving levels 1 to 5 5, 70, 20, 4, 1 %.", history.Text, StringComparison.Ordinal);
        AssertSaid((await Api.Aud.GetAsync($"/audit/streams/{published.Id}/state?version=5")).Is(HttpStatusCode.OK).Json["state"]!["published"]!, 0.7, Given);
        var changed = (await Api.Aud.GetAsync($"/audit/streams/{published.Id}/comparison?from=5&to=10")).Is(HttpStatusCode.OK).Json["changes"]!.AsArray().Select(change => (string)change!["member"]!);
        Assert.Contains("published.judgments[trust-level RU>CN].distribution[1]", changed);
        Assert.DoesNotContain("published.judgments[trust-level RU>CN].distribution[0]", changed);
    }

    private static void AssertSaid(JsonNode text, double probability, double[] distribution)
    {
        var judgment = text["judgments"]![0]!;
        Assert.Equal(probability, (double)judgment["likelihood"]!["probability"]!);
        Assert.Equal(distribution, judgment["distribution"]!.AsArray().Select(share => (double)share!));
    }
}
