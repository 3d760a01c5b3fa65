using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Assessment.Server.Observability;

/// <summary>Traces, metrics and logs by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
public static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        Tracing.OfEveryRequest();
        builder.Services.AddHealthChecks().AddCheck<Readiness>("ready").AddCheck<Rights>("rights");
        builder.Services.AddHostedService<RightsWarning>();
        builder.Services.AddHostedService<LagWatch>();
        builder.AddExport("assessment");
    }

    /// <summary>Exports what a process sees of itself, under a name of its own.</summary>
    public static void AddExport(this IHostApplicationBuilder builder, string name)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return;

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name, serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(asp => asp.Filter = http => !http.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource("Marten", "Wolverine", Measures.Name)
                .AddProcessor<PollingNoise>()
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Npgsql", "Marten", "Wolverine:*", Measures.Name)
                .AddOtlpExporter())
            .WithLogging(logs => logs.AddOtlpExporter(), options => options.IncludeFormattedMessage = true);
    }

    /// <summary>Live as long as the process answers; ready when it can do its work.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("Healthy")).AllowAnonymous().ExcludeFromDescription();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = SayAsync }).AllowAnonymous().WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
    }

    // The word, and below it what is wrong.
    private static Task SayAsync(HttpContext http, HealthReport report) => http.Response.WriteAsync(string.Join('\n',
        [report.Status.ToString(), .. report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"{entry.Key}: {entry.Value.Description}")]));
}

/// <summary>
/// Drops what polling leaves behind many times a second: every span of a trace that begins in the store's own libraries, for that
/// belongs to no request and no message. A page of facts that the read models take in is no poll.
/// </summary>
public sealed class PollingNoise : BaseProcessor<Activity>
{
    private static readonly string[] Stores = ["Npgsql", "Marten"];

    public override void OnEnd(Activity data)
    {
        if (IsPoll(data)) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static bool IsPoll(Activity data)
    {
        var first = data;
        while (first.Parent is { } parent) first = parent;
        return first.ParentSpanId == default && Stores.Contains(first.Source.Name) && !first.OperationName.EndsWith("page.execution", StringComparison.Ordinal);
    }
}
