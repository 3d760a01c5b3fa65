using System.Buffers;
using System.Text.Json;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Microsoft.Net.Http.Headers;

namespace Assessment.Server.Audit;

/// <summary>Facts as newline-delimited JSON: one a line, however many there are, in the memory of one batch.</summary>
public static class FactLines
{
    public const string MediaType = "application/x-ndjson";

    /// <summary>
    /// Facts read at once. Each batch is a query of its own that has ended before the client is written to: a slow client
    /// holds up neither a connection nor a snapshot, which would keep moments from settling.
    /// </summary>
    public const int Batch = 200;

    private const int FlushedAt = 64 * 1024;

    private static readonly string[] Json = ["application/json", "application/*", "*/*"];

    /// <summary>Whether lines are accepted rather than a page: by quality, then by what stands first.</summary>
    public static bool AreAskedFor(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Where(type => type.Quality is not 0 && (IsLines(type) || Json.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)))
            .OrderByDescending(type => type.Quality ?? 1).FirstOrDefault() is { } preferred
        && IsLines(preferred);

    /// <summary>Writes batches until one is the last. Goes on from the position of the last line when called again with it.</summary>
    public static async Task WriteAsync(HttpContext http, Func<long, int, Task<(List<AuditedFact> Facts, bool More)>> next, long after)
    {
        http.Response.ContentType = MediaType;
        var body = http.Response.BodyWriter;
        using var line = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = StrictJson.Options.Encoder });
        // Who asks with HEAD is told what it would be, and no more.
        if (HttpMethods.IsHead(http.Request.Method)) return;
        for (var more = true; more;)
        {
            (var batch, more) = await next(after, Batch);
            more |= batch.Count == Batch;
            if (!Reading.TryRecord())
            {
                http.Abort();
                return;
            }

            foreach (var fact in batch)
            {
                JsonSerializer.Serialize(line, fact, StrictJson.Options);
                line.Reset();
                body.Write("\n"u8);
                if (body.UnflushedBytes > FlushedAt) await body.FlushAsync(http.RequestAborted);
                after = fact.Position;
            }

            await body.FlushAsync(http.RequestAborted);
            http.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    private static bool IsLines(MediaTypeHeaderValue type) => type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);
}
