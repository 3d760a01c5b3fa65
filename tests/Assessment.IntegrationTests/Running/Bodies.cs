using System.Text.Json.Nodes;

namespace Assessment.IntegrationTests.Running;

/// <summary>Valid bodies, to be changed in one place by a test.</summary>
public static class Bodies
{
    public static JsonObject Partnership(string? id = null) => new()
    {
        ["id"] = id ?? NewSlug(),
        ["name"] = "China–Russia",
        ["parties"] = new JsonArray("CN", "RU"),
        ["reviewers"] = 1,
        ["marking"] = "CLEAR",
    };

    public static JsonObject Dimension(string code = "one-more", bool directed = false) => new()
    {
        ["code"] = code,
        ["name"] = "One more",
        ["question"] = "How much?",
        ["directed"] = directed,
        ["reviewDays"] = 30,
        ["levels"] = new JsonArray([.. Enumerable.Range(1, 5).Select(level => (JsonNode)new JsonObject { ["level"] = level, ["label"] = $"L{level}", ["definition"] = $"D{level}" })]),
    };

    public static JsonObject Source(string kind = "media", string reliability = "B") => new()
    {
        ["name"] = $"A source {Guid.NewGuid():N}",
        ["kind"] = kind,
        ["reliability"] = reliability,
        ["note"] = "Read in translation.",
    };

    public static JsonObject Claim(string partnership, params string[] chain) => new()
    {
        ["partnership"] = partnership,
        ["statement"] = "The minister confirmed the visit.",
        ["chain"] = new JsonArray([.. chain.Select(source => (JsonNode)source)]),
        ["credibility"] = 2,
        ["informationDate"] = "2024-01-31",
        ["marking"] = "CLEAR",
        ["asserts"] = "belief",
        ["bearings"] = new JsonArray(new JsonObject { ["dimension"] = "trust-level", ["perspective"] = "RU>CN", ["direction"] = "lowers" }),
        ["corroborates"] = new JsonArray(),
        ["contradicts"] = new JsonArray(),
    };

    /// <summary>The same body with one member set to anything else.</summary>
    public static JsonObject With(this JsonObject body, string member, JsonNode? value)
    {
        body[member] = value;
        return body;
    }

    public static JsonObject Without(this JsonObject body, string member)
    {
        body.Remove(member);
        return body;
    }

    public static string NewSlug() => $"p-{Guid.NewGuid():N}"[..20];
}
