using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Storage;

namespace Assessment.Server.Audit;

/// <summary>Takes out of events on other streams which sources they name: a claim's chain, an origin that was published, what evidence moved through.</summary>
public static class WithheldSources
{
    private static readonly FrozenSet<string> Naming = new[]
    {
        typeof(SourceMerged), typeof(SourceSeparated), typeof(ClaimRecorded), typeof(ClaimTraced), typeof(JudgmentPublished), typeof(EvidenceChanged), typeof(JudgmentReaffirmed),
    }.Select(Facts.NameOf).ToFrozenSet();

    /// <summary>Whether events of this name say anything of sources but their own.</summary>
    public static bool MayName(string type) => Naming.Contains(type);

    /// <summary>Every id that stands anywhere in an event.</summary>
    public static IEnumerable<Guid> Ids(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.EnumerateObject().SelectMany(member => Ids(member.Value)),
        JsonValueKind.Array => data.EnumerateArray().SelectMany(Ids),
        JsonValueKind.String when data.TryGetGuid(out var id) => [id],
        _ => [],
    };

    /// <summary>The same event with <c>withheld</c> in place of some ids.</summary>
    public static JsonElement Without(JsonElement data, IReadOnlySet<Guid> hidden) => JsonSerializer.SerializeToElement(Without(JsonSerializer.SerializeToNode(data), hidden));

    private static JsonNode? Without(JsonNode? node, IReadOnlySet<Guid> hidden)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                    if (IsHidden(value, hidden)) members[name] = SourceLink.Withheld;
                    else Without(value, hidden);
                break;
            case JsonArray items:
                for (var at = 0; at < items.Count; at++)
                    if (IsHidden(items[at], hidden)) items[at] = SourceLink.Withheld;
                    else Without(items[at], hidden);
                break;
        }

        return node;
    }

    private static bool IsHidden(JsonNode? node, IReadOnlySet<Guid> hidden) => node is JsonValue value && value.TryGetValue<Guid>(out var id) && hidden.Contains(id);
}
