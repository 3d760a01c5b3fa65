using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Xunit;

namespace Assessment.IntegrationTests;

public class AuditingUnderClearance(TheService service)
{
    private static readonly string[] Ways = ["", "/state", "/state?version=1", "/comparison?from=1&to=2"];

    [Fact]
    public async Task What_is_marked_above_does_not_exist()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var amber = await stage.PublishAsync(service.Api.Ana, claim, marking: "AMBER");

        Assert.DoesNotContain(amber.Id, await StreamsAsync("GREEN", stage));
        Assert.Contains(claim, await StreamsAsync("GREEN", stage));
        Assert.Contains(amber.Id, await StreamsAsync("AMBER", stage));
        Assert.Empty((await Auditor("GREEN").GetAsync($"/audit/events?stream={amber.Id}", Wait)).Is(HttpStatusCode.OK).Json["items"]!.AsArray());
        foreach (var way in Ways)
        {
            (await Auditor("GREEN").GetAsync($"/audit/streams/{amber.Id}{way}")).IsRefused(HttpStatusCode.NotFound, "not-found");
            (await Auditor("AMBER").GetAsync($"/audit/streams/{amber.Id}{way}")).Is(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("CLEAR", "AMBER")]
    [InlineData("AMBER", "CLEAR")]
    public async Task One_fact_marked_above_hides_those_before_and_after_it(string first, string then)
    {
        var stage = await Stage.SetAsync(service.Api);
        var draft = (await stage.PostAsync(service.Api.Ana, [], submit: false, marking: first)).Is(HttpStatusCode.Created);
        (await service.Api.Ana.PutAsync($"/assessments/{draft.Id}", new { title = "Anew", informationCutOff = "2025-06-07", marking = then, judgments = Array.Empty<object>() }, draft.IfMatch)).Is(HttpStatusCode.OK);

        Assert.DoesNotContain(draft.Id, await StreamsAsync("GREEN", stage));
        Assert.Contains(draft.Id, await StreamsAsync("AMBER", stage));
        foreach (var way in Ways) (await Auditor("GREEN").GetAsync($"/audit/streams/{draft.Id}{way}")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_partnership_marked_above_hides_all_that_is_on_it()
    {
        var stage = await Stage.SetAsync(service.Api, marking: "AMBER+STRICT");
        await stage.PublishAsync(service.Api.Ana, (await stage.ClaimAsync(marking: "AMBER+STRICT")).Id, marking: "AMBER+STRICT");

        Assert.Empty(await StreamsAsync("AMBER", stage));
        Assert.Equal(3, (await StreamsAsync("AMBER+STRICT", stage)).Distinct().Count());
        (await Auditor("AMBER").GetAsync($"/audit/streams/{Streams.OfPartnership(stage.Partnership)}")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_claim_names_no_other_that_is_marked_above()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var (green, red) = ((await stage.ClaimAsync(source, marking: "GREEN")).Id, (await stage.ClaimAsync(source, marking: "RED")).Id);
        var claim = (await service.Api.Ana.PostAsync("/claims", new
        {
            partnership = stage.Partnership,
            statement = "It was said again.",
            chain = new[] { source },
            credibility = 2,
            informationDate = "2024-01-31",
            marking = "GREEN",
            asserts = "belief",
            bearings = Array.Empty<object>(),
            corroborates = new[] { red, green },
            contradicts = new[] { red },
        })).Is(HttpStatusCode.Created).Id;

        foreach (var path in new[] { $"/audit/events?stream={claim}", $"/audit/streams/{claim}" })
        {
            var seen = (await Auditor("AMBER").GetAsync(path, Wait)).Is(HttpStatusCode.OK);
            Assert.DoesNotContain(red, seen.Text, StringComparison.Ordinal);
            Assert.Contains(green, seen.Text, StringComparison.Ordinal);
            Assert.Contains(red, (await Auditor("RED").GetAsync(path, Wait)).Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(red, (await Auditor("AMBER").GetAsync($"/audit/events?stream={claim}", Wait, Lines)).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(red, (await Auditor("AMBER").GetAsync($"/audit/streams/{claim}/state?version=1")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("streams/0198f2a0-0000-7000-8000-000000000001")]
    [InlineData("streams/0198f2a0-0000-7000-8000-000000000001/state")]
    [InlineData("streams/0198f2a0-0000-7000-8000-000000000001/comparison?from=1&to=2")]
    public async Task Only_auditors_audit(string path)
    {
        foreach (var person in (Person[])[service.Api.Lead, service.Api.Ana, service.Api.Rex, service.Api.Rea])
            (await person.GetAsync($"/audit/{path}")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        using var nobody = await service.Api.Http.GetAsync(new Uri($"/api/v1/audit/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    private static readonly (string, string) Wait = ("Prefer", "wait=20");

    private static readonly (string, string) Lines = ("Accept", "application/x-ndjson");

    private Person Auditor(string clearance) => service.Api.As($"aud-{clearance}", "auditor", clearance);

    /// <summary>The streams that the facts on a partnership are of, as pages and lines agree on.</summary>
    private async Task<string[]> StreamsAsync(string clearance, Stage stage)
    {
        var path = $"/audit/events?partnership={stage.Partnership}";
        var page = (await Auditor(clearance).GetAsync(path, Wait)).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Select(fact => (string)fact!["stream"]!).ToArray();
        var lines = (await Auditor(clearance).GetAsync(path, Wait, Lines)).Is(HttpStatusCode.OK).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(page, lines.Select(line => (string)JsonNode.Parse(line)!["stream"]!));
        return page;
    }
}
