using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

/// <summary>A dissent is marked anew with the text it is on, and opened no further than what it cites.</summary>
public class MarkingDissentsAnew(TheService service)
{
    private Api Api => service.Api;

    private Person Low => Api.As("liz", "reader", "CLEAR");

    private Person LowAuditor => Api.As("lou", "auditor", "CLEAR");

    [Fact]
    public async Task Takes_the_dissents_of_an_assessment_along_and_opens_none_that_cites_more()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 0);
        var (open, secret) = (await stage.ClaimAsync(), await stage.ClaimAsync(marking: "AMBER"));
        var published = (await stage.PostAsync(Api.Ana, [Stage.Judgment(open.Id)])).Is(HttpStatusCode.Created);
        var (bo, cy, di) = (Api.As("bo", "analyst"), Api.As("cy", "analyst"), Api.As("di", "analyst"));
        var plain = await DissentAsync(bo, published, "The pact is paper.", open.Id);
        var replaced = await DissentAsync(cy, published, "The drills were cancelled.", open.Id);
        var knowing = await DissentAsync(di, published, "Agent KESTREL heard otherwise.", secret.Id);
        await DissentAsync(cy, published, "The drills were smaller.", open.Id);
        var before = (long)(await stage.PictureAsync(Low)).Json["position"]!;
        var between = (await RecordedFact.OfStreamAsync(service.Database, published.Id))[^2].Position;
        string[] words = ["The pact is paper.", "The drills were cancelled.", "The drills were smaller.", "KESTREL", plain.Id, replaced.Id, knowing.Id];
        string[] paths =
        [
            $"/assessments/{published.Id}", $"/assessments/{published.Id}?asOf={before}", $"/assessments?partnership={stage.Partnership}", $"/partnerships/{stage.Partnership}/picture",
            $"/partnerships/{stage.Partnership}/picture?asOf={before}", $"/partnerships/{stage.Partnership}/picture?asOf={between}", $"/partnerships/{stage.Partnership}/changes?from=0&to={before}",
            $"/search?q=drills&partnership={stage.Partnership}",
        ];

        var raised = await MarkAsync("RED", await Api.Lead.GetAsync($"/assessments/{published.Id}"));
        // Another text for everybody, while what was said of the one before stays closed.
        var revised = (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", Revision("CLEAR", open.Id, submit: true), raised.IfMatch)).Is(HttpStatusCode.OK);
        await SeesAsync([]);
        (await Low.GetAsync($"/assessments/{published.Id}/dissents/{plain.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await LowAuditor.GetAsync($"/audit/streams/{published.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.As("bo", "analyst", "CLEAR").DeleteAsync($"/assessments/{published.Id}/dissents/{plain.Id}", (await Low.GetAsync($"/assessments/{published.Id}")).IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
        await Replayed.MatchesAsync(Api);

        // Down with the text of now, from where that was.
        await MarkAsync("CLEAR", await MarkAsync("RED", revised));
        await SeesAsync([words[0], words[1], words[2], plain.Id, replaced.Id]);
        (await Low.GetAsync($"/assessments/{published.Id}/dissents/{plain.Id}")).Is(HttpStatusCode.OK);
        (await Low.GetAsync($"/assessments/{published.Id}/dissents/{knowing.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await LowAuditor.GetAsync($"/audit/streams/{published.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.As("amy", "auditor", "AMBER").GetAsync($"/audit/streams/{published.Id}")).Is(HttpStatusCode.OK);
        Assert.Contains("KESTREL", (await Api.As("aim", "reader", "AMBER").GetAsync($"/assessments/{published.Id}")).Text, StringComparison.Ordinal);
        await Replayed.MatchesAsync(Api);

        Task<Answer> MarkAsync(string marking, Answer assessment) => RemarkAsync(Api.Lead, published.Id, marking, assessment);

        async Task SeesAsync(string[] shown)
        {
            var all = string.Concat(await Task.WhenAll(paths.Select(async path => (await Low.GetAsync(path, ("Prefer", "wait=10"))).Text)));
            foreach (var word in words) Assert.True(shown.Contains(word) == all.Contains(word, StringComparison.Ordinal), $"{word}: {all}");
        }
    }

    [Fact]
    public async Task Leaves_a_dissent_from_a_text_that_is_not_lowered()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(Api.Ana, claim.Id, marking: "RED");
        var open = (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", Revision("AMBER", claim.Id, submit: true), published.IfMatch)).Is(HttpStatusCode.OK);
        // Whoever sees the open revision alone dissents from that.
        var reviewer = Api.As("di", "analyst,reviewer", "AMBER");
        await DissentAsync(reviewer, open, "The drills were cancelled.", claim.Id);
        await RemarkAsync(Api.Lead, published.Id, "CLEAR", await Api.Lead.GetAsync($"/assessments/{published.Id}"));
        Assert.DoesNotContain("drills", (await Low.GetAsync($"/assessments/{published.Id}")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("drills", (await stage.PictureAsync(Low)).Text, StringComparison.Ordinal);
        Assert.Contains("drills", (await Api.As("aim", "reader", "AMBER").GetAsync($"/assessments/{published.Id}")).Text, StringComparison.Ordinal);
        await Replayed.MatchesAsync(Api);
    }

    [Fact]
    public async Task Of_a_build_that_left_dissents_as_they_were_is_made_up_for_by_the_migration()
    {
        await using var own = await service.StartAsync();
        var stage = await Stage.SetAsync(own.Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(own.Api.Ana, claim.Id);
        await DissentAsync(own.Api.Bo, published, "The pact is paper.", claim.Id);
        await RemarkAsync(own.Api.Lead, published.Id, "RED", await own.Api.Lead.GetAsync($"/assessments/{published.Id}"));
        await stage.PictureAsync(own.Api.Rea);
        await using var earlier = own.AsAdministrator.CreateCommand("update assessment.dissent set marking = 0");
        Assert.Equal(1, await earlier.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        await own.MigrateAgainAsync();
        await using var marked = own.Database.CreateCommand("select marking from assessment.dissent");
        Assert.Equal((short)4, await marked.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<Answer> DissentAsync(Person analyst, Answer assessment, string said, string claim) => (await analyst.PostAsync($"/assessments/{assessment.Id}/dissents",
        new { dimension = "trust-level", perspective = "RU>CN", level = 4, rationale = $"{said} {Stage.Rationale}", claims = new[] { claim } })).Is(HttpStatusCode.Created);

    private static async Task<Answer> RemarkAsync(Person lead, string assessment, string marking, Answer seen) =>
        (await lead.PostAsync($"/assessments/{assessment}/remarking", new { marking, reason = "It says how we know." }, seen.IfMatch)).Is(HttpStatusCode.OK);

    private static object Revision(string marking, string claim, bool submit) => new
    {
        reason = new { code = "new-evidence", text = "Something came in." },
        marking,
        informationCutOff = "2025-06-07",
        judgments = new[] { Stage.Judgment(claim) },
        submit,
    };
}
