using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests;

public class AuditingFacts(TheService service)
{
    private static readonly (string, string) Wait = ("Prefer", "wait=20");

    private static readonly string[] Published = ["partnership-established", "claim-recorded", "assessment-drafted", "assessment-submitted", "assessment-approved", "judgment-published", "assessment-published"];

    [Fact]
    public async Task All_that_happened_to_a_partnership_is_listed_in_order()
    {
        var stage = await PublishedAsync();

        var facts = await FactsAsync($"?partnership={stage.Partnership}");

        Assert.Equal(Published, facts.Select(fact => (string)fact["type"]!));
        Assert.Equal(facts.Select(Position).Order(), facts.Select(Position));
        Assert.Equal([1, 1, 1, 2, 3, 4, 5], facts.Select(fact => (long)fact["version"]!));
        Assert.Equal(["lead-1", "ana", "ana", "ana", "rex", "rex", "rex"], facts.Select(fact => (string)fact["actor"]!));
        Assert.Equal(stage.Partnership, (string)facts[0]["data"]!["partnership"]!);
        Assert.Equal(2, (int)facts[5]["data"]!["level"]!);
        Assert.All(facts, fact => Assert.Null(fact["summary"]));
        Assert.Equal(7, facts.Select(fact => (Guid)fact["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task Each_filter_leaves_what_it_names()
    {
        var stage = await PublishedAsync();
        var all = await FactsAsync($"?partnership={stage.Partnership}");
        var stream = (string)all[2]["stream"]!;
        var (second, last) = (all[1], all[^1]);

        Assert.Equal(Published[1..4], Types(await FactsAsync($"?partnership={stage.Partnership}&actor=ana")));
        Assert.Equal(Published[4..5], Types(await FactsAsync($"?partnership={stage.Partnership}&type=assessment-approved")));
        Assert.Equal(Published[2..], Types(await FactsAsync($"?stream={stream}")));
        Assert.Equal(Published[2..], Types(await FactsAsync($"?partnership={stage.Partnership}&after={Position(second)}")));
        Assert.Equal(Published[4..], Types(await FactsAsync($"?partnership={stage.Partnership}&correlation={last["correlationId"]}")));
        Assert.Empty(await FactsAsync($"?partnership={stage.Partnership}&actor=nobody"));
        Assert.Empty(await FactsAsync("?partnership=no-such-partnership"));
    }

    [Fact]
    public async Task A_time_to_begin_with_is_inside_and_one_to_end_with_is_not()
    {
        var stage = await PublishedAsync();
        var claim = (string)(await FactsAsync($"?partnership={stage.Partnership}"))[1]["recordedAt"]!;

        Assert.Equal(Published[1..], Types(await FactsAsync($"?partnership={stage.Partnership}&from={claim}")));
        Assert.Equal(Published[..1], Types(await FactsAsync($"?partnership={stage.Partnership}&to={claim}")));
        Assert.Empty(await FactsAsync($"?partnership={stage.Partnership}&from={claim}&to={claim}"));
    }

    [Fact]
    public async Task What_the_client_sent_along_is_kept()
    {
        var correlation = $"case-{Guid.NewGuid():N}";
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var sent = await service.Api.Ana.PostAsync("/sources", new { name = $"Sent along {correlation}", kind = "media", reliability = "B" },
            ("X-Correlation-ID", correlation), ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));

        var fact = Assert.Single(await FactsAsync($"?correlation={correlation}"));

        Assert.Equal(sent.Id, (string)fact["stream"]!);
        Assert.Equal(correlation, (string)fact["correlationId"]!);
        Assert.Equal(Trace, (string)fact["traceId"]!);
        Assert.Equal("ana", (string)fact["actor"]!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Pages_hold_everything_once_to_the_end(int limit)
    {
        var stage = await PublishedAsync();
        List<JsonNode> seen = [];
        var pages = 0;
        for (var (query, more) = ($"?partnership={stage.Partnership}&limit={limit}", true); more; pages++)
        {
            var page = (await service.Api.Aud.GetAsync($"/audit/events{query}", Wait)).Is(HttpStatusCode.OK).Json;
            seen.AddRange(page["items"]!.AsArray().Select(fact => fact!));
            more = page["next"] is not null;
            query = $"?partnership={stage.Partnership}&limit={limit}&cursor={page["next"]}";
        }

        Assert.Equal((7 + limit - 1) / limit, pages);
        Assert.Equal(await LinesAsync($"?partnership={stage.Partnership}"), seen.Select(fact => fact.ToJsonString(Plain)));
    }

    [Fact]
    public async Task The_later_of_a_cursor_and_a_position_counts()
    {
        var stage = await PublishedAsync();
        var all = await FactsAsync($"?partnership={stage.Partnership}");
        var cursor = (string)(await service.Api.Aud.GetAsync($"/audit/events?partnership={stage.Partnership}&limit=2")).Json["next"]!;

        Assert.Equal(Published[2..], Types(await FactsAsync($"?partnership={stage.Partnership}&cursor={cursor}&after={Position(all[0])}")));
        Assert.Equal(Published[4..], Types(await FactsAsync($"?partnership={stage.Partnership}&cursor={cursor}&after={Position(all[3])}")));
    }

    [Fact]
    public async Task Lines_go_on_after_the_last_one_seen()
    {
        var stage = await PublishedAsync();
        var all = await LinesAsync($"?partnership={stage.Partnership}");
        Assert.Equal(7, all.Length);

        for (var seen = 1; seen <= all.Length; seen++)
            Assert.Equal(all[seen..], await LinesAsync($"?partnership={stage.Partnership}&after={Position(JsonNode.Parse(all[seen - 1])!)}"));
        Assert.Equal(all, await LinesAsync($"?partnership={stage.Partnership}&limit=2"));
    }

    [Fact]
    public async Task Lines_are_as_many_as_there_are_facts()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        for (var claim = 0; claim < 410; claim++) await stage.ClaimAsync(source);

        var lines = await LinesAsync($"?partnership={stage.Partnership}");

        Assert.Equal(411, lines.Length);
        Assert.Equal(lines.Select(line => Position(JsonNode.Parse(line)!)).Distinct().Order(), lines.Select(line => Position(JsonNode.Parse(line)!)));
    }

    [Fact]
    public async Task A_fact_waits_for_those_that_may_still_come_in_before_it()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = await service.Database.OpenConnectionAsync(ct);
        await using var writer = await connection.BeginTransactionAsync(ct);
        // What a transaction looks like that has taken its position and is about to commit.
        await using var begun = new NpgsqlCommand("lock table assessment_events.mt_events in row exclusive mode; select nextval('assessment_events.mt_events_sequence')", connection, writer);
        var taken = (long)(await begun.ExecuteScalarAsync(ct))!;
        var source = (await service.Api.Ana.PostAsync("/sources", new { name = $"A source {Guid.NewGuid():N}", kind = "media", reliability = "B" })).Is(HttpStatusCode.Created).Id;

        (await service.Api.Aud.GetAsync($"/audit/events?stream={source}", ("Prefer", "wait=2"))).IsRefused(HttpStatusCode.GatewayTimeout, "not-caught-up");
        Assert.Empty((await service.Api.Aud.GetAsync($"/audit/events?stream={source}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray());
        await writer.RollbackAsync(ct);
        Assert.True(Position(Assert.Single(await FactsAsync($"?stream={source}"))) > taken);
    }

    [Theory]
    [InlineData("type=assessment-invented", "type")]
    [InlineData("position=4", "position")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("after=-1", "after")]
    [InlineData("from=2025-06-07", "from")]
    [InlineData("to=yesterday", "to")]
    [InlineData("stream=china-russia", "stream")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("actor=", "actor")]
    public async Task A_parameter_that_says_nothing_is_named(string query, string member) =>
        Assert.NotNull((await service.Api.Aud.GetAsync($"/audit/events?{query}")).IsRefused(HttpStatusCode.BadRequest, "invalid-request").Json["errors"]![member]);

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<Stage> PublishedAsync()
    {
        var stage = await Stage.SetAsync(service.Api);
        await stage.PublishAsync(service.Api.Ana, (await stage.ClaimAsync()).Id);
        return stage;
    }

    private async Task<JsonNode[]> FactsAsync(string query) =>
        [.. (await service.Api.Aud.GetAsync($"/audit/events{query}", Wait)).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Select(fact => fact!)];

    private async Task<string[]> LinesAsync(string query)
    {
        var answer = (await service.Api.Aud.GetAsync($"/audit/events{query}", Wait, ("Accept", "application/x-ndjson"))).Is(HttpStatusCode.OK);
        Assert.Equal("application/x-ndjson", answer.Headers["Content-Type"]);
        Assert.True(answer.Text.Length == 0 || answer.Text.EndsWith('\n'));
        return answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static long Position(JsonNode fact) => (long)fact["position"]!;

    private static string[] Types(JsonNode[] facts) => [.. facts.Select(fact => (string)fact["type"]!)];
}
