using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class TracingAWrite(TheService service)
{
    [Fact]
    public async Task Keeps_who_wrote_and_under_which_correlation_and_trace()
    {
        var stage = await Stage.SetAsync(service.Api, marking: "GREEN");
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var claim = (await service.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()).With("marking", "AMBER"),
            ("X-Correlation-ID", "case-7/step.2"), ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"))).Is(HttpStatusCode.Created);

        var fact = Assert.Single(await RecordedFact.OfStreamAsync(service.Database, claim.Id));
        Assert.Equal("ana", fact.UserName);
        Assert.Equal("case-7/step.2", fact.CorrelationId);
        Assert.Equal("AMBER", fact.Headers["marking"]!.GetValue<string>());
        Assert.Equal(stage.Partnership, fact.Headers["partnership"]!.GetValue<string>());
        Assert.Matches($"^00-{Trace}-[0-9a-f]{{16}}-0[01]$", fact.Headers["traceparent"]!.GetValue<string>());
    }

    [Fact]
    public async Task Keeps_them_on_changes_as_on_creations()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var regraded = (await service.Api.Bo.PostAsync($"/claims/{claim.Id}/regradings", new { credibility = 3, reason = "Doubts." }, claim.IfMatch, ("X-Correlation-ID", "one"))).Is(HttpStatusCode.OK);
        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Mistaken." }, regraded.IfMatch, ("X-Correlation-ID", "two"))).Is(HttpStatusCode.OK);
        (await service.Api.Lead.PatchAsync($"/partnerships/{stage.Partnership}", new { name = "X" }, ("If-Match", "\"1\""), ("X-Correlation-ID", "three"))).Is(HttpStatusCode.OK);

        var facts = await RecordedFact.OfPartnershipAsync(service.Database, stage.Partnership);
        Assert.Equal([("partnership-established", "lead-1"), ("claim-recorded", "ana"), ("claim-regraded", "bo"), ("claim-withdrawn", "ana"), ("partnership-changed", "lead-1")],
            facts.Select(fact => (fact.Type, fact.UserName!)));
        Assert.Equal(["one", "two", "three"], facts.Skip(2).Select(fact => fact.CorrelationId));
        Assert.All(facts, fact => Assert.Equal("CLEAR", fact.Headers["marking"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Answers_a_problem_under_the_trace_of_the_request()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var refused = await service.Api.Rea.GetAsync($"/claims/{Guid.NewGuid()}", ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));
        Assert.Equal(Trace, refused.IsRefused(HttpStatusCode.NotFound, "not-found").Word("traceId"));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-00")]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    public async Task Starts_anew_where_the_trace_makes_no_sense(string traceparent) =>
        (await service.Api.Ana.PostAsync("/sources", Bodies.Source(), ("traceparent", traceparent))).Is(HttpStatusCode.Created);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("129")]
    public async Task Needs_a_correlation_of_visible_characters(string correlation) =>
        (await service.Api.Ana.PostAsync("/sources", Bodies.Source(), ("X-Correlation-ID", correlation == "129" ? new string('c', 129) : correlation))).Names("X-Correlation-ID");
}
