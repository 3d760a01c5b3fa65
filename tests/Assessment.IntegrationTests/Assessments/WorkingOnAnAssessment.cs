using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

public class WorkingOnAnAssessment(TheService service)
{
    private Api Api => service.Api;

    private static readonly object Because = new { code = "new-evidence", text = "A second report came in." };

    [Fact]
    public async Task Goes_from_a_draft_through_review_to_a_retraction()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var draft = (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false)).Is(HttpStatusCode.Created);
        var path = $"/assessments/{draft.Id}";
        Assert.Equal($"/api/v1{path}", draft.Location);
        Assert.Equal("ana aud", await WhoSeesAsync(path));

        var edited = await DoAsync(Api.Ana, HttpMethod.Put, path, Content(claim, level: 3), draft);
        Assert.Equal(("draft", 3), (Text(edited, "status"), Level(edited, "pending")));

        var submitted = await DoAsync(Api.Ana, HttpMethod.Post, $"{path}/submission", new { }, edited);
        Assert.Equal("submitted", Text(submitted, "status"));
        Assert.Equal("ana aud lead-1 rex", await WhoSeesAsync(path));

        var returned = await DoAsync(Api.Rex, HttpMethod.Post, $"{path}/returns", new { comment = "Cite the cable." }, submitted);
        Assert.Equal(("returned", "Cite the cable."), (Text(returned, "status"), returned.Json["pending"]!["comments"]![0]!["comment"]!.GetValue<string>()));
        Assert.Equal("ana aud lead-1 rex", await WhoSeesAsync(path));

        edited = await DoAsync(Api.Ana, HttpMethod.Put, path, Content(claim, level: 4), returned);
        submitted = await DoAsync(Api.Ana, HttpMethod.Post, $"{path}/submission", new { }, edited);
        var published = await DoAsync(Api.Rex, HttpMethod.Post, $"{path}/approvals", new { comment = "Sound." }, submitted);
        Assert.Equal(("published", 4, "rex"), (Text(published, "status"), Level(published, "published"), published.Json["published"]!["approvedBy"]![0]!.GetValue<string>()));
        Assert.Null(published.Json["pending"]);
        Assert.Equal("ana aud bo lead-1 rea rex", await WhoSeesAsync(path));

        var retracted = await DoAsync(Api.Ana, HttpMethod.Post, $"{path}/retraction", new { reason = "The source lied." }, published);
        Assert.Equal("retracted", Text(retracted, "status"));
        Assert.Equal("ana aud bo lead-1 rea rex", await WhoSeesAsync(path));
    }

    [Fact]
    public async Task Publishes_on_submission_where_nobody_reviews()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 0);
        var posted = (await stage.PostAsync(Api.Ana, [Stage.Judgment((await stage.ClaimAsync()).Id)])).Is(HttpStatusCode.Created);
        Assert.Equal("published", Text(posted, "status"));
        Assert.Empty(posted.Json["published"]!["approvedBy"]!.AsArray());
    }

    [Fact]
    public async Task Publishes_with_the_second_of_two_approvals_and_a_return_takes_the_first_back()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 2);
        var posted = await stage.PostAsync(Api.Ana, [Stage.Judgment((await stage.ClaimAsync()).Id)]);
        var path = $"/assessments/{posted.Id}";
        var (ria, approve) = (Api.As("ria", "reviewer"), $"{path}/approvals");

        var once = await DoAsync(Api.Rex, HttpMethod.Post, approve, null, posted);
        Assert.Equal(("submitted", "rex"), (Text(once, "status"), once.Json["pending"]!["approvedBy"]!.AsArray().Single()!.GetValue<string>()));
        (await Api.Rex.PostAsync(approve, new { }, once.IfMatch)).IsRefused(HttpStatusCode.Conflict, "already-approved");

        var returned = await DoAsync(ria, HttpMethod.Post, $"{path}/returns", new { comment = "Look again." }, once);
        Assert.Empty(returned.Json["pending"]!["approvedBy"]!.AsArray());
        var again = await DoAsync(Api.Ana, HttpMethod.Post, $"{path}/submission", null, returned);
        var first = await DoAsync(ria, HttpMethod.Post, approve, new { }, again);
        Assert.Equal("submitted", Text(first, "status"));
        var second = await DoAsync(Api.Rex, HttpMethod.Post, approve, new { }, first);
        Assert.Equal(("published", "ria,rex"), (Text(second, "status"), string.Join(',', second.Json["published"]!["approvedBy"]!.AsArray().Select(by => by!.GetValue<string>()))));
    }

    [Fact]
    public async Task A_revision_keeps_the_published_text_until_it_is_published_itself()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, claim, level: 2);
        var path = $"/assessments/{published.Id}";

        var open = await DoAsync(Api.Ana, HttpMethod.Post, $"{path}/revisions", new { reason = Because }, published);
        Assert.Equal(("published", 2, 2, "draft"), (Text(open, "status"), Level(open, "published"), Level(open, "pending"), open.Json["pending"]!["status"]!.GetValue<string>()));
        Assert.Equal("new-evidence", open.Json["pending"]!["reason"]!["code"]!.GetValue<string>());
        foreach (var reader in (Person[])[Api.Rea, Api.Bo, Api.Rex, Api.Lead]) Assert.Null((await reader.GetAsync(path)).Is(HttpStatusCode.OK).Json["pending"]);
        Assert.NotNull((await Api.Aud.GetAsync(path)).Json["pending"]);

        var edited = await DoAsync(Api.Ana, HttpMethod.Put, path, Content(claim, level: 4), open);
        var submitted = await DoAsync(Api.Ana, HttpMethod.Post, $"{path}/submission", null, edited);
        Assert.Equal("submitted", (await Api.Rex.GetAsync(path)).Json["pending"]!["status"]!.GetValue<string>());
        Assert.Equal(2, Level(await Api.Rea.GetAsync(path), "published"));

        var second = await DoAsync(Api.Rex, HttpMethod.Post, $"{path}/approvals", null, submitted);
        Assert.Equal((2, 4), (second.Json["published"]!["revision"]!.GetValue<int>(), Level(second, "published")));
        Assert.Equal(4, await TrustAsync(stage));
    }

    [Fact]
    public async Task A_revision_may_bring_its_content_and_go_to_review_at_once()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, claim, level: 2);
        var alignment = Stage.Judgment(claim, level: 5, dimension: "strategic-alignment", perspective: null);
        var revised = await DoAsync(Api.Ana, HttpMethod.Post, $"/assessments/{published.Id}/revisions",
            new { reason = Because, title = "Alignment alone", judgments = new[] { alignment }, submit = true }, published);
        Assert.Equal(("submitted", "Alignment alone"), (revised.Json["pending"]!["status"]!.GetValue<string>(), revised.Json["pending"]!["title"]!.GetValue<string>()));
        Assert.Equal("2025-06-07", revised.Json["pending"]!["informationCutOff"]!.GetValue<string>());

        await DoAsync(Api.Rex, HttpMethod.Post, $"/assessments/{published.Id}/approvals", null, revised);
        Assert.Null(await TrustAsync(stage));
    }

    [Fact]
    public async Task A_lead_retracts_what_is_not_theirs_with_its_open_revision()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var open = await DoAsync(Api.Ana, HttpMethod.Post, $"/assessments/{published.Id}/revisions", new { reason = Because }, published);
        var retracted = await DoAsync(Api.Lead, HttpMethod.Post, $"/assessments/{published.Id}/retraction", new { reason = "Ordered." }, open);
        Assert.Equal("retracted", Text(retracted, "status"));
        Assert.Null((await Api.Ana.GetAsync($"/assessments/{published.Id}")).Json["pending"]);
        Assert.Equal("""{"reason":"Ordered.","by":"lead-1"}""", Why(retracted)?.ToJsonString());
        var before = (await Api.Ana.GetAsync($"/assessments/{published.Id}?asOf={published.Json["published"]!["position"]}")).Is(HttpStatusCode.OK);
        Assert.Equal(("published", null), (Text(before, "status"), before.Json["retraction"]));
    }

    [Fact]
    public async Task Why_it_was_retracted_is_marked_like_the_revision_that_was_open()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var open = await DoAsync(Api.Ana, HttpMethod.Post, $"/assessments/{published.Id}/revisions", new { reason = Because, marking = "AMBER" }, published);
        await DoAsync(Api.Ana, HttpMethod.Post, $"/assessments/{published.Id}/retraction", new { reason = "The agent was turned." }, open);
        var (cleared, other) = (await Api.Rea.GetAsync($"/assessments/{published.Id}"), await Api.As("reader-9", "reader", "GREEN").GetAsync($"/assessments/{published.Id}"));
        Assert.Equal("""{"reason":"The agent was turned.","by":"ana"}""", Why(cleared)?.ToJsonString());
        Assert.Equal(("retracted", null), (Text(other, "status"), other.Json["retraction"]));
        Assert.DoesNotContain("turned", other.Text, StringComparison.Ordinal);
        // What is held under one clearance is not what another is shown.
        Assert.NotEqual(cleared.ETag, other.ETag);
    }

    private static JsonObject? Why(Answer answer) => answer.Json["retraction"] is { } why ? new() { ["reason"] = why["reason"]!.DeepClone(), ["by"] = why["by"]!.DeepClone() } : null;

    internal static object Content(string claim, int level) =>
        new { title = "Trust after the leak", informationCutOff = "2025-06-07", marking = "CLEAR", judgments = new[] { Stage.Judgment(claim, level) } };

    /// <summary>A change that must succeed, on the version that was answered last.</summary>
    internal static async Task<Answer> DoAsync(Person person, HttpMethod method, string path, object? body, Answer last) =>
        (method == HttpMethod.Put ? await person.PutAsync(path, body, last.IfMatch) : await person.PostAsync(path, body, last.IfMatch)).Is(HttpStatusCode.OK);

    private async Task<string> WhoSeesAsync(string path)
    {
        var seeing = new List<string>();
        foreach (var person in (Person[])[Api.Ana, Api.Bo, Api.Rex, Api.Lead, Api.Rea, Api.Aud])
        {
            var answer = await person.GetAsync(path);
            if (answer.Status == HttpStatusCode.OK) seeing.Add(person.Subject);
            else answer.IsRefused(HttpStatusCode.NotFound, "not-found");
        }

        return string.Join(' ', seeing.Order());
    }

    private async Task<double?> TrustAsync(Stage stage) => (await stage.PictureAsync(Api.Rea)).Json["dimensions"]!.AsArray()
        .Single(entry => $"{entry!["dimension"]} {entry["perspective"]}" == "trust-level RU>CN")!["level"]?.GetValue<double>();

    private static string Text(Answer answer, string member) => answer.Json[member]!.GetValue<string>();

    private static int Level(Answer answer, string text) => answer.Json[text]!["judgments"]![0]!["level"]!.GetValue<int>();
}
