using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Assessment.Client;

/// <summary>One request of the contract, before a token is put to it; it can be sent more than once.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    private const string Root = "api/v1/";

    public object? Body { get; init; }

    public string? IdempotencyKey { get; init; }

    public string? IfMatch { get; init; }

    /// <summary>The position after which a stream goes on.</summary>
    public long? LastEventId { get; init; }

    /// <summary>Another media type than JSON.</summary>
    public string? Accept { get; init; }

    /// <summary>The answer is read as it comes rather than as a whole.</summary>
    public bool Streams { get; init; }

    /// <summary>How long the server may wait for its read models to catch up (RFC 7240), at most 30 s.</summary>
    public TimeSpan? Wait { get; init; }

    public static ApiRequest Get(string path, TimeSpan? wait = null) => new(HttpMethod.Get, Root + path) { Wait = wait };

    public static ApiRequest Post(string path, object? body, string? idempotencyKey, string? ifMatch = null) => new(HttpMethod.Post, Root + path)
    {
        Body = body,
        IdempotencyKey = idempotencyKey ?? Guid.NewGuid().ToString(),
        IfMatch = ifMatch,
    };

    public static ApiRequest Change(HttpMethod method, string path, object? body, string ifMatch) => new(method, Root + path) { Body = body, IfMatch = ifMatch };

    public static ApiRequest Delete(string path) => new(HttpMethod.Delete, Root + path);

    /// <summary>The path with those query parameters that have a value.</summary>
    public static string Query(string path, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var query = parameters
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(Text(parameter.Value!))}");
        return string.Join('?', new[] { path, string.Join('&', query) }.Where(part => part.Length > 0));
    }

    public HttpRequestMessage ToMessage(string? token)
    {
        var message = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative));
        if (token is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (Body is not null) message.Content = JsonContent.Create(Body, Body.GetType(), options: AssessmentJson.Options);
        if (IdempotencyKey is not null) message.Headers.Add("Idempotency-Key", IdempotencyKey);
        if (IfMatch is not null) message.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(IfMatch));
        if (Accept is not null) message.Headers.Accept.ParseAdd(Accept);
        if (LastEventId is { } last) message.Headers.Add("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));
        if (Wait is { } wait)
            message.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={Math.Clamp((int)Math.Ceiling(wait.TotalSeconds), 0, 30)}"));
        return message;
    }

    private static string Text(object value) => value switch
    {
        bool yes => yes ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
