using System.Text.Json;
using Assessment.Client;

namespace Assessment.Dashboard.Words;

/// <summary>What a fact is about, in a few words of its own data.</summary>
public static class Gist
{
    // In this order, the first that is there.
    private static readonly string[][] Places =
        [["content", "title"], ["statement"], ["reason", "text"], ["reason"], ["comment"], ["rationale"], ["question"], ["dimension", "name"], ["name"], ["judgment", "dimension"], ["dimension"], ["change", "kind"], ["outcome"]];

    private const int Longest = 140;

    /// <summary>One line; empty when the data hold no words.</summary>
    public static string Of(AuditedFact fact)
    {
        var words = Places.Select(place => At(fact.Data, place)).FirstOrDefault(found => found is not null);
        if (words is null) return "";
        var level = At(fact.Data, ["level"]) is { } number ? $": level {number}" : "";
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Seen.Of(line.Length <= Longest ? line : $"{line[..Longest].TrimEnd()}…") + level;
    }

    private static string? At(JsonElement data, string[] place)
    {
        foreach (var member in place)
            if (data.ValueKind is not JsonValueKind.Object || !data.TryGetProperty(member, out data)) return null;
        return data.ValueKind switch
        {
            JsonValueKind.String => data.GetString(),
            JsonValueKind.Number => data.GetRawText(),
            _ => null,
        };
    }
}
