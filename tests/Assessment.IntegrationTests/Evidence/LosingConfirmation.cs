using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Evidence;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

/// <summary>Credibility 1 is looked at again whenever what confirms a claim moves.</summary>
public class LosingConfirmation(TheService service)
{
    private Person Ana => service.Api.Ana;

    [Fact]
    public async Task Comes_at_once_with_a_trace_to_the_origin_of_the_other()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, two) = (await stage.SourceAsync(), await stage.SourceAsync());
        var confirmed = await ConfirmedAsync(stage, one, await RecordAsync(stage, two));
        var published = await stage.PublishAsync(Ana, confirmed.Id);

        var traced = (await Ana.PostAsync($"/claims/{confirmed.Id}/tracings", new { chain = new[] { two }, reason = "Told there first." }, confirmed.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("B2", 2, 3), (traced.Word("grade"), (int)traced.Json["credibility"]!, (int)traced.Number("version")));
        Assert.Equal(["claim-recorded", "claim-traced", "claim-regraded"], await TypesAsync(confirmed.Id));
        (await service.Api.Rea.GetAsync($"/assessments/{published.Id}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
        Assert.Equal(["claim-regraded", "claim-traced"], await ChangesOfAsync(published.Id));
    }

    [Theory]
    [InlineData("withdrawal")]
    [InlineData("tracings")]
    public async Task Comes_by_itself_when_the_other_is_gone_and_once_however_often_it_is_told(string how)
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, two) = (await stage.SourceAsync(), await stage.SourceAsync());
        var other = await RecordAsync(stage, two);
        var confirmed = await ConfirmedAsync(stage, one, other);
        var published = await stage.PublishAsync(Ana, confirmed.Id);

        object body = how == "withdrawal" ? new { reason = "Fabricated." } : new { chain = new[] { one }, reason = "It came from there." };
        (await Ana.PostAsync($"/claims/{other.Id}/{how}", body, other.IfMatch)).Is(HttpStatusCode.OK);
        var shown = (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
        Assert.Equal("B2", shown.Word("grade"));
        Assert.Equal("weakened", (string)(await service.Api.Rea.GetAsync($"/assessments/{published.Id}", ("Prefer", "wait=10"))).Json["published"]!["judgments"]![0]!["support"]!);

        await using var scope = service.Shared.App.Services.CreateAsyncScope();
        var messages = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        var moved = new EvidenceMoved(Guid.Parse(other.Id), 2);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => messages.InvokeAsync(new ReviewCredibility(moved, Guid.Parse(confirmed.Id)), TestContext.Current.CancellationToken)));
        await messages.InvokeAsync(moved, TestContext.Current.CancellationToken);
        (await service.Api.Rea.GetAsync("/sources?limit=1", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
        Assert.Equal(["claim-recorded", "claim-regraded"], await TypesAsync(confirmed.Id));
        Assert.Equal(["claim-regraded"], await ChangesOfAsync(published.Id));
    }

    [Fact]
    public async Task Does_not_come_while_another_origin_confirms()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (other, third) = (await RecordAsync(stage, await stage.SourceAsync()), await RecordAsync(stage, await stage.SourceAsync()));
        var confirmed = await ConfirmedAsync(stage, await stage.SourceAsync(), other, third);
        (await Ana.PostAsync($"/claims/{other.Id}/withdrawal", new { reason = "Fabricated." }, other.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("B1", (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Word("grade"));
        (await Ana.PostAsync($"/claims/{third.Id}/withdrawal", new { reason = "Fabricated." }, third.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("B2", (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Word("grade"));
    }

    [Fact]
    public async Task Comes_also_through_a_claim_that_named_it_and_with_being_reinstated()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await RecordAsync(stage, await stage.SourceAsync());
        var naming = (await Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()).With("corroborates", new System.Text.Json.Nodes.JsonArray(claim.Id)))).Is(HttpStatusCode.Created);
        var confirmed = (await Ana.PostAsync($"/claims/{claim.Id}/regradings", new { credibility = 1, reason = "Confirmed." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        var withdrawn = (await Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Mistaken." }, confirmed.IfMatch)).Is(HttpStatusCode.OK);
        (await Ana.PostAsync($"/claims/{naming.Id}/withdrawal", new { reason = "Fabricated." }, naming.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("B1", (await service.Api.Rea.GetAsync($"/claims/{claim.Id}", ("Prefer", "wait=10"))).Word("grade"));
        Assert.Equal("B2", (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", new { reason = "It was real." }, withdrawn.IfMatch)).Is(HttpStatusCode.OK).Word("grade"));
    }

    [Fact]
    public async Task Comes_once_a_merger_makes_both_origins_one()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, two, last) = (await stage.SourceAsync(), await stage.SourceAsync(), await stage.SourceAsync());
        var confirmed = await ConfirmedAsync(stage, one, await RecordAsync(stage, two));
        var published = await stage.PublishAsync(Ana, confirmed.Id);
        await MergeAsync(one, last);
        Assert.Equal("B1", (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Word("grade"));
        await MergeAsync(two, last);
        Assert.Equal("B2", (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Word("grade"));
        Assert.Equal(["claim-recorded", "claim-regraded"], await TypesAsync(confirmed.Id));
        Assert.Equal(["claim-regraded", "source-merged"], await ChangesOfAsync(published.Id));

        async Task MergeAsync(string source, string into) =>
            (await Ana.PostAsync($"/sources/{source}/merger", new { into, reason = "They are one." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comes_with_a_re_marking_when_nobody_looked_before(bool ofTheOther)
    {
        var stage = await Stage.SetAsync(service.Api);
        var other = await RecordAsync(stage, await stage.SourceAsync());
        var confirmed = await ConfirmedAsync(stage, await stage.SourceAsync(), other);
        // The look that came with the recording is over.
        (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
        // As what an earlier build withdrew, which told nobody.
        await using (var session = service.Shared.App.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.SetHeader("marking", "CLEAR");
            session.SetHeader("partnership", stage.Partnership);
            session.LastModifiedBy = "ana";
            session.Events.Append(Guid.Parse(other.Id), new ClaimWithdrawn(Guid.Parse(other.Id), "Fabricated."));
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("B1", (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Word("grade"));
        var marked = await Ana.GetAsync($"/claims/{(ofTheOther ? other : confirmed).Id}");
        (await Ana.PostAsync($"/claims/{marked.Id}/remarking", new { marking = "GREEN", reason = "It names somebody." }, marked.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("B2", (await service.Api.Rea.GetAsync($"/claims/{confirmed.Id}", ("Prefer", "wait=10"))).Word("grade"));
    }

    private async Task<Answer> RecordAsync(Stage stage, string source) => (await Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, source))).Is(HttpStatusCode.Created);

    private async Task<Answer> ConfirmedAsync(Stage stage, string source, params Answer[] others)
    {
        var body = Bodies.Claim(stage.Partnership, source).With("credibility", 1).With("corroborates", new System.Text.Json.Nodes.JsonArray([.. others.Select(other => (System.Text.Json.Nodes.JsonNode)other.Id)]));
        var recorded = (await Ana.PostAsync("/claims", body)).Is(HttpStatusCode.Created);
        Assert.Equal("B1", recorded.Word("grade"));
        return recorded;
    }

    private async Task<IEnumerable<string>> TypesAsync(string stream) => (await RecordedFact.OfStreamAsync(service.Database, stream)).Select(fact => fact.Type);

    private async Task<IEnumerable<string>> ChangesOfAsync(string assessment) => (await RecordedFact.OfStreamAsync(service.Database, assessment))
        .Where(fact => fact.Type == "evidence-changed").Select(fact => (string)fact.Data["change"]!["kind"]!).Order();
}
