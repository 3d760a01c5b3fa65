using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;

namespace Assessment.IntegrationTests.Running;

/// <summary>One event of a stream as it was sent.</summary>
public sealed record Streamed(string Event, long Id, JsonNode Data);

/// <summary>Listens to the stream of a partnership, line by line.</summary>
public sealed class PictureStreamReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private PictureStreamReader(HttpResponseMessage response, Stream stream) => (_response, _lines) = (response, new StreamReader(stream));

    public static async Task<PictureStreamReader> OpenAsync(Person reader, string partnership, long? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/partnerships/{partnership}/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await reader.Api.TokenAsync(reader.Subject, reader.Role, reader.Clearance));
        if (after is { } position) request.Headers.TryAddWithoutValidation("Last-Event-ID", $"{position}");
        var response = await reader.Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new PictureStreamReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; fails when none comes in time.</summary>
    public async Task<Streamed> NextAsync(int seconds = 30)
    {
        var fields = new Dictionary<string, string>();
        while (await LineAsync(seconds) is { } line)
        {
            if (line.Length == 0 && fields.Count > 0) return new(fields["event"], long.Parse(fields["id"], System.Globalization.CultureInfo.InvariantCulture), JsonNode.Parse(fields["data"])!);
            if (line.Split(": ", 2) is [{ Length: > 0 } name, var value]) fields[name] = value;
        }

        throw new EndOfStreamException("The stream has ended.");
    }

    /// <summary>The next line; null at the end of the stream.</summary>
    public async Task<string?> LineAsync(int seconds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        return await _lines.ReadLineAsync(patience.Token);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
