using System.Diagnostics;
using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests;

public class ObservingTheService(ObservedService observed) : IClassFixture<ObservedService>
{
    [Fact]
    public async Task Follows_a_request_into_the_read_models_and_leaves_out_the_noise_of_polling()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        (await observed.Api.Lead.PostAsync("/partnerships", Partnership(), ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"))).Is(HttpStatusCode.Created);

        // Other services of this process share the sources, so spans are told apart by their trace.
        foreach (var (source, name) in ((string, string)[])[("Assessment", "PartnershipListing partnership-established"), ("Microsoft.AspNetCore", "POST /api/v1/partnerships"), ("Marten", "marten.connection"), ("Npgsql", "")])
        {
            await OtlpReceiver.ArrivesAsync(observed.Receiver.Spans, span => span.Trace == trace && span.Source == source && span.Name.StartsWith(name, StringComparison.Ordinal),
                $"{source} span '{name}' of {trace}", Cancel);
        }

        // The daemon has polled before the fact was projected, so the span of that poll would have been exported by now.
        Assert.DoesNotContain(observed.Receiver.Spans, span => span.Name.Contains("highwatermark", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follows_a_withdrawal_through_what_it_sets_in_motion_to_the_read_models()
    {
        var stage = await Stage.SetAsync(observed.Api);
        var claim = await stage.ClaimAsync();
        await stage.PublishAsync(observed.Api.Ana, claim.Id);
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        (await observed.Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Mistaken." }, claim.IfMatch, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"))).Is(HttpStatusCode.OK);

        foreach (var (source, name) in ((string, string)[])
            [("Microsoft.AspNetCore", "POST /api/v1/claims/{id:guid}/withdrawal"), ("Assessment", "EvidenceListing claim-withdrawn"), ("Wolverine", typeof(EvidenceMoved).FullName!),
             ("Wolverine", typeof(FindTouched).FullName!), ("Wolverine", typeof(RecordEvidenceChange).FullName!), ("Assessment", "Standings evidence-changed")])
        {
            await OtlpReceiver.ArrivesAsync(observed.Receiver.Spans, span => span.Trace == trace && span.Source == source && span.Name == name, $"{source} span '{name}' of {trace}", Cancel);
        }
    }

    [Fact]
    public async Task Tells_of_no_race_that_a_reaction_has_lost_and_run_again()
    {
        var stage = await Stage.SetAsync(observed.Api);
        var (cited, other) = (await stage.ClaimAsync(), await stage.ClaimAsync());
        var published = await stage.PublishAsync(observed.Api.Ana, cited.Id);
        // The reaction has read the assessment before the dissent is recorded, and writes after it.
        var database = observed.OfItsOwn.AsAdministrator;
        await using var waiting = database.CreateCommand("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        Task<Answer> dissenting;
        await using (var connection = await database.OpenConnectionAsync(Cancel))
        await using (await connection.BeginTransactionAsync(Cancel))
        {
            await using var held = new NpgsqlCommand("select from assessment_events.mt_streams where id = $1 for update", connection) { Parameters = { new() { Value = Guid.Parse(published.Id) } } };
            await held.ExecuteNonQueryAsync(Cancel);
            var dissent = new { dimension = "trust-level", perspective = "RU>CN", level = 4, rationale = Stage.Rationale, claims = new[] { other.Id } };
            dissenting = observed.Api.Bo.PostAsync($"/assessments/{published.Id}/dissents", dissent, published.IfMatch);
            await Eventually.FindAsync(async () => (long)(await waiting.ExecuteScalarAsync(Cancel))!, writers => writers >= 1);
            (await observed.Api.Ana.PostAsync($"/claims/{cited.Id}/withdrawal", new { reason = "Mistaken." }, cited.IfMatch)).Is(HttpStatusCode.OK);
            await Eventually.FindAsync(async () => (long)(await waiting.ExecuteScalarAsync(Cancel))!, writers => writers >= 2);
        }

        Assert.True((int)(await dissenting).Status is >= 200 and < 300);
        await stage.PictureAsync(observed.Api.Rea);
        await OtlpReceiver.ArrivesAsync(observed.Receiver.Logs, line => line.StartsWith("A race was lost", StringComparison.Ordinal), "lost race", Cancel);
        Assert.DoesNotContain(observed.Receiver.Alarms, line => line.Contains("Failed to process", StringComparison.Ordinal) || line.Contains(" failed at attempt ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leaves_no_trace_of_waiting()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var idle = await ServiceProcess.StartAsync(observed.OfItsOwn.Ways.Owner, $"OTEL_EXPORTER_OTLP_ENDPOINT={receiver.Address}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_BSP_SCHEDULE_DELAY=100");
        (await idle.Api.Rea.GetAsync("/partnerships")).Is(HttpStatusCode.OK);
        await OtlpReceiver.ArrivesAsync(receiver.Spans, span => span.Name == "GET /api/v1/partnerships", "request", Cancel);

        // What the start and the request left is exported by then; after that nothing happens, and only time shows it.
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
        var before = receiver.Spans.Count;
        await Task.Delay(TimeSpan.FromSeconds(4), Cancel);
        Assert.Equal([], receiver.Spans.Skip(before).Select(span => $"{span.Source} {span.Name}"));
    }

    [Theory]
    [InlineData("assessment.refusals")]
    [InlineData("assessment.picture.lag.positions")]
    [InlineData("assessment.picture.lag.seconds")]
    [InlineData("http.server.request.duration")]
    [InlineData("marten.event.append")]
    [InlineData("wolverine-outbox-count")]
    [InlineData("db.client.operation.duration")]
    [InlineData("dotnet.process.memory.working_set")]
    public async Task Exports_the_figures_of_the_product_and_of_the_libraries(string name)
    {
        (await observed.Api.Lead.PostAsync("/partnerships", Partnership())).Is(HttpStatusCode.Created);
        (await observed.Api.Rea.GetAsync("/partnerships/nowhere")).Is(HttpStatusCode.NotFound);

        await OtlpReceiver.ArrivesAsync(observed.Receiver.Metrics, metric => metric == name, name, Cancel);
    }

    [Fact]
    public async Task Exports_the_log()
    {
        (await observed.Api.Rea.PostAsync("/partnerships", Partnership())).IsRefused(HttpStatusCode.Forbidden, "forbidden");

        const string Line = "Denied rea SetUpPartnerships: POST /api/v1/partnerships";
        await OtlpReceiver.ArrivesAsync(observed.Receiver.Logs, line => line == Line, Line, Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static object Partnership() => new { id = $"p-{Guid.NewGuid():N}"[..20], name = "China–Russia", parties = new[] { "CN", "RU" }, reviewers = 1, marking = "CLEAR" };
}

/// <summary>A service that exports what it sees of itself to a receiver of these tests.</summary>
public sealed class ObservedService(TheService service) : IAsyncLifetime
{
    private RunningService _running = null!;

    public OtlpReceiver Receiver { get; private set; } = null!;

    public Api Api => _running.Api;

    public RunningService OfItsOwn => _running;

    public async ValueTask InitializeAsync()
    {
        Receiver = await OtlpReceiver.StartAsync();
        _running = await service.StartAsync(null,
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={Receiver.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_BSP_SCHEDULE_DELAY=200", "--OTEL_BLRP_SCHEDULE_DELAY=200", "--OTEL_METRIC_EXPORT_INTERVAL=500",
            "--Logging:LogLevel:Assessment=Debug", "--Logging:LogLevel:Wolverine=Warning", "--Logging:Console:LogLevel:Default=None");
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
