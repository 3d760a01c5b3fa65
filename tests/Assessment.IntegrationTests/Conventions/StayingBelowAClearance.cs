using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class StayingBelowAClearance(TheService service)
{
    private Person Green => service.Api.As("gil", "analyst", "GREEN");

    private Person GreenLead => service.Api.As("gia", "lead", "GREEN");

    [Fact]
    public async Task Hides_a_partnership_marked_above()
    {
        var stage = await Stage.SetAsync(service.Api, marking: "AMBER");
        foreach (var path in new[] { "", "/dimensions", "/dimensions/trust-level" })
            (await Green.GetAsync($"/partnerships/{stage.Partnership}{path}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await GreenLead.PatchAsync($"/partnerships/{stage.Partnership}", new { name = "X" }, ("If-Match", "\"1\""))).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await GreenLead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", DefiningBody)).IsRefused(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(stage.Partnership, (await Green.GetAsync("/partnerships?limit=200", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Ids);
        Assert.Contains(stage.Partnership, (await service.Api.As("amy", "reader", "AMBER").GetAsync("/partnerships?limit=200", ("Prefer", "wait=10"))).Ids);
    }

    [Fact]
    public async Task Lets_nobody_record_on_a_partnership_marked_above()
    {
        var stage = await Stage.SetAsync(service.Api, marking: "AMBER");
        (await Green.PostAsync("/claims", new
        {
            partnership = stage.Partnership,
            statement = "A",
            chain = new[] { await stage.SourceAsync() },
            credibility = 2,
            informationDate = "2024-01-31",
            asserts = "belief",
            bearings = Array.Empty<object>(),
            marking = "GREEN",
        })).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-partnership");
    }

    [Fact]
    public async Task Lets_nobody_mark_a_partnership_above_their_own()
    {
        (await GreenLead.PostAsync("/partnerships", new { id = $"p-{Guid.NewGuid():N}"[..20], name = "X", parties = new[] { "CN", "RU" }, marking = "AMBER" }))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "marking-above-clearance");
    }

    [Fact]
    public async Task Hides_a_claim_marked_above_from_reads_and_lists()
    {
        var stage = await Stage.SetAsync(service.Api);
        var amber = await stage.ClaimAsync(marking: "AMBER");
        var green = await stage.ClaimAsync(marking: "GREEN");

        (await Green.GetAsync($"/claims/{amber.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Green.GetAsync($"/claims/{green.Id}")).Is(HttpStatusCode.OK);
        var list = await Green.GetAsync($"/claims?partnership={stage.Partnership}", ("Prefer", "wait=10"));
        Assert.Equal([green.Id], list.Ids);
        Assert.Equal([green.Id, amber.Id], (await service.Api.Ana.GetAsync($"/claims?partnership={stage.Partnership}")).Ids);
    }

    [Fact]
    public async Task Hides_a_claim_marked_above_from_everything_that_writes()
    {
        var stage = await Stage.SetAsync(service.Api);
        var amber = await stage.ClaimAsync(marking: "AMBER");
        (await Green.PostAsync($"/claims/{amber.Id}/regradings", new { credibility = 3, reason = "Because." }, amber.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Green.PostAsync($"/claims/{amber.Id}/regradings", new { credibility = 3, reason = "Because." }, ("If-Match", "\"9\""))).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Green.PostAsync($"/claims/{amber.Id}/tracings", new { chain = new[] { await stage.SourceAsync() }, reason = "Because." }, amber.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Green.PostAsync($"/claims/{amber.Id}/withdrawal", new { reason = "Because." }, amber.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, amber.Id));
    }

    [Fact]
    public async Task Hides_that_a_claim_speaks_for_or_against_one_marked_above()
    {
        var stage = await Stage.SetAsync(service.Api);
        var amber = (await stage.ClaimAsync(marking: "AMBER")).Id;
        var green = (await stage.ClaimAsync(marking: "GREEN")).Id;
        var body = new
        {
            partnership = stage.Partnership,
            statement = "A",
            chain = new[] { await stage.SourceAsync() },
            credibility = 2,
            informationDate = "2024-01-31",
            asserts = "belief",
            bearings = Array.Empty<object>(),
            corroborates = new[] { amber, green },
            contradicts = new[] { amber },
        };
        (await Green.PostAsync("/claims", body)).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-claim");
        var claim = (await service.Api.Ana.PostAsync("/claims", body)).Is(HttpStatusCode.Created);

        Assert.Equal(2, claim.Json["corroborates"]!.AsArray().Count);
        foreach (var seen in new[] { (await Green.GetAsync($"/claims/{claim.Id}")).Json, (await Green.GetAsync($"/claims?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Json["items"]![0]! })
        {
            Assert.Equal(claim.Id, seen["id"]!.GetValue<string>());
            Assert.Equal([green], seen["corroborates"]!.AsArray().Select(other => other!.GetValue<string>()));
            Assert.Empty(seen["contradicts"]!.AsArray());
        }
    }

    [Fact]
    public async Task Does_not_count_citations_by_assessments_marked_above()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(service.Api.Ana, claim, marking: "AMBER");
        await stage.PublishAsync(service.Api.Bo, claim, marking: "CLEAR");

        Assert.Equal(2, await CitedByAsync(service.Api.Ana));
        Assert.Equal(1, await CitedByAsync(Green));

        async Task<long> CitedByAsync(Person reader)
        {
            var listed = (await reader.GetAsync($"/claims?partnership={stage.Partnership}", ("Prefer", "wait=10"))).Json["items"]![0]!["citedBy"]!.GetValue<long>();
            Assert.Equal(listed, (await reader.GetAsync($"/claims/{claim}")).Number("citedBy"));
            return listed;
        }
    }

    [Fact]
    public async Task Lets_what_is_hidden_corroborate_nothing()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        (await service.Api.Ana.PostAsync("/claims", new
        {
            partnership = stage.Partnership,
            statement = "A",
            chain = new[] { await stage.SourceAsync() },
            credibility = 2,
            informationDate = "2024-01-31",
            asserts = "belief",
            bearings = Array.Empty<object>(),
            corroborates = new[] { claim.Id },
            marking = "AMBER",
        })).Is(HttpStatusCode.Created);

        var regrading = new { credibility = 1, reason = "Confirmed by another." };
        (await Green.PostAsync($"/claims/{claim.Id}/regradings", regrading, claim.IfMatch)).IsRefused(HttpStatusCode.UnprocessableEntity, "uncorroborated");
        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/regradings", regrading, claim.IfMatch)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_a_repeated_request_as_absent_once_the_clearance_is_gone()
    {
        var stage = await Stage.SetAsync(service.Api);
        var body = new
        {
            partnership = stage.Partnership,
            statement = "A",
            chain = new[] { await stage.SourceAsync() },
            credibility = 2,
            informationDate = "2024-01-31",
            asserts = "belief",
            bearings = Array.Empty<object>(),
            marking = "RED",
        };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        (await service.Api.As("cleared", "analyst", "RED").PostAsync("/claims", body, key)).Is(HttpStatusCode.Created);
        (await service.Api.As("cleared", "analyst", "GREEN").PostAsync("/claims", body, key)).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static object DefiningBody => new
    {
        code = "one-more",
        name = "One more",
        question = "How much?",
        directed = false,
        reviewDays = 30,
        levels = Enumerable.Range(1, 5).Select(level => new { level, label = $"L{level}", definition = $"D{level}" }).ToArray(),
    };
}
