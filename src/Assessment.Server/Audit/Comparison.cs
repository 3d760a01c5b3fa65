using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Assessment.Server.Audit;

/// <summary>A member that is different; <c>before</c> or <c>after</c> is absent when the member is.</summary>
/// <param name="Member">Its path, as <c>published.judgments[trust-level RU>CN].level</c>.</param>
/// <param name="Before">Its value on the one side.</param>
/// <param name="After">Its value on the other.</param>
public sealed record Change(
    string Member,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? After);

/// <summary>Compares two states member by member.</summary>
public static class Comparison
{
    /// <summary>What identifies an item of a list, by the list's name: such items are matched by it, wherever they stand.</summary>
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["judgments"] = ["dimension", "perspective"],
        ["claims"] = ["claim"],
        ["dissents"] = ["id"],
        ["dimensions"] = ["code"],
    };

    /// <summary>
    /// The changes, in the order of the members before, then of those that came in. Lists without a natural key are compared by
    /// index. A value that is of another kind after than before is one change, as are whole members that came or went.
    /// </summary>
    public static IReadOnlyList<Change> Of(JsonNode? before, JsonNode? after)
    {
        var changes = new List<Change>();
        Compare("", "", before, after, changes);
        return changes;
    }

    private static void Compare(string path, string name, JsonNode? before, JsonNode? after, List<Change> changes)
    {
        switch (before, after)
        {
            case (JsonObject one, JsonObject other):
                Match(Members(path, one), Members(path, other), changes);
                break;
            case (JsonArray one, JsonArray other):
                var keyed = Keys.TryGetValue(name, out var key) && IsKeyed(one, key) && IsKeyed(other, key) ? key : null;
                Match(Items(path, one, keyed), Items(path, other, keyed), changes);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after)) changes.Add(new(path, Value(before), Value(after)));
                break;
        }
    }

    private static void Match(List<Part> before, List<Part> after, List<Change> changes)
    {
        var others = after.ToDictionary(part => part.Path);
        foreach (var part in before)
        {
            if (others.Remove(part.Path, out var other)) Compare(part.Path, part.Name, part.Value, other.Value, changes);
            else changes.Add(new(part.Path, Value(part.Value), null));
        }

        changes.AddRange(after.Where(part => others.ContainsKey(part.Path)).Select(part => new Change(part.Path, null, Value(part.Value))));
    }

    private static List<Part> Members(string path, JsonObject members) =>
        [.. members.Select(member => new Part(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Key, member.Value))];

    private static List<Part> Items(string path, JsonArray items, string[]? key) =>
        [.. items.Select((item, index) => new Part($"{path}[{(key is null ? index : KeyOf(item, key))}]", "", item))];

    private static bool IsKeyed(JsonArray items, string[] key) =>
        items.All(item => item is JsonObject && KeyOf(item, key).Length > 0) && items.Select(item => KeyOf(item, key)).Distinct().Count() == items.Count;

    private static string KeyOf(JsonNode? item, string[] key) =>
        string.Join(' ', key.Select(member => item![member]).OfType<JsonValue>().Select(value => value.ToString()));

    private static JsonElement Value(JsonNode? node) => JsonSerializer.SerializeToElement(node);

    private sealed record Part(string Path, string Name, JsonNode? Value);
}
