using System.Globalization;
using System.Text;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using Wolverine.Http;

namespace Assessment.Server.Picture;

/// <summary>The picture as it changes: server-sent events for the reader's clearance.</summary>
public static class GetStreamEndpoint
{
    [WolverineGet("/api/v1/partnerships/{id}/stream"), Requires(Permission.Read)]
    public static async Task<IResult> Get(string id, PictureFeed feed, IQuerySession session, Actor actor, CancellationToken ct) =>
        await PartnershipState.LoadAsync(session, id, Horizon.Now, ct) is { } partnership && actor.Sees(partnership.Marking)
            ? new PictureStream(id, feed, actor)
            : new Problem(Refusal.NotFound(PartnershipResource.Name));
}

/// <summary>
/// Writes events until the client goes, falls behind, or the service stops. First comes what differs from the position in
/// <c>Last-Event-ID</c>, or everything assessed; a comment line every 15 s keeps the connection alive.
/// </summary>
public sealed record PictureStream(string Partnership, PictureFeed Feed, Actor Actor) : IResult
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may take to accept what is written to it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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

        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var listener = new Listener(Partnership, Actor.Clearance);
        Feed.Join(listener);
        try
        {
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            httpContext.Response.ContentType = "text/event-stream";
            httpContext.Response.Headers.CacheControl = "no-cache";
            foreach (var change in await Feed.SinceAsync(listener, since, ending.Token)) await WriteAsync(httpContext, change, ending.Token);
            await httpContext.Response.Body.FlushAsync(ending.Token);
            await FollowAsync(httpContext, listener, ending.Token);
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

    private static async Task FollowAsync(HttpContext http, Listener listener, CancellationToken ct)
    {
        while (true)
        {
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(ct);
            beat.CancelAfter(Heartbeat);
            try
            {
                if (!await listener.Events.WaitToReadAsync(beat.Token)) return;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(": still here\n\n"u8.ToArray(), ct);
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            while (listener.Events.TryRead(out var change)) await WriteAsync(http, change, patience.Token);
            await http.Response.Body.FlushAsync(patience.Token);
        }
    }

    private static async Task WriteAsync(HttpContext http, PictureEvent change, CancellationToken ct)
    {
        await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: picture\nid: {change.Position}\ndata: ")), ct);
        await http.Response.Body.WriteAsync(change.Data, ct);
        await http.Response.Body.WriteAsync("\n\n"u8.ToArray(), ct);
    }
}
