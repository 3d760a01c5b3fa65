using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Assessment.IntegrationTests.Running;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>The API for many actors with several roles, as plain and as quick as it goes.</summary>
internal sealed class Line(HttpClient http)
{
    // Null members are left out, as most clients do: a perspective where there is none.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly ConcurrentDictionary<string, Task<string>> _tokens = new();

    public async Task<Answer> SendAsync(Actor who, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body, Options), Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _tokens.GetOrAdd(who.Name, _ => TokenAsync(who)));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Answer.OfAsync(await http.SendAsync(request));
    }

    private async Task<string> TokenAsync(Actor who)
    {
        using var answer = await http.PostAsJsonAsync("/dev/tokens", new { subject = who.Name, roles = who.Roles, clearance = World.Markings[who.Clearance] });
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>();
    }
}

/// <summary>The service and the model do not agree; the message says on what.</summary>
internal sealed class DisagreementException(string message, Exception? found = null) : Exception(message, found);

/// <summary>What the model says an answer shows; nothing when it is not to be there.</summary>
internal sealed record Expectation(Actor Who, string Path, JsonNode? Shown)
{
    /// <summary>What of the answer is compared; all of it unless it is said.</summary>
    public Func<JsonNode, JsonNode> Read { get; init; } = answer => answer;

    /// <summary>Asks, and says what differs; null when nothing does.</summary>
    public async Task<string?> DifferenceAsync(Line line)
    {
        var answer = await line.SendAsync(Who, HttpMethod.Get, Path);
        if (Shown is null) return answer.Status is HttpStatusCode.NotFound ? null : $"GET {Path} by {Who} is {(int)answer.Status} instead of 404: {answer.Text}";
        if (answer.Status is not HttpStatusCode.OK) return $"GET {Path} by {Who} is {(int)answer.Status}: {answer.Text}";
        return Comparing.Difference(Shown, Read(answer.Json)) is { } difference ? $"GET {Path} by {Who}: {difference}" : null;
    }
}

/// <summary>Compares what is expected with what was answered.</summary>
internal static class Comparing
{
    /// <summary>Where the answer lacks or contradicts what is expected; it may say more.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string at = "")
    {
        switch (expected, actual)
        {
            case (null, null):
                return null;
            case (JsonObject one, JsonObject other):
                return one.Select(member => Difference(member.Value, other[member.Key], $"{at}.{member.Key}")).FirstOrDefault(found => found is not null);
            case (JsonArray one, JsonArray other):
                if (one.Count != other.Count) return $"{at} is {other.ToJsonString()} instead of {one.ToJsonString()}";
                return one.Zip(other).Select((pair, index) => Difference(pair.First, pair.Second, $"{at}[{index}]")).FirstOrDefault(found => found is not null);
            case (JsonValue one, JsonValue other) when IsSame(one, other):
                return null;
            default:
                return $"{at} is {actual?.ToJsonString() ?? "null"} instead of {expected?.ToJsonString() ?? "null"}";
        }
    }

    private static bool IsSame(JsonValue one, JsonValue other) =>
        one.ToJsonString() == other.ToJsonString()
        || (one.GetValueKind() is JsonValueKind.Number && other.GetValueKind() is JsonValueKind.Number && Math.Abs(Number(one) - Number(other)) < 0.0000011)
        || (one.GetValueKind() is JsonValueKind.String && other.GetValueKind() is JsonValueKind.String && IsSameTime(one.ToString(), other.ToString()));

    private static double Number(JsonValue value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsSameTime(string one, string other) =>
        one.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(one, null, out var time) && DateTimeOffset.TryParse(other, null, out var same) && time == same;
}
