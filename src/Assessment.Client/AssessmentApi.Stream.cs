using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assessment.Client;

/// <summary>What somebody who follows a picture learns.</summary>
public abstract record PictureNews;

/// <summary>The connection stands: from here on nothing is missed.</summary>
public sealed record FollowingPicture : PictureNews;

/// <summary>A dimension has changed; with it everything up to <c>Position</c> has been told.</summary>
public sealed record DimensionMoved(long Position, PictureDimension Dimension) : PictureNews;

/// <summary>The connection is lost and is tried again after a pause; what was shown may be old.</summary>
public sealed record LostPicture(string Reason, TimeSpan RetryIn) : PictureNews;

public sealed partial class AssessmentApi
{
    /// <summary>The server says something at least every 15 s: a silence of three of those is a lost connection.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Follows a picture until cancelled, through lost connections: what has turned since a position comes first, then
    /// each change as it happens. A change may come twice, and says each time how the dimension stands as a whole.
    /// </summary>
    /// <exception cref="ApiProblem">The partnership is not there for the reader, or the token is not good any more.</exception>
    public async IAsyncEnumerable<PictureNews> FollowPictureAsync(string partnership, long since, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var told = since;
        for (var attempt = 0; ; attempt++)
        {
            await using var connection = StreamAsync(partnership, told, ct).GetAsyncEnumerator(ct);
            string? reason;
            while ((reason = await NextAsync(connection, ct)) is null)
            {
                attempt = 0;
                if (connection.Current is DimensionMoved { Position: var position }) told = Math.Max(told, position);
                yield return connection.Current;
            }

            var pause = TimeSpan.FromMilliseconds(Math.Min(500 << Math.Min(attempt, 10), LongestReconnect.TotalMilliseconds));
            yield return new LostPicture(reason, pause);
            await Task.Delay(pause, ct);
        }
    }

    // Null while the connection stands, else why it does not.
    private static async Task<string?> NextAsync(IAsyncEnumerator<PictureNews> connection, CancellationToken ct)
    {
        try
        {
            return await connection.MoveNextAsync() ? null : "The server has closed the connection.";
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TimeoutException or ApiProblem { IsPassing: true }
            || (lost is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return lost.Message;
        }
    }

    private async IAsyncEnumerable<PictureNews> StreamAsync(string partnership, long since, [EnumeratorCancellation] CancellationToken ct)
    {
        using var answer = await SendAsync(ApiRequest.Get(Path(partnership, "stream")) with { LastEventId = since, Streams = true }, ct);
        yield return new FollowingPicture();
        await using var body = new ImpatientStream(await answer.Content.ReadAsStreamAsync(ct), Silence);
        await foreach (var item in SseParser.Create(body, (_, data) => Read(data)).EnumerateAsync(ct))
        {
            if (item.EventType == "picture" && long.TryParse(item.EventId, out var position)) yield return new DimensionMoved(position, item.Data);
        }
    }

    private PictureDimension Read(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<PictureDimension>(data, Json) ?? throw new JsonException("The stream says null of a dimension.");
}
