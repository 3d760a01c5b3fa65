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
/// Writes events until the client goes, falls behind, or the service stops. First comes what has turned since the position in
/// <c>Last-Event-ID</c>, or everything assessed; a comment line every 15 s keeps the connection alive.
/// </summary>
public sealed record PictureStream(PartnershipState Partnership, PictureFeed Feed, Actor Actor) : IResult
{
    /// <summary>How long a client may take to accept what is written to it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int Much = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        long? since = null;
        if (httpContext.Request.Headers["Last-Event-ID"] is { Count: > 0 } last)
        {
            if (!long.TryParse(last.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                await Answer.WriteAsync(httpContext, Refusal.Invalid("Last-Event-ID", "The header holds a position as an event's id gave it."));
                return;
            }

            since = position;
        }

        if (!Reading.TryRecordPart(Partnership.Marking))
        {
            await Answer.WriteAsync(httpContext, RecordingReads.Refused);
            return;
        }

        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var listener = new Listener(Partnership.Id, Actor.Clearance);
        Feed.Join(listener);
        try
        {
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            httpContext.Response.ContentType = "text/event-stream";
            httpContext.Response.Headers.CacheControl = "no-cache";
            var output = httpContext.Response.BodyWriter;
            foreach (var change in await Feed.SinceAsync(listener, since, ending.Token)) await WriteAsync(output, change, ending.Token);
            await output.FlushAsync(ending.Token);
            await FollowAsync(output, listener, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went, or was too slow, or the service stops: they resume where they were.
        }
        finally
        {
            Feed.Leave(listener);
        }
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
