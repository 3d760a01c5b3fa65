using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Xunit;

namespace Assessment.IntegrationTests;

public class AuditingStreams(TheService service)
{
    [Fact]
    public async Task A_history_is_told_in_sentences()
    {
        var (_, id, _) = await RevisedAsync();

        var history = (await service.Api.Aud.GetAsync($"/audit/streams/{id}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();

        Assert.Equal(
            [
                "ana drafted “Trust after the leak” with 1 judgment, marked CLEAR.",
                "ana submitted revision 1 for review.",
                "rex approved revision 1.",
                "Revision 1 judges trust-level (RU>CN) to be at level 2 of 5.",
                "Revision 1 is published, marked CLEAR, approved by rex.",
                "ana opened revision 2 (new evidence): “A second report.”.",
                "ana submitted revision 2 for review.",
                "rex approved revision 2.",
                "Revision 2 judges trust-level (RU>CN) to be at level 4 of 5.",
                "Revision 2 is published, marked CLEAR, approved by rex.",
            ],
            history.Select(fact => (string)fact!["summary"]!));
        Assert.Equal(Enumerable.Range(1, 10), history.Select(fact => (int)fact!["version"]!));
        Assert.Equal(id, (string)history[9]!["data"]!["assessment"]!);
    }

    [Fact]
    public async Task A_history_comes_in_pages()
    {
        var (_, id, _) = await RevisedAsync();

        var first = (await service.Api.Aud.GetAsync($"/audit/streams/{id}?limit=6")).Is(HttpStatusCode.OK).Json;
        var second = (await service.Api.Aud.GetAsync($"/audit/streams/{id}?limit=6&cursor={first["next"]}")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(Enumerable.Range(1, 6), first["items"]!.AsArray().Select(fact => (int)fact!["version"]!));
        Assert.Equal(Enumerable.Range(7, 4), second["items"]!.AsArray().Select(fact => (int)fact!["version"]!));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task A_state_is_that_of_its_version()
    {
        var (_, id, _) = await RevisedAsync();

        Assert.Equal(("draft", null, 2), await StateAsync(id, 1));
        Assert.Equal(("submitted", null, 2), await StateAsync(id, 2));
        Assert.Equal(("submitted", null, 2), await StateAsync(id, 4));
        Assert.Equal(("published", 2, null), await StateAsync(id, 5));
        Assert.Equal(("published", 2, 4), await StateAsync(id, 6));
        Assert.Equal(("published", 4, null), await StateAsync(id, 10));
        await NotFoundAsync($"/audit/streams/{id}/state?version=0");
        await NotFoundAsync($"/audit/streams/{id}/state?version=11");
    }

    [Fact]
    public async Task A_state_without_a_version_is_what_everybody_is_answered()
    {
        var (stage, id, claim) = await RevisedAsync();
        var source = (string)(await service.Api.Aud.GetAsync($"/claims/{claim}")).Json["origin"]!;
        foreach (var (stream, kind, path) in new[]
        {
            (id, "assessment", $"/assessments/{id}"), (claim, "claim", $"/claims/{claim}"), (source, "source", $"/sources/{source}"),
            (Streams.OfPartnership(stage.Partnership).ToString(), "partnership", $"/partnerships/{stage.Partnership}"),
        })
        {
            var resource = (await service.Api.Aud.GetAsync(path)).Is(HttpStatusCode.OK).Json;
            var answer = (await service.Api.Aud.GetAsync($"/audit/streams/{stream}/state")).Is(HttpStatusCode.OK).Json;

            Assert.Equal((stream, kind, (long)resource["version"]!), ((string)answer["stream"]!, (string)answer["kind"]!, (long)answer["version"]!));
            if (kind == "partnership") answer["state"]!.AsObject().Remove("dimensions");
            foreach (var asked in (string[])["citedBy", "tradecraft"]) resource.AsObject().Remove(asked);
            Assert.Equal(resource.ToJsonString(), answer["state"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_state_as_of_a_moment_is_that_of_the_last_version_before()
    {
        var (_, id, _) = await RevisedAsync();
        var history = (await service.Api.Aud.GetAsync($"/audit/streams/{id}")).Json["items"]!.AsArray();
        var submitted = (long)history[1]!["position"]!;

        var byPosition = (await service.Api.Aud.GetAsync($"/audit/streams/{id}/state?asOf={submitted}")).Is(HttpStatusCode.OK).Json;
        var byTime = (await service.Api.Aud.GetAsync($"/audit/streams/{id}/state?asOf={history[4]!["recordedAt"]}")).Is(HttpStatusCode.OK).Json;

        Assert.Equal((2, "submitted"), ((int)byPosition["version"]!, (string)byPosition["state"]!["status"]!));
        Assert.Equal((5, "published"), ((int)byTime["version"]!, (string)byTime["state"]!["status"]!));
        await NotFoundAsync($"/audit/streams/{id}/state?asOf={(long)history[0]!["position"]! - 1}");
        (await service.Api.Aud.GetAsync($"/audit/streams/{id}/state?asOf=2999-01-01T00:00:00Z")).IsRefused(HttpStatusCode.UnprocessableEntity, "moment-in-future");
    }

    [Fact]
    public async Task A_comparison_names_what_changed()
    {
        var (_, id, _) = await RevisedAsync();

        var changes = await ChangesAsync(id, 5, 10);

        Assert.Equal((2, 4), ((int)changes["published.judgments[trust-level RU>CN].level"]["before"]!, (int)changes["published.judgments[trust-level RU>CN].level"]["after"]!));
        Assert.Equal((1, 2), ((int)changes["revision"]["before"]!, (int)changes["revision"]["after"]!));
        Assert.Contains("published.judgments[trust-level RU>CN].statement", changes.Keys);
        Assert.DoesNotContain("published.judgments[trust-level RU>CN].rationale", changes.Keys);
        Assert.DoesNotContain("version", changes.Keys);
        Assert.Equal(changes.Keys, (await ChangesAsync(id, 10, 5)).Keys);
        Assert.Empty(await ChangesAsync(id, 5, 5));
    }

    [Fact]
    public async Task What_came_in_was_nothing_before()
    {
        var (_, id, _) = await RevisedAsync();

        var opened = (await ChangesAsync(id, 5, 6))["pending"].AsObject();

        Assert.True(opened.ContainsKey("before"));
        Assert.Null(opened["before"]);
        Assert.Equal(4, (int)opened["after"]!["judgments"]![0]!["level"]!);
    }

    [Fact]
    public async Task A_dimension_is_a_change_of_its_partnership()
    {
        var stage = await Stage.SetAsync(service.Api);
        var levels = Enumerable.Range(1, 5).Select(level => new { level, label = $"Level {level}", definition = "As defined." });
        (await service.Api.Lead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", new { code = "rail-trade", name = "Rail trade", question = "How much?", directed = false, reviewDays = 90, levels })).Is(HttpStatusCode.Created);

        var change = Assert.Single(await ChangesAsync(Streams.OfPartnership(stage.Partnership).ToString(), 1, 2));

        Assert.Equal("dimensions[rail-trade]", change.Key);
        Assert.False(change.Value.AsObject().ContainsKey("before"));
        Assert.Equal("Rail trade", (string)change.Value["after"]!["name"]!);
    }

    [Theory]
    [InlineData("state?version=1&asOf=1", "version", "asOf")]
    [InlineData("state?version=one", "version")]
    [InlineData("state?asOf=then", "asOf")]
    [InlineData("comparison?from=1", "to")]
    [InlineData("comparison?to=1", "from")]
    [InlineData("comparison", "from", "to")]
    [InlineData("comparison?from=1&to=2&limit=3", "limit")]
    [InlineData("?cursor=nonsense", "cursor")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?after=1", "after")]
    public async Task A_parameter_that_says_nothing_is_named(string query, params string[] members)
    {
        var refused = (await service.Api.Aud.GetAsync($"/audit/streams/{Guid.NewGuid()}{(query[0] == '?' ? "" : "/")}{query}")).IsRefused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(members, refused.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var (_, id, _) = await RevisedAsync();
        foreach (var path in (string[])["", "/state", "/state?version=1", "/comparison?from=1&to=1"]) await NotFoundAsync($"/audit/streams/{Guid.NewGuid()}{path}");
        await NotFoundAsync($"/audit/streams/{id}/comparison?from=1&to=11");
        await NotFoundAsync($"/audit/streams/{id}/comparison?from=0&to=1");
    }

    /// <summary>Published at level 2 with five facts, revised to level 4 with five more.</summary>
    private async Task<(Stage Stage, string Assessment, string Claim)> RevisedAsync()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(service.Api.Ana, claim);
        var revised = (await service.Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", new
        {
            reason = new { code = "new-evidence", text = "A second report." },
            judgments = new[] { Stage.Judgment(claim, level: 4) },
            submit = true,
        }, published.IfMatch)).Is(HttpStatusCode.OK);
        (await service.Api.Rex.PostAsync($"/assessments/{published.Id}/approvals", new { }, revised.IfMatch)).Is(HttpStatusCode.OK);
        return (stage, published.Id, claim);
    }

    private async Task<(string Status, int? Published, int? Pending)> StateAsync(string id, int version)
    {
        var answer = (await service.Api.Aud.GetAsync($"/audit/streams/{id}/state?version={version}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((version, version), ((int)answer["version"]!, (int)answer["state"]!["version"]!));
        return ((string)answer["state"]!["status"]!, (int?)answer["state"]!["published"]?["judgments"]![0]!["level"], (int?)answer["state"]!["pending"]?["judgments"]![0]!["level"]);
    }

    private async Task<Dictionary<string, JsonNode>> ChangesAsync(string id, int from, int to)
    {
        var answer = (await service.Api.Aud.GetAsync($"/audit/streams/{id}/comparison?from={from}&to={to}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((id, from, to), ((string)answer["stream"]!, (int)answer["from"]!, (int)answer["to"]!));
        return answer["changes"]!.AsArray().ToDictionary(change => (string)change!["member"]!, change => change!);
    }

    private async Task NotFoundAsync(string path) => (await service.Api.Aud.GetAsync(path)).IsRefused(HttpStatusCode.NotFound, "not-found");
}
