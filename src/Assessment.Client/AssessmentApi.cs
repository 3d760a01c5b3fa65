using System.Net.Http.Json;
using System.Text.Json;

namespace Assessment.Client;

/// <summary>
/// The HTTP API, typed. One instance speaks as whoever its tokens name; the client's base address is the
/// server's root. A refusal is thrown as <see cref="ApiProblem"/>; what passes by itself is tried again first.
/// </summary>
/// <param name="http">Its <see cref="HttpClient.BaseAddress"/> ends in a slash.</param>
/// <param name="token">Gives the bearer token of each request; none for anonymous ones.</param>
public sealed partial class AssessmentApi(HttpClient http, Func<CancellationToken, ValueTask<string>>? token = null)
{
    /// <summary>The longest page that a list gives.</summary>
    public const int MostItems = 200;

    private const int Retries = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Speaks to the server at an address, whether or not that ends in a slash; gives the client its base address.</summary>
    public static AssessmentApi At(Uri server, HttpClient http, Func<CancellationToken, ValueTask<string>>? token = null)
    {
        http.BaseAddress = server.AbsoluteUri.EndsWith('/') ? server : new Uri($"{server.AbsoluteUri}/");
        return new AssessmentApi(http, token);
    }

    /// <summary>How answers are read; <see cref="AssessmentJson.Strict"/> holds the server to what this client knows.</summary>
    public JsonSerializerOptions Json { get; init; } = AssessmentJson.Options;

    /// <summary>The same server, spoken to as somebody else.</summary>
    public AssessmentApi As(Func<CancellationToken, ValueTask<string>> other) => new(http, other) { Json = Json };

    private async Task<HttpResponseMessage> SendAsync(ApiRequest request, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var bearer = token is null ? null : await token(ct);
            using var message = request.ToMessage(bearer);
            var answer = await http.SendAsync(message, request.Streams ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, ct);
            if (answer.IsSuccessStatusCode) return answer;

            using (answer)
            {
                var problem = await ApiProblem.ReadAsync(answer, ct);
                if (!problem.IsPassing || attempt == Retries) throw problem;
                await Task.Delay(PauseAfter(problem, attempt), ct);
            }
        }
    }

    private static TimeSpan PauseAfter(ApiProblem problem, int attempt)
    {
        var pause = problem.RetryAfter ?? TimeSpan.FromMilliseconds(100 << attempt);
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }

    private async Task<Versioned<T>> ReadAsync<T>(ApiRequest request, CancellationToken ct)
    {
        using var answer = await SendAsync(request, ct);
        var content = await answer.Content.ReadFromJsonAsync<T>(Json, ct)
            ?? throw new JsonException($"The server answered {request.Method} {request.Path} with null.");
        return new Versioned<T>(content, answer.Headers.ETag?.Tag ?? "");
    }

    private async Task<Versioned<T>?> FindAsync<T>(string path, CancellationToken ct, TimeSpan? wait = null)
    {
        try
        {
            return await ReadAsync<T>(ApiRequest.Get(path, wait), ct);
        }
        catch (ApiProblem problem) when (problem.IsMissingResource)
        {
            return null;
        }
    }

    private async Task<Page<T>> ListAsync<T>(string path, TimeSpan? wait, CancellationToken ct) =>
        (await ReadAsync<Page<T>>(ApiRequest.Get(path, wait), ct)).Content;

    private async Task WriteAsync(ApiRequest request, CancellationToken ct)
    {
        using var _ = await SendAsync(request, ct);
    }
}
