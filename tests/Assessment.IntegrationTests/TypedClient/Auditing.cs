using Assessment.Client;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.TypedClient;

/// <summary>The client reads what was recorded as the server answers it, to the last member.</summary>
public sealed class Auditing(TheService service)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AssessmentApi Auditor => service.Api.Aud.Typed();

    [Fact]
    public async Task Lists_exports_and_tells_the_facts_of_a_partnership()
    {
        var stage = await Stage.SetAsync(service.Api);
        var published = await stage.PublishAsync(service.Api.Ana, (await stage.ClaimAsync()).Id);
        var filter = new FactFilter(Partnership: stage.Partnership, From: DateTimeOffset.UtcNow.AddHours(-1), To: DateTimeOffset.UtcNow.AddHours(1));

        var first = await Auditor.ListFactsAsync(filter, limit: 1, wait: Strictly.CaughtUp, ct: Ct);
        Assert.Equal("partnership-established", Assert.Single(first.Items).Type);
        var rest = await Auditor.ListFactsAsync(filter, limit: AssessmentApi.MostItems, cursor: first.Next, ct: Ct);
        var lines = await Auditor.ExportFactsAsync(filter with { After = first.Items[0].Position }, Ct).Select(fact => fact.Id).ToArrayAsync(Ct);
        Assert.Equal(rest.Items.Select(fact => fact.Id), lines);

        var drafted = Assert.Single((await Auditor.ListFactsAsync(new FactFilter("ana", "assessment-drafted", stage.Partnership, Guid.Parse(published.Id)), ct: Ct)).Items);
        Assert.Equal((1, "ana", stage.Partnership), (drafted.Version, drafted.Actor, drafted.Data.GetProperty("partnership").GetString()));
        var history = (await Auditor.FindHistoryAsync(Guid.Parse(published.Id), ct: Ct))!;
        Assert.All(history.Items, fact => Assert.NotEmpty(fact.Summary!));
        Assert.Null(await Auditor.FindHistoryAsync(Guid.NewGuid(), ct: Ct));
    }

    [Fact]
    public async Task Reads_the_state_at_a_version_and_what_changed_since()
    {
        var stage = await Stage.SetAsync(service.Api);
        var published = Guid.Parse((await stage.PublishAsync(service.Api.Ana, (await stage.ClaimAsync()).Id)).Id);

        var drafted = (await Auditor.FindStateAsync(published, version: 1, ct: Ct))!;
        Assert.Equal(("assessment", 1, "draft"), (drafted.Kind, drafted.Version, drafted.State.GetProperty("status").GetString()));
        var changes = (await Auditor.FindComparisonAsync(published, 1, 2, Ct))!.Changes;
        var status = changes.Single(change => change.Member == "status");
        Assert.Equal(("draft", "submitted"), (status.Before!.Value.GetString(), status.After!.Value.GetString()));
        Assert.Null(await Auditor.FindComparisonAsync(published, 1, 99, Ct));
    }
}
