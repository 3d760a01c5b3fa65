using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

public class ListingAssessments(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Shows_everybody_what_they_may_see_as_a_single_read_does()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var all = new List<string>
        {
            (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false)).Id,
            (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)])).Id,
            (await stage.PublishAsync(Api.Bo, claim)).Id,
            (await stage.PublishAsync(Api.Ana, claim, marking: "AMBER")).Id,
        };
        var returned = await stage.PostAsync(Api.Bo, [Stage.Judgment(claim)]);
        await WorkingOnAnAssessment.DoAsync(Api.Rex, HttpMethod.Post, $"/assessments/{returned.Id}/returns", new { comment = "Look again." }, returned);
        var retracted = await stage.PublishAsync(Api.Ana, claim);
        await WorkingOnAnAssessment.DoAsync(Api.Ana, HttpMethod.Post, $"/assessments/{retracted.Id}/retraction", new { reason = "Wrong." }, retracted);
        var revised = await stage.PublishAsync(Api.Ana, claim);
        await WorkingOnAnAssessment.DoAsync(Api.Ana, HttpMethod.Post, $"/assessments/{revised.Id}/revisions",
            new { reason = new { code = "new-evidence", text = "More." }, marking = "RED", submit = true }, revised);
        all.AddRange([returned.Id, retracted.Id, revised.Id]);

        foreach (var person in (Person[])[Api.Ana, Api.Bo, Api.Rex, Api.Lead, Api.Rea, Api.Aud, Api.As("rea", "reader", "GREEN"), Api.As("rex", "reviewer", "AMBER")])
        {
            var alone = new List<string>();
            foreach (var id in Enumerable.Reverse(all))
            {
                var one = await person.GetAsync($"/assessments/{id}");
                if (one.Status != HttpStatusCode.OK) continue;
                // What a list leaves out: it is said of one text at a time.
                var told = one.Json.AsObject();
                Assert.True(told.Remove("tradecraft"));
                (told["pending"] as JsonObject)?.Remove("tradecraft");
                alone.Add(told.ToJsonString());
            }

            Assert.Equal(alone, (await ListAsync(person, stage)).Select(item => item.ToJsonString()));
            foreach (var status in (string[])["draft", "submitted", "returned", "published", "retracted"])
                Assert.Equal(alone.Where(one => JsonNode.Parse(one)!["status"]!.GetValue<string>() == status), (await ListAsync(person, stage, $"&status={status}")).Select(item => item.ToJsonString()));
        }
    }

    [Fact]
    public async Task Filters_by_dimension_analyst_and_status_together()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 0);
        var claim = (await stage.ClaimAsync()).Id;
        var trust = (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)])).Id;
        var aid = (await stage.PostAsync(Api.Bo, [Stage.Judgment(claim, dimension: "military-aid"), Stage.Judgment(claim)])).Id;
        var draft = (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim, dimension: "military-aid")], submit: false)).Id;

        Assert.Equal([draft, aid, trust], await IdsAsync(Api.Ana, ""));
        Assert.Equal([draft, aid], await IdsAsync(Api.Ana, "&dimension=military-aid"));
        Assert.Equal([aid], await IdsAsync(Api.Rea, "&dimension=military-aid"));
        Assert.Equal([aid, trust], await IdsAsync(Api.Rea, "&dimension=trust-level"));
        Assert.Equal([draft, trust], await IdsAsync(Api.Ana, "&analyst=ana"));
        Assert.Equal([trust], await IdsAsync(Api.Ana, "&analyst=ana&status=published&dimension=trust-level"));
        Assert.Empty(await IdsAsync(Api.Ana, "&analyst=nobody"));

        async Task<IEnumerable<string>> IdsAsync(Person person, string filter) => (await ListAsync(person, stage, filter)).Select(item => item["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_revision_is_found_by_its_new_dimension_only_by_those_who_see_it()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, claim);
        await WorkingOnAnAssessment.DoAsync(Api.Ana, HttpMethod.Post, $"/assessments/{published.Id}/revisions",
            new { reason = new { code = "new-evidence", text = "More." }, judgments = new[] { Stage.Judgment(claim, dimension: "military-aid") } }, published);
        Assert.Single(await ListAsync(Api.Ana, stage, "&dimension=military-aid"));
        Assert.Empty(await ListAsync(Api.Rea, stage, "&dimension=military-aid"));
        Assert.Single(await ListAsync(Api.Rea, stage, "&dimension=trust-level"));
    }

    [Fact]
    public async Task Comes_in_pages_newest_first()
    {
        var stage = await Stage.SetAsync(Api);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Insert(0, (await stage.PostAsync(Api.Ana, [], submit: false)).Id);

        var (read, next, pages) = (new List<string>(), "", 0);
        do
        {
            var page = (await Api.Ana.GetAsync($"/assessments?partnership={stage.Partnership}&limit=2{next}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json;
            read.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            next = page.AsObject().ContainsKey("next") ? $"&cursor={page["next"]}" : "";
        }
        while (++pages < 9 && next.Length > 0);
        Assert.Equal(ids, read);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task A_page_is_full_though_what_is_hidden_lies_in_between()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 0);
        var claim = (await stage.ClaimAsync()).Id;
        for (var i = 0; i < 3; i++)
        {
            await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: true);
            await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: true, marking: "AMBER");
            await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false);
        }

        foreach (var reader in (Person[])[Api.As("rea", "reader", "GREEN"), Api.As("rex", "reviewer", "GREEN")])
        {
            var page = (await reader.GetAsync($"/assessments?partnership={stage.Partnership}&limit=3", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json.AsObject();
            Assert.Equal((3, false), (page["items"]!.AsArray().Count, page.ContainsKey("next")));
        }
    }

    [Theory]
    [InlineData("colour=red", "colour")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("status=Draft", "status")]
    [InlineData("cursor=nonsense", "cursor")]
    public async Task What_is_no_filter_is_refused(string query, string named) =>
        Assert.NotNull((await Api.Rea.GetAsync($"/assessments?{query}")).IsRefused(HttpStatusCode.BadRequest, "invalid-request").Json["errors"]![named]);

    private static async Task<IEnumerable<JsonNode>> ListAsync(Person person, Stage stage, string filter = "") =>
        (await person.GetAsync($"/assessments?partnership={stage.Partnership}{filter}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Select(item => item!);
}
