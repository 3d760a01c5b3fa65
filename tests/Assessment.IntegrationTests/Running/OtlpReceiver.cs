using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Assessment.IntegrationTests.Running;

/// <summary>A span as it was exported: the instrument it comes from, the trace it belongs to, and its name.</summary>
public sealed record ExportedSpan(string Source, string Trace, string Name) : IComparable<ExportedSpan>
{
    public int CompareTo(ExportedSpan? other) => string.CompareOrdinal(ToString(), other?.ToString());
}

/// <summary>Takes what a service exports by OTLP over HTTP and reads of the protobuf what the tests ask for.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ExportedSpan> _spans = new();
    private readonly ConcurrentQueue<string> _metrics = new();
    private readonly ConcurrentQueue<string> _logs = new();
    private readonly ConcurrentQueue<string> _alarms = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public IReadOnlyCollection<ExportedSpan> Spans => _spans;

    public IReadOnlyCollection<string> Metrics => _metrics;

    public IReadOnlyCollection<string> Logs => _logs;

    /// <summary>Of the log what is a warning or worse.</summary>
    public IReadOnlyCollection<string> Alarms => _alarms;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver.Take("/v1/traces", receiver.TakeSpans);
        receiver.Take("/v1/metrics", receiver.TakeMetrics);
        receiver.Take("/v1/logs", receiver.TakeLogs);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what is asked for has arrived; exports come when they come.</summary>
    public static async Task ArrivesAsync<T>(IReadOnlyCollection<T> arrivals, Predicate<T> wanted, string what, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!arrivals.Any(wanted.Invoke))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), $"No {what} arrived, but: {string.Join(", ", arrivals.Distinct().Order())}");
            await often.WaitForNextTickAsync(ct);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Take(string path, Action<ReadOnlyMemory<byte>> take) => _app.MapPost(path, async (HttpContext http) =>
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        take(body.ToArray());
    });

    // The numbers are those of opentelemetry-proto: resource_spans 1, scope_spans 2, scope 1, spans 2, trace_id 1, name 5.
    private void TakeSpans(ReadOnlyMemory<byte> request)
    {
        foreach (var scope in Protobuf.At(request, 1, 2))
        {
            var source = Text(Protobuf.At(scope, 1, 1).FirstOrDefault());
            foreach (var span in Protobuf.At(scope, 2))
                _spans.Enqueue(new ExportedSpan(source, Convert.ToHexStringLower(Protobuf.At(span, 1).Single().Span), Text(Protobuf.At(span, 5).Single())));
        }
    }

    // resource_metrics 1, scope_metrics 2, metrics 2, name 1.
    private void TakeMetrics(ReadOnlyMemory<byte> request)
    {
        foreach (var name in Protobuf.At(request, 1, 2, 2, 1)) _metrics.Enqueue(Text(name));
    }

    // resource_logs 1, scope_logs 2, log_records 2; severity_text 3; body 5, string_value 1.
    private void TakeLogs(ReadOnlyMemory<byte> request)
    {
        foreach (var record in Protobuf.At(request, 1, 2, 2))
        {
            var alarms = Protobuf.At(record, 3).Any(severity => Text(severity) is "Warning" or "Error" or "Critical");
            foreach (var text in Protobuf.At(record, 5, 1))
            {
                _logs.Enqueue(Text(text));
                if (alarms) _alarms.Enqueue(Text(text));
            }
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

/// <summary>As much of the protobuf wire format as it takes to find a message's length-delimited fields.</summary>
public static class Protobuf
{
    /// <summary>The values at a path of field numbers.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> At(ReadOnlyMemory<byte> message, params int[] path) =>
        path.Aggregate((IEnumerable<ReadOnlyMemory<byte>>)[message], (messages, field) => messages.SelectMany(inner => Fields(inner).Where(found => found.Field == field).Select(found => found.Value)));

    private static IEnumerable<(int Field, ReadOnlyMemory<byte> Value)> Fields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return ((int)(key >> 3), message.Slice(at, length));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new FormatException($"Wire type {key & 7} is not used by OTLP.");
            }
        }
    }

    private static ulong Varint(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if ((part & 0x80) == 0) return value;
        }
    }
}
