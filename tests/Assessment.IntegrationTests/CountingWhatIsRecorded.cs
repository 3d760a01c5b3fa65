using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Observability;
using Xunit;

namespace Assessment.IntegrationTests;

/// <summary>The counters are the process's, so nothing else may run beside these tests.</summary>
[CollectionDefinition(nameof(CountingWhatIsRecorded), DisableParallelization = true)]
public class CountingWhatIsRecordedAlone;

[Collection(nameof(CountingWhatIsRecorded))]
public class CountingWhatIsRecorded(TheService service)
{
    [Fact]
    public async Task Counts_a_publication_and_a_withdrawal_once_however_often_the_request_is_repeated()
    {
        var stage = await Stage.SetAsync(service.Api);
        var cited = await stage.ClaimAsync();
        var posted = (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(cited.Id)])).Is(HttpStatusCode.Created);
        using var counted = new Counted();

        foreach (var _ in (int[])[1, 2])
        {
            (await service.Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch, ("Idempotency-Key", $"approve-{posted.Id}"))).Is(HttpStatusCode.OK);
            (await service.Api.Ana.PostAsync($"/claims/{cited.Id}/withdrawal", new { reason = "Fabricated." }, cited.IfMatch, ("Idempotency-Key", $"withdraw-{cited.Id}"))).Is(HttpStatusCode.OK);
        }

        // By now the read models have taken the facts in; they must not have counted them again.
        await stage.PictureAsync(service.Api.Rea);
        Assert.Equal(1, counted["assessment.assessments.published"]);
        Assert.Equal(1, counted["assessment.claims.withdrawn"]);
    }

    [Fact]
    public async Task Counts_nothing_for_a_request_that_is_refused()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        using var counted = new Counted();

        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, ("If-Match", "\"7\""))).Is(HttpStatusCode.PreconditionFailed);

        Assert.Equal(0, counted["assessment.claims.withdrawn"]);
        Assert.Equal(1, counted["assessment.refusals"]);
    }

    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, long> _sums = new();

        public Counted()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Measures.Name && !instrument.IsObservable) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
            _listener.Start();
        }

        public long this[string instrument] => _sums.GetValueOrDefault(instrument);

        public void Dispose() => _listener.Dispose();
    }
}
