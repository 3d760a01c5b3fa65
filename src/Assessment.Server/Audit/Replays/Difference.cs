using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Audit.Replays;

/// <summary>Something that is not as the facts make it.</summary>
/// <param name="Table">The table of a read model, or <c>picture</c>.</param>
/// <param name="Key">What tells the row apart from others.</param>
/// <param name="Position">The position the row begins with; null while it has none.</param>
/// <param name="Marking">Whoever has this clearance may know of it.</param>
/// <param name="Member">The member that differs; null when the whole row is missing, or is there and should not be.</param>
/// <param name="Expected">What the facts make of it; absent when there should be nothing.</param>
/// <param name="Found">What is there; absent when there is nothing.</param>
public sealed record Difference(
    string Table, JsonNode Key, long? Position, Marking Marking, string? Member,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Expected,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Found);

/// <summary>What a replay has found: every difference is counted, the first of them are kept.</summary>
public sealed class Findings
{
    public const int Most = 1000;

    private const int MostCharacters = 1024 * 1024;

    private readonly List<Difference> _kept = [];
    private int _characters;

    public Findings()
    {
    }

    /// <summary>Goes on from what was found before.</summary>
    public Findings(IEnumerable<Difference> kept, IReadOnlyDictionary<Marking, long> counts)
    {
        foreach (var difference in kept) Keep(difference);
        Counts = new(counts);
    }

    public IReadOnlyList<Difference> Kept => _kept;

    /// <summary>How many there are of each marking.</summary>
    public Dictionary<Marking, long> Counts { get; } = [];

    public void Add(Difference difference)
    {
        Counts[difference.Marking] = Counts.GetValueOrDefault(difference.Marking) + 1;
        if (_kept.Count < Most && _characters < MostCharacters) Keep(difference);
    }

    /// <summary>Compares a row with the one that should be there; one of the two may be absent.</summary>
    public void Compare(ReplayedTable table, JsonElement? expected, JsonElement? found)
    {
        if (expected is { } one && found is { } other)
        {
            if (JsonElement.DeepEquals(one, other)) return;
            expected = UnlessUnread(one, other);
        }

        var row = expected ?? found!.Value;
        var key = new JsonObject(table.Key.Select(column => KeyValuePair.Create(column, Node(row.GetProperty(column)))));
        long? position = row.GetProperty(table.Position) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
        var marking = (Marking)Math.Max(MarkingOf(expected), MarkingOf(found));
        if (expected is null || found is null) Add(new(table.Name, key, position, marking, null, expected, found));
        else
            foreach (var change in Comparison.Of(Node(expected.Value), Node(found.Value)))
                Add(new(table.Name, key, position, marking, change.Member, change.Before, change.After));
    }

    // Words that have yet to be read, after a redaction or by a newer build, are not held against the row.
    private static JsonElement UnlessUnread(JsonElement expected, JsonElement found)
    {
        const string version = "words_version";
        if (!expected.TryGetProperty(version, out var read) || !found.TryGetProperty(version, out var then) || then.GetInt32() >= read.GetInt32()) return expected;
        var row = JsonObject.Create(expected)!;
        foreach (var column in found.EnumerateObject().Where(column => column.Name == version || column.Name.EndsWith("words", StringComparison.Ordinal)))
            row[column.Name] = Node(column.Value);
        return JsonSerializer.SerializeToElement(row);
    }

    private void Keep(Difference difference)
    {
        _kept.Add(difference);
        _characters += (difference.Expected?.GetRawText().Length ?? 0) + (difference.Found?.GetRawText().Length ?? 0);
    }

    // A row that carries no marking is for everybody; one that carries two is for whoever may see both.
    private static int MarkingOf(JsonElement? row) => row is not { } columns ? 0 : columns.EnumerateObject()
        .Where(column => column.Name.EndsWith("marking", StringComparison.Ordinal) && column.Value.ValueKind is JsonValueKind.Number)
        .Select(column => Math.Clamp(column.Value.GetInt32(), (int)Marking.Clear, (int)Marking.Red)).DefaultIfEmpty(0).Max();

    private static JsonNode? Node(JsonElement element) => JsonSerializer.SerializeToNode(element);
}
