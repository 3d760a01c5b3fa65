using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

/// <summary>Somebody who is lead and analyst: what they lower holds for others.</summary>
public class LoweringTheNumberOfReviewers(TheService service)
{
    private Person Max => service.Api.As("max", "lead,analyst");

    [Fact]
    public async Task Publishes_nothing_of_ones_own()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var draft = (await stage.PostAsync(Max, [Stage.Judgment(claim)], submit: false)).Is(HttpStatusCode.Created);
        var partnership = await SetAsync(Max, stage, 0);
        (await stage.PostAsync(Max, [Stage.Judgment(claim)])).IsRefused(HttpStatusCode.Forbidden, "own-work");
        (await Max.PostAsync($"/assessments/{draft.Id}/submission", null, draft.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
        Assert.Equal("published", (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim)])).Is(HttpStatusCode.Created).Word("status"));

        // Another name leaves it as it is; another lead's number is not one's own.
        (await Max.PatchAsync($"/partnerships/{stage.Partnership}", new { name = "Sino-Russian" }, partnership.IfMatch)).Is(HttpStatusCode.OK);
        (await Max.PostAsync($"/assessments/{draft.Id}/submission", null, draft.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
        await SetAsync(service.Api.Lead, stage, 1);
        await SetAsync(service.Api.Lead, stage, 0);
        Assert.Equal("published", (await Max.PostAsync($"/assessments/{draft.Id}/submission", null, draft.IfMatch)).Is(HttpStatusCode.OK).Word("status"));
    }

    [Fact]
    public async Task Publishes_no_revision_of_ones_own()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Max, claim);
        await SetAsync(Max, stage, 0);
        var revision = new { reason = new { code = "new-evidence", text = "More came in." }, submit = true };
        (await Max.PostAsync($"/assessments/{published.Id}/revisions", revision, published.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
    }

    [Fact]
    public async Task Leaves_as_many_reviewers_as_before_to_ones_own_work()
    {
        var stage = await Stage.SetAsync(service.Api, reviewers: 2);
        var claim = (await stage.ClaimAsync()).Id;
        await SetAsync(Max, stage, 1);
        var posted = (await stage.PostAsync(Max, [Stage.Judgment(claim)])).Is(HttpStatusCode.Created);
        var first = (await service.Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("submitted", first.Word("status"));
        var second = (await service.Api.As("ria", "reviewer").PostAsync($"/assessments/{posted.Id}/approvals", new { }, first.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("published", second.Word("status"));
    }

    private static async Task<Answer> SetAsync(Person lead, Stage stage, int reviewers)
    {
        var now = (await lead.GetAsync($"/partnerships/{stage.Partnership}")).Is(HttpStatusCode.OK);
        return (await lead.PatchAsync($"/partnerships/{stage.Partnership}", new { reviewers }, now.IfMatch)).Is(HttpStatusCode.OK);
    }
}
