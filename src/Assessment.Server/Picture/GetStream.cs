using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using Wolverine.Http;

namespace Assessment.Server.Picture;

/// <summary>The picture as it changes: server-sent events for the reader's clearance.</summary>
public static class GetStreamEndpoint
{
    [WolverineGet("/api/v1/partnerships/{id}/stream"), Requires(Permission.Read)]
    public static async Task<IResult> Get(string id, PictureFeed feed, IQuerySession session, Actor actor, CancellationToken ct) =>
        await PartnershipState.ReadAsync(session, id, Horizon.Now, actor, ct) is { } partnership
            ? new PictureStream(partnership, feed, actor)
            : new Problem(Refusal.NotFound(PartnershipResource.Name));
}

/// <summary>
/// Writes events until the client goes, falls behind, its token ends, or the service stops. First comes what has turned since the position in
/// <c>Last-Event-ID</c>, or everything assessed, also for one that was never given; a comment line every 15 s keeps the connection alive.
/// </summary>
public sealed record PictureStream(PartnershipState Partnership, PictureFeed Feed, Actor Actor) : IResult
{
    /// <summary>How long a client may take to accept what is written to it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int Much = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!TryReadLast(httpContext.Request.Headers["Last-Event-ID"].ToString(), out var since))
        {
            await Answer.WriteAsync(httpContext, Refusal.Invalid("Last-Event-ID", "The header holds a position as an event's id gave it."));
            return;
        }

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            Begin(httpContext);
            return;
        }

        if (!Reading.TryRecordPart(Partnership.Marking))
        {
            await Answer.WriteAsync(httpContext, RecordingReads.Refused);
            return;
        }

        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var listener = new Listener(Partnership.Id, Actor.Clearance, Actor.Id);
        if (!Feed.TryJoin(listener))
        {
            httpContext.Response.Headers.RetryAfter = "15";
            await Answer.WriteAsync(httpContext, Refusal.Of(StatusCodes.Status429TooManyRequests, "too-many-streams",
                $"At most {Feed.MostOfAnActor} streams are open at a time for one person, and {Feed.Most} for all; close one that you do not read any more."));
            return;
        }

        try
        {
            if (TokenLife.Remaining(httpContext) is { } life) ending.CancelAfter(life);
            Begin(httpContext);
            var output = httpContext.Response.BodyWriter;
            foreach (var change in await Feed.SinceAsync(listener, since, ending.Token)) await WriteAsync(output, change, ending.Token);
            await output.FlushAsync(ending.Token);
            await FollowAsync(output, listener, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went, or was too slow, its token has ended, or the service stops: they resume where they were.
        }
        finally
        {
            Feed.Leave(listener);
        }
    }

    // A number beyond all that can be was never given, as one beyond all that were.
    private static bool TryReadLast(string header, out long? since)
    {
        since = null;
        if (header.Length == 0) return true;
        if (!header.All(char.IsAsciiDigit)) return false;
        since = long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : long.MaxValue;
        return true;
    }

    // Proxies hand on what comes as it comes: nginx and its kin by X-Accel-Buffering, others because nothing is to be changed.
    private static void Begin(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    // One limit for the whole stream, set and lifted: of very many streams, each leaves next to nothing behind with an event.
    private async Task FollowAsync(PipeWriter output, Listener listener, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        while (await listener.Events.WaitToReadAsync(limit.Token))
        {
            limit.CancelAfter(Patience);
            while (listener.Events.TryRead(out var change)) await WriteAsync(output, change, limit.Token);
            await output.FlushAsync(limit.Token);
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    // What changed together goes out together; much of it in parts, so that little is held for whoever is slow.
    // Who could not be recorded does not read it; they resume.
    private async ValueTask WriteAsync(PipeWriter output, PictureEvent change, CancellationToken ct)
    {
        if (change.Shows is { } shown && !Reading.TryRecordPart((Marking)Math.Max((int)Partnership.Marking, (int)shown))) throw new OperationCanceledException();
        output.Write(change.Bytes);
        if (output.UnflushedBytes > Much) await output.FlushAsync(ct);
    }
}
