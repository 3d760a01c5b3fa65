using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class ReinstatingAClaim(TheService service)
{
    private Person Ana => service.Api.Ana;

    [Fact]
    public async Task Lets_it_be_cited_again_and_improves_nothing_by_itself()
    {
        var stage = await Stage.SetAsync(service.Api, reviewers: 0);
        var claim = await stage.ClaimAsync();
        var published = (await stage.PostAsync(Ana, [Stage.Judgment(claim.Id)])).Is(HttpStatusCode.Created);
        var withdrawn = await WithdrawAsync(claim);
        (await stage.PostAsync(service.Api.Bo, [Stage.Judgment(claim.Id)])).IsRefused(HttpStatusCode.UnprocessableEntity, "claim-withdrawn");
        // Two changes close together may be put on record in either order.
        await service.Api.Rea.GetAsync($"/assessments/{published.Id}", ("Prefer", "wait=10"));

        var back = (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", new { reason = "The denial was false." }, withdrawn.IfMatch)).Is(HttpStatusCode.OK);
        Assert.False((bool)back.Json["withdrawn"]!);
        Assert.Null(back.Json["withdrawal"]);
        Assert.Equal(3, back.Number("version"));
        Assert.Equal([claim.Id], (await service.Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}&withdrawn=false", ("Prefer", "wait=10"))).Ids);

        var shown = (await service.Api.Rea.GetAsync($"/assessments/{published.Id}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json["published"]!["judgments"]![0]!;
        Assert.Equal(("lost", false), ((string)shown["support"]!, (bool)shown["claims"]![0]!["withdrawn"]!));
        var changes = (await RecordedFact.OfStreamAsync(service.Database, published.Id)).Where(fact => fact.Type == "evidence-changed").ToArray();
        Assert.Equal(["claim-withdrawn", "claim-reinstated"], changes.Select(change => (string)change.Data["change"]!["kind"]!));
        Assert.Null(changes[1].Data["judgments"]![0]!["claims"]![0]!["withdrawn"]);
        (await stage.PostAsync(service.Api.Bo, [Stage.Judgment(claim.Id)])).Is(HttpStatusCode.Created);

        // Somebody has looked.
        var current = await Ana.GetAsync($"/assessments/{published.Id}");
        (await Ana.PostAsync($"/assessments/{published.Id}/reaffirmations", new { dimension = "trust-level", perspective = "RU>CN", reason = "It stands." }, current.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("intact", (string)(await Ana.GetAsync($"/assessments/{published.Id}")).Json["published"]!["judgments"]![0]!["support"]!);
    }

    [Fact]
    public async Task Is_refused_for_what_is_not_withdrawn_and_answered_once()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var body = new { reason = "It was real." };
        (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", body, claim.IfMatch)).IsRefused(HttpStatusCode.Conflict, "not-withdrawn");
        var withdrawn = await WithdrawAsync(claim);
        (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", body)).IsRefused((HttpStatusCode)428, "if-match-required");
        (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", body, claim.IfMatch)).IsRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", new { reason = "" }, withdrawn.IfMatch)).Names("reason");
        (await service.Api.Rea.PostAsync($"/claims/{claim.Id}/reinstatement", body, withdrawn.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await Ana.PostAsync($"/claims/{Guid.NewGuid()}/reinstatement", body, withdrawn.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var first = (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", body, withdrawn.IfMatch, key)).Is(HttpStatusCode.OK);
        Assert.Equal(first.Text, (await Ana.PostAsync($"/claims/{claim.Id}/reinstatement", body, withdrawn.IfMatch, key)).Is(HttpStatusCode.OK).Text);
        Assert.Equal(3, (await RecordedFact.OfStreamAsync(service.Database, claim.Id)).Count);
    }

    [Fact]
    public async Task Follows_a_withdrawal_that_named_the_claim_that_stays()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (claim, other, secret) = (await stage.ClaimAsync(), await stage.ClaimAsync(), await stage.ClaimAsync(marking: "RED"));
        var elsewhere = await (await Stage.SetAsync(service.Api)).ClaimAsync();
        var amber = service.Api.As("amy", "analyst", "AMBER");
        foreach (var no in new[] { claim.Id, elsewhere.Id, $"{Guid.NewGuid()}", secret.Id })
            (await amber.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Twice.", duplicateOf = no }, claim.IfMatch)).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-claim");
        (await Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Twice.", duplicateOf = Guid.Empty }, claim.IfMatch)).Names("duplicateOf");

        var withdrawn = (await Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Twice.", duplicateOf = other.Id }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(other.Id, (string)withdrawn.Json["withdrawal"]!["duplicateOf"]!);
        (await Ana.PostAsync($"/claims/{other.Id}/withdrawal", new { reason = "Twice.", duplicateOf = claim.Id }, other.IfMatch)).IsRefused(HttpStatusCode.UnprocessableEntity, "claim-withdrawn");
        (await Ana.PostAsync($"/claims/{other.Id}/withdrawal", new { reason = "Twice.", duplicateOf = secret.Id }, other.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(secret.Id, (string)(await Ana.GetAsync($"/claims/{other.Id}")).Json["withdrawal"]!["duplicateOf"]!);
        Assert.Null((await amber.GetAsync($"/claims/{other.Id}")).Json["withdrawal"]!["duplicateOf"]);
    }

    private async Task<Answer> WithdrawAsync(Answer claim) => (await Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
}
