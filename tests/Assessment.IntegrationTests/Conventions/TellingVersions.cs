using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

/// <summary>Neither the version nor the form of a tag tells of what is marked above its reader.</summary>
public class TellingVersions(TheService service)
{
    private Api Api => service.Api;

    private Person Low => Api.As("low", "reader", "GREEN");

    [Fact]
    public async Task Says_nothing_of_a_dissent_above()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var (path, red) = ($"/assessments/{published.Id}", (await stage.ClaimAsync(marking: "RED")).Id);
        var before = await Low.GetAsync(path);
        var dissent = (await Api.Bo.PostAsync($"{path}/dissents", new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { red } })).Is(HttpStatusCode.Created);
        await IsAsBeforeAsync(path, before);
        Assert.NotEqual(before.ETag, (await Api.Rea.GetAsync(path)).ETag);
        (await Api.Bo.DeleteAsync($"{path}/dissents/{dissent.Id}", dissent.IfMatch)).Is(HttpStatusCode.OK);
        await IsAsBeforeAsync(path, before);

        // Who read before the dissent changes what they have read; theirs is the next version that everybody sees.
        var low = Api.As("low-analyst", "analyst", "GREEN");
        var claim = (await stage.ClaimAsync()).Id;
        var own = (await low.PostAsync($"{path}/dissents", new { dimension = "trust-level", perspective = "RU>CN", level = 1, rationale = Stage.Rationale, claims = new[] { claim } })).Is(HttpStatusCode.Created);
        (await Api.Bo.PostAsync($"{path}/dissents", new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { red } })).Is(HttpStatusCode.Created);
        (await low.DeleteAsync($"{path}/dissents/{own.Id}", own.IfMatch)).Is(HttpStatusCode.OK);
        (await low.DeleteAsync($"{path}/dissents/{own.Id}", own.IfMatch)).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
    }

    [Fact]
    public async Task Says_nothing_of_a_revision_above()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var path = $"/assessments/{published.Id}";
        var before = await Low.GetAsync(path);
        var revised = (await Api.Ana.PostAsync($"{path}/revisions", new { reason = new { code = "new-evidence", text = "More." }, marking = "RED", submit = true }, published.IfMatch)).Is(HttpStatusCode.OK);
        await IsAsBeforeAsync(path, before);
        (await Api.Rex.PostAsync($"{path}/returns", new { comment = "Say more." }, revised.IfMatch)).Is(HttpStatusCode.OK);
        await IsAsBeforeAsync(path, before);
    }

    [Fact]
    public async Task Says_nothing_of_a_claim_above_that_a_draft_cites()
    {
        var stage = await Stage.SetAsync(Api);
        var low = Api.As("low-analyst", "analyst", "CLEAR");
        var unknown = Guid.NewGuid().ToString();
        var draft = (await stage.PostAsync(low, [Stage.Judgment(unknown)], submit: false)).Is(HttpStatusCode.Created);
        var (path, before) = ($"/assessments/{draft.Id}", await low.GetAsync($"/assessments/{draft.Id}"));
        (await Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()).With("marking", "RED").With("id", unknown))).Is(HttpStatusCode.Created);
        var after = await low.GetAsync(path);
        Assert.Equal((before.ETag, before.Text), (after.ETag, after.Text));
        var other = (await stage.PostAsync(low, [Stage.Judgment(unknown)], submit: false)).Is(HttpStatusCode.Created);
        Assert.Equal((draft.ETag, (await low.GetAsync($"/assessments/{other.Id}")).ETag), (other.ETag, before.ETag));
    }

    private async Task IsAsBeforeAsync(string path, Answer before)
    {
        var now = (await Low.GetAsync(path)).Is(HttpStatusCode.OK);
        Assert.Equal((before.ETag, before.Text), (now.ETag, now.Text));
        (await Low.GetAsync(path, ("If-None-Match", before.ETag!))).Is(HttpStatusCode.NotModified);
    }
}
