using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Storage;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class MovingEvidence(TheService service)
{
    [Fact]
    public async Task Weakens_every_published_judgment_that_cites_it_and_the_picture_shows_it()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (kept, withdrawn) = (await stage.ClaimAsync(), await stage.ClaimAsync());
        var published = await PublishAsync(stage, service.Api.Ana, kept.Id, withdrawn.Id);

        await WithdrawAsync(withdrawn);
        var changed = await ChangesOfAsync(published.Id, 1);
        Assert.Equal(("claim-withdrawn", withdrawn.Id), ((string)changed[0]["change"]!["kind"]!, (string)changed[0]["claims"]![0]!["claim"]!));

        Assert.Equal("weakened", await SupportAsync(published.Id));
        var trust = await TrustAsync(stage);
        Assert.Equal((0, 1, 1), ((int)trust["support"]!["intact"]!, (int)trust["support"]!["weakened"]!, (int)trust["origins"]!));
        // One position before the fact on the assessment, the picture knew nothing of it.
        var position = await PositionAsync(published.Id);
        Assert.Equal(1, (int)(await TrustAsync(stage, $"?asOf={position - 1}"))["support"]!["intact"]!);
        Assert.Contains(published.Id, (await service.Api.Rea.GetAsync($"/assessments?partnership={stage.Partnership}&support=weakened")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(published.Id, (await service.Api.Rea.GetAsync($"/assessments?partnership={stage.Partnership}&support=intact")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_recorded_once_however_often_the_message_comes()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(service.Api.Ana, claim.Id);
        await WithdrawAsync(claim);
        await ChangesOfAsync(published.Id, 1);

        await using var scope = service.Shared.App.Services.CreateAsyncScope();
        var messages = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        var moved = new EvidenceMoved(Guid.Parse(claim.Id), 2);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => messages.InvokeAsync(new RecordEvidenceChange(moved, Guid.Parse(published.Id)))));
        Assert.Single(await ChangesOfAsync(published.Id, 1));
        Assert.Equal("lost", await SupportAsync(published.Id));
    }

    [Fact]
    public async Task Through_a_regraded_source_touches_all_claims_that_came_by_it_in_one_fact()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync("B");
        var published = await PublishAsync(stage, service.Api.Ana, (await stage.ClaimAsync(source)).Id, (await stage.ClaimAsync(source)).Id);
        (await service.Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "D", reason = "It lied." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);

        var change = Assert.Single(await ChangesOfAsync(published.Id, 1));
        Assert.Equal("source-regraded", (string)change["change"]!["kind"]!);
        Assert.Equal([("B2", "D2"), ("B2", "D2")], change["claims"]!.AsArray().Select(claim => ((string)claim!["was"]!, (string)claim["grade"]!)));
        Assert.Equal("weakened", await SupportAsync(published.Id));
    }

    [Fact]
    public async Task Is_found_by_the_chain_at_the_change_though_the_claim_was_traced_elsewhere_since()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (source, other) = (await stage.SourceAsync("B"), await stage.SourceAsync("B"));
        var claim = await stage.ClaimAsync(source);
        var published = await stage.PublishAsync(service.Api.Ana, claim.Id);
        (await service.Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "D", reason = "It lied." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/tracings", new { chain = new[] { other }, reason = "It came from elsewhere." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        await stage.PictureAsync(service.Api.Rea);

        // As if the message had come only now.
        var looked = await EvidenceReactionHandler.HandleAsync(
            new FindTouched(new EvidenceMoved(Guid.Parse(source), 2), Guid.Empty, Guid.Empty), service.Shared.App.Services.GetRequiredService<IDocumentStore>().LightweightSession(),
            service.Database, service.Shared.App.Services.GetRequiredService<Progress>(), TestContext.Current.CancellationToken);
        Assert.Equal([Guid.Parse(published.Id)], looked.OfType<RecordEvidenceChange>().Select(step => step.Assessment));
        Assert.Equal(["source-regraded", "claim-traced"], (await ChangesOfAsync(published.Id, 2)).Select(change => (string)change["change"]!["kind"]!).OrderDescending());
    }

    [Fact]
    public async Task Reaches_what_was_published_at_once_by_somebody_who_could_not_know_of_it()
    {
        var stage = await Stage.SetAsync(service.Api, reviewers: 0);
        var claim = await stage.ClaimAsync();
        var posted = (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim.Id)])).Is(HttpStatusCode.Created);
        await WithdrawAsync(claim);
        await ChangesOfAsync(posted.Id, 1);

        // The same decision once more, taken before the withdrawal and recorded after it.
        var late = Guid.CreateVersion7();
        var store = service.Shared.App.Services.GetRequiredService<IDocumentStore>();
        await using var session = store.LightweightSession();
        var facts = (await session.Events.FetchStreamAsync(Guid.Parse(posted.Id), version: 4, token: TestContext.Current.CancellationToken)).Select(fact => fact.Data);
        session.SetHeader("marking", "CLEAR");
        session.SetHeader("partnership", stage.Partnership);
        session.LastModifiedBy = "ana";
        session.Events.StartStream<AssessmentState>(late, facts.Select(object (fact) => fact switch
        {
            AssessmentDrafted e => e with { Assessment = late },
            AssessmentSubmitted e => e with { Assessment = late },
            JudgmentPublished e => e with { Assessment = late },
            AssessmentPublished e => e with { Assessment = late },
            _ => throw new InvalidOperationException($"{fact}"),
        }));
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        await using var scope = service.Shared.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(new CheckPublication(late, 4, new Dictionary<Guid, long> { [Guid.Parse(claim.Id)] = 1 }), TestContext.Current.CancellationToken);

        Assert.Equal("claim-withdrawn", (string)Assert.Single(await ChangesOfAsync($"{late}", 1))["change"]!["kind"]!);
        Assert.Equal("lost", await SupportAsync($"{late}"));
    }

    [Fact]
    public async Task Is_told_to_readers_of_the_published_text_whatever_is_being_worked_on()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(service.Api.Ana, claim.Id);
        var secret = new { reason = new { code = "new-evidence", text = "A secret came in." }, marking = "RED", informationCutOff = "2025-06-07", judgments = new[] { Stage.Judgment(claim.Id) } };
        (await service.Api.Ana.PostAsync($"/assessments/{published.Id}/revisions", secret, published.IfMatch)).Is(HttpStatusCode.OK);
        var before = (long)(await stage.PictureAsync(service.Api.Rea)).Json["position"]!;
        await WithdrawAsync(claim);
        await ChangesOfAsync(published.Id, 1);

        var after = (long)(await stage.PictureAsync(service.Api.Rea)).Json["position"]!;
        var changes = (await service.Api.As("rea", "reader", "CLEAR").GetAsync($"/partnerships/{stage.Partnership}/changes?from={before}&to={after}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("evidence-changed", (string)changes["dimensions"]![0]!["facts"]![0]!["type"]!);
    }

    [Fact]
    public async Task Stays_weakened_after_an_upgrade_until_the_author_reaffirms()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(service.Api.Ana, claim.Id);
        var worse = (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/regradings", new { credibility = 4, reason = "Denied." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        await ChangesOfAsync(published.Id, 1);
        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/regradings", new { credibility = 2, reason = "Confirmed." }, worse.IfMatch)).Is(HttpStatusCode.OK);
        await ChangesOfAsync(published.Id, 2);
        Assert.Equal("weakened", await SupportAsync(published.Id));

        var current = await service.Api.Ana.GetAsync($"/assessments/{published.Id}");
        var body = new { dimension = "trust-level", perspective = "RU>CN", reason = "It stands." };
        (await service.Api.Bo.PostAsync($"/assessments/{published.Id}/reaffirmations", body, current.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "not-the-author");
        (await service.Api.Ana.PostAsync($"/assessments/{published.Id}/reaffirmations", body, current.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("intact", await SupportAsync(published.Id));
        Assert.Equal(1, (int)(await TrustAsync(stage))["support"]!["intact"]!);
    }

    [Fact]
    public async Task Cannot_be_reaffirmed_once_nothing_supports_it()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(service.Api.Ana, claim.Id);
        await WithdrawAsync(claim);
        await ChangesOfAsync(published.Id, 1);
        var current = await service.Api.Ana.GetAsync($"/assessments/{published.Id}");
        (await service.Api.Ana.PostAsync($"/assessments/{published.Id}/reaffirmations", new { dimension = "trust-level", perspective = "RU>CN", reason = "It stands." }, current.IfMatch))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "support-lost");
    }

    [Fact]
    public async Task Can_be_thought_of_before_it_happens()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var (one, other) = (await stage.ClaimAsync(source), await stage.ClaimAsync());
        await PublishAsync(stage, service.Api.Ana, one.Id, other.Id);
        await stage.PublishAsync(service.Api.Bo, one.Id, level: 4);

        var imagined = (await stage.PictureAsync(service.Api.Rea, $"?without=source:{source}")).Json;
        var change = Assert.Single(imagined["changes"]!.AsArray())!;
        Assert.Equal((3.0, 2.0, 2, 1), ((double)change["before"]!, (double)change["after"]!, (int)change["analystsBefore"]!, (int)change["analystsAfter"]!));
        Assert.Equal("weakened", (string)imagined["dimensions"]!.AsArray().Single(entry => entry!["analysts"]!.GetValue<int>() == 1)!["standings"]![0]!["support"]!);
        Assert.Null((await stage.PictureAsync(service.Api.Rea)).Json["changes"]);
        Assert.Equal(0, (await stage.PictureAsync(service.Api.Rea, $"?without=claim:{one.Id}&without=claim:{other.Id}")).Json["dimensions"]!.AsArray().Sum(entry => (int)entry!["analysts"]!));

        var impact = (await service.Api.Rea.GetAsync($"/sources/{source}/impact", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Equal(["lost", "weakened"], impact.Select(item => (string)item!["judgments"]![0]!["supportWithout"]!));
    }

    private Task<Answer> WithdrawAsync(Answer claim) => service.Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch);

    private async Task<Answer> PublishAsync(Stage stage, Person analyst, params string[] claims)
    {
        var posted = (await stage.PostAsync(analyst, [new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "moderate", rationale = Stage.Rationale, claims }])).Is(HttpStatusCode.Created);
        return (await service.Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);
    }

    private async Task<string> SupportAsync(string assessment) =>
        (string)(await service.Api.Rea.GetAsync($"/assessments/{assessment}")).Json["published"]!["judgments"]![0]!["support"]!;

    private async Task<JsonNode> TrustAsync(Stage stage, string query = "") => (await stage.PictureAsync(service.Api.Rea, query)).Json["dimensions"]!.AsArray()
        .Single(entry => (string)entry!["dimension"]! == "trust-level" && (string)entry["perspective"]! == "RU>CN")!;

    private async Task<JsonNode[]> ChangesOfAsync(string assessment, int expected)
    {
        await using var command = service.Database.CreateCommand("select data::text from assessment_events.mt_events where stream_id = $1 and type = 'evidence-changed' order by seq_id");
        command.Parameters.AddWithValue(Guid.Parse(assessment));
        return await Eventually.FindAsync(ReadAsync, found => found.Length >= expected);

        async Task<JsonNode[]> ReadAsync()
        {
            var found = new List<JsonNode>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) found.Add(JsonNode.Parse(reader.GetString(0))!);
            return [.. found];
        }
    }

    private async Task<long> PositionAsync(string assessment)
    {
        await using var command = service.Database.CreateCommand("select max(seq_id) from assessment_events.mt_events where stream_id = $1");
        command.Parameters.AddWithValue(Guid.Parse(assessment));
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
