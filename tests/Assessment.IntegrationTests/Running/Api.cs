using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Assessment.IntegrationTests.Running;

/// <summary>The HTTP API as any client speaks it: plain JSON, plain headers.</summary>
public sealed class Api(Uri address) : IDisposable
{
    // Without a propagator a client sends the traceparent that a test says, and none of this process's own.
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), ActivityHeadersPropagator = null }) { BaseAddress = address };
    private readonly ConcurrentDictionary<(string, string, string), Task<string>> _tokens = new();

    public HttpClient Http => _http;

    public void Dispose() => _http.Dispose();

    /// <summary>A person with a real token.</summary>
    public Person As(string subject, string role, string clearance = "RED") => new(this, subject, role, clearance);

    public Person Lead => As("lead-1", "lead");

    public Person Ana => As("ana", "analyst");

    public Person Bo => As("bo", "analyst");

    public Person Rex => As("rex", "reviewer");

    public Person Rea => As("rea", "reader");

    public Person Aud => As("aud", "auditor");

    /// <summary>A time as a query string carries it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public Task<string> TokenAsync(string subject, string role, string clearance) => _tokens.GetOrAdd((subject, role, clearance), async key =>
    {
        using var answer = await _http.PostAsJsonAsync("/dev/tokens", new { subject = key.Item1, roles = key.Item2.Split(','), clearance = key.Item3 });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>();
    });
}

/// <summary>Somebody who sends requests; of several roles with commas between. Paths are below /api/v1 unless they begin with two slashes.</summary>
public sealed record Person(Api Api, string Subject, string Role, string Clearance)
{
    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, Json(body), headers);

    public Task<Answer> PutAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, Json(body), headers);

    public Task<Answer> PatchAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Patch, path, Json(body), headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, null, headers);

    /// <summary>Sends a body exactly as it stands, for what no serializer would write.</summary>
    public Task<Answer> PostTextAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : $"/api/v1{path}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Api.TokenAsync(Subject, Role, Clearance));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Answer.OfAsync(await Api.Http.SendAsync(request));
    }

    private static StringContent? Json(object? body) => body is null ? null : new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? ETag, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return new Answer(response.StatusCode, text, response.Headers.ETag?.Tag, response.Headers.Location?.OriginalString,
                response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
        }
    }

    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The code of a problem document.</summary>
    public string? Code => Text.StartsWith('{') ? Json["title"]?.GetValue<string>() : null;

    public string Id => Json["id"]!.GetValue<string>();

    public (string, string) IfMatch => ("If-Match", ETag!);

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>A refusal by its status and code, in a whole problem document.</summary>
    public Answer IsRefused(HttpStatusCode status, string code)
    {
        Is(status);
        Assert.Equal(code, Code);
        Assert.Equal($"urn:assessment:refusal:{code}", Json["type"]!.GetValue<string>());
        Assert.Equal((int)status, Json["status"]!.GetValue<int>());
        Assert.NotEmpty(Json["detail"]!.GetValue<string>());
        Assert.NotEmpty(Json["traceId"]!.GetValue<string>());
        Assert.Equal("application/problem+json", Headers["Content-Type"]);
        return this;
    }

    /// <summary>A 400 that names this member, with a message for it.</summary>
    public Answer Names(string member)
    {
        IsRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.True(Json["errors"]!.AsObject().ContainsKey(member), $"'{member}' is not named: {Text}");
        Assert.NotEmpty(Json["errors"]![member]![0]!.GetValue<string>());
        return this;
    }

    public string Word(string member) => Json[member]!.GetValue<string>();

    public long Number(string member) => Json[member]!.GetValue<long>();

    /// <summary>The ids of a list's items, in its order.</summary>
    public IReadOnlyList<string> Ids => [.. Json["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())];
}
