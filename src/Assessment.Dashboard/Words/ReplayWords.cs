using System.Text.Json;
using Assessment.Client;

namespace Assessment.Dashboard.Words;

/// <summary>A replay check, told to an auditor.</summary>
public static class ReplayWords
{
    /// <summary>One sentence.</summary>
    public static string Outcome(ReplayAnswer replay) => replay.State switch
    {
        "running" => "Everything recorded is being gone through.",
        "matched" => "What is shown is what was recorded.",
        "differs" => "What is shown is not what was recorded.",
        "cancelled" => "The check was cancelled; nothing is known of the rest.",
        _ => "The check could not be done.",
    };

    /// <summary>"assessment.claim_listing" as "claim listing".</summary>
    public static string Place(string table) => table[(table.LastIndexOf('.') + 1)..].Replace('_', ' ');

    /// <summary>What tells a row apart, name by name.</summary>
    public static IEnumerable<(string Name, string Value)> Key(JsonElement key) => key.ValueKind is JsonValueKind.Object
        ? key.EnumerateObject().Where(part => part.Value.ValueKind is not JsonValueKind.Null).Select(part => (part.Name.Replace('_', ' '), Json.Told(part.Value)))
        : [];
}
