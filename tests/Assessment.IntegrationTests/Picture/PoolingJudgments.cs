using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

public class PoolingJudgments(TheService service)
{
    private static readonly double[] Given = [0.05, 0.7, 0.2, 0.04, 0.01];

    private Api Api => service.Api;

    [Fact]
    public async Task Of_different_levels_there_is_no_likelihood_and_what_is_left_open_is_told()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var one = await stage.PublishAsync(Api.Ana, Stage.Likely(claim, 0.88, 2));
        var alone = Trust(await stage.PictureAsync(Api.Rea));
        Assert.Equal(0.88, (double)alone["likelihood"]!["probability"]!);
        AssertPooled(alone, [0, 0.88, 0, 0, 0], 0.12);

        await stage.PublishAsync(Api.Bo, Stage.Likely(claim, 0.68, 3));
        var both = Trust(await stage.PictureAsync(Api.Rea));
        Assert.Null(both["likelihood"]);
        AssertPooled(both, [0, 0.44, 0.34, 0, 0], 0.22);

        AssertPooled(Trust(await stage.PictureAsync(Api.Rea, $"?asOf={Position(one)}")), [0, 0.88, 0, 0, 0], 0.12);
        Assert.Null(Trust(await stage.PictureAsync(Api.Rea, "?validAt=2025-06-06"))["distribution"]);
    }

    [Fact]
    public async Task A_distribution_is_pooled_on_every_way_to_the_picture()
    {
        var stage = await Stage.SetAsync(Api);
        var (first, second) = ((await stage.ClaimAsync()).Id, (await stage.ClaimAsync()).Id);
        var one = await stage.PublishAsync(Api.Ana, Stage.Giving(first, 2, Given), cutOff: "2025-06-01");
        using var stream = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership);
        AssertPooled((await stream.NextAsync()).Data, Given, 0);
        var two = await stage.PublishAsync(Api.Bo, Stage.Likely(second, 0.6), cutOff: "2025-06-05");
        double[] pooled = [0.025, 0.65, 0.1, 0.02, 0.005];

        var now = Trust(await stage.PictureAsync(Api.Rea));
        AssertPooled(now, pooled, 0.2);
        Assert.Equal(0.65, (double)now["likelihood"]!["probability"]!);
        Assert.Equal(Given, now["standings"]![0]!["distribution"]!.AsArray().Select(share => (double)share!));
        Assert.False(now["standings"]![1]!.AsObject().ContainsKey("distribution"));
        AssertPooled((await stream.NextAsync()).Data, pooled, 0.2);
        AssertPooled(Trust(await stage.PictureAsync(Api.Rea, $"?asOf={Position(one)}")), Given, 0);
        AssertPooled(Trust(await stage.PictureAsync(Api.Rea, "?validAt=2025-06-03")), Given, 0);

        var without = await stage.PictureAsync(Api.Rea, $"?without=claim:{second}");
        AssertPooled(Trust(without), Given, 0);
        var change = Assert.Single(without.Json["changes"]!.AsArray())!;
        Assert.Equal((0.65, 0.7), ((double)change["distributionBefore"]!["levels"]![1]!, (double)change["distributionAfter"]!["levels"]![1]!));

        var changes = (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/changes?from={Position(one)}&to={Position(two)}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
        AssertPooled(changes.Json["dimensions"]![0]!["before"]!, Given, 0);
        AssertPooled(changes.Json["dimensions"]![0]!["after"]!, pooled, 0.2);
    }

    [Fact]
    public async Task The_tag_changes_with_a_distribution_that_leaves_the_level_and_its_likelihood()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, Stage.Giving(claim, 2, Given));
        var before = await stage.PictureAsync(Api.Rea);
        Assert.Equal(before.ETag, (await stage.PictureAsync(Api.Rea)).ETag);
        var open = (await Api.Ana.PostAsync($"/assessments/{published.Id}/revisions",
            new { reason = new { code = "reinterpretation", text = "The rest is elsewhere." }, submit = true, judgments = new[] { Stage.Giving(claim, 2, 0.2, 0.7, 0.05, 0.04, 0.01) } }, published.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(before.ETag, (await stage.PictureAsync(Api.Rea)).ETag);
        (await Api.Rex.PostAsync($"/assessments/{published.Id}/approvals", null, open.IfMatch)).Is(HttpStatusCode.OK);
        Assert.NotEqual(before.ETag, (await stage.PictureAsync(Api.Rea)).ETag);
    }

    [Fact]
    public async Task Above_the_clearance_nothing_is_pooled()
    {
        var stage = await Stage.SetAsync(Api);
        await stage.PublishAsync(Api.Ana, Stage.Giving((await stage.ClaimAsync()).Id, 2, Given));
        await stage.PublishAsync(Api.Bo, Stage.Likely((await stage.ClaimAsync(marking: "AMBER")).Id, 0.9, 5), marking: "AMBER");
        AssertPooled(Trust(await stage.PictureAsync(Api.As("rea", "reader", "GREEN"))), Given, 0);
        Assert.Null(Trust(await stage.PictureAsync(Api.Rea))["likelihood"]);
    }

    [Fact]
    public async Task Moved_evidence_leaves_the_distribution()
    {
        var stage = await Stage.SetAsync(Api);
        var (kept, moved) = ((await stage.ClaimAsync()).Id, await stage.ClaimAsync());
        await stage.PublishAsync(Api.Ana, new { dimension = "trust-level", perspective = "RU>CN", level = 2, distribution = Given, confidence = "low", rationale = Stage.Rationale, claims = new[] { kept, moved.Id } });
        (await Api.Ana.PostAsync($"/claims/{moved.Id}/withdrawal", new { reason = "Fabricated." }, moved.IfMatch)).Is(HttpStatusCode.OK);
        var weakened = await Eventually.FindAsync(() => stage.PictureAsync(Api.Rea), picture => (int)Trust(picture)["support"]!["weakened"]! == 1);
        AssertPooled(Trust(weakened), Given, 0);
    }

    /// <summary>What was published before there were distributions, less likely than not, stays as it is and is shown with what it leaves open.</summary>
    [Fact]
    public async Task A_judgment_from_before_is_shown_with_what_it_leaves_open()
    {
        var stage = await Stage.SetAsync(Api);
        var cited = await stage.ClaimAsync();
        var (id, claim, origin) = (Guid.CreateVersion7(), Guid.Parse(cited.Id), Guid.Parse(cited.Word("origin")));
        var (likelihood, trust, cutOff) = (Likelihood.OfProbability(0.3)!, new Perspective("RU", "CN"), new DateOnly(2025, 6, 7));
        var judged = new Judgment("trust-level", trust, 2, likelihood, Confidence.Low, Stage.Rationale, [new(claim, Stance.Supports)], [], [], []);
        await using (var session = service.Shared.App.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.SetHeader("marking", "CLEAR");
            session.SetHeader("partnership", stage.Partnership);
            session.LastModifiedBy = "ana";
            object[] facts =
            [
                new AssessmentDrafted(id, stage.Partnership, "ana", new("Trust", cutOff, Marking.Clear, [judged])), new AssessmentSubmitted(id, 1), new AssessmentApproved(id, 1, "rex", null),
                new JudgmentPublished(id, 1, stage.Partnership, "trust-level", trust, "ana", Marking.Clear, cutOff, 2, likelihood, Confidence.Low, [new(claim, Stance.Supports, new Grade(Reliability.B, 2), origin)]),
                new AssessmentPublished(id, 1, stage.Partnership, "ana", Marking.Clear, cutOff, ["rex"]),
            ];
            session.Events.StartStream<AssessmentState>(id, facts);
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var shown = Trust(await stage.PictureAsync(Api.Rea));
        AssertPooled(shown, [0, 0.3, 0, 0, 0], 0.7);
        Assert.Equal(("unlikely", 0.3), ((string)shown["likelihood"]!["term"]!, (double)shown["likelihood"]!["probability"]!));
        var read = (await Api.Rea.GetAsync($"/assessments/{id}")).Is(HttpStatusCode.OK);
        Assert.StartsWith("We judge it unlikely (20–45 %) that ", (string)read.Json["published"]!["judgments"]![0]!["statement"]!, StringComparison.Ordinal);
        (await Api.Ana.PostAsync($"/assessments/{id}/revisions", new { reason = new { code = "reinterpretation", text = "It stays so." }, submit = true }, read.IfMatch))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "likelihood-below-even");
    }

    private static void AssertPooled(JsonNode dimension, double[] levels, double unallocated)
    {
        Assert.Equal(levels, dimension["distribution"]!["levels"]!.AsArray().Select(share => (double)share!));
        Assert.Equal(unallocated, (double)dimension["distribution"]!["unallocated"]!);
    }
}
