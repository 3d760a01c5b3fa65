using System.Diagnostics;
using System.Net;
using Assessment.IntegrationTests.Running;
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

    public async ValueTask InitializeAsync()
    {
        Receiver = await OtlpReceiver.StartAsync();
        _running = await service.StartAsync(null,
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={Receiver.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_BSP_SCHEDULE_DELAY=200", "--OTEL_BLRP_SCHEDULE_DELAY=200", "--OTEL_METRIC_EXPORT_INTERVAL=500",
            "--Logging:LogLevel:Assessment=Information", "--Logging:Console:LogLevel:Default=None");
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
