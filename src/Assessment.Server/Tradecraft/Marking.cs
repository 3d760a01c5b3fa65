using System.Text.Json.Serialization;

namespace Assessment.Server.Tradecraft;

/// <summary>How far something may be passed on, as a TLP 2.0 word, from the most open to the most closed.</summary>
public enum Marking
{
    [JsonStringEnumMemberName("CLEAR")] Clear,
    [JsonStringEnumMemberName("GREEN")] Green,
    [JsonStringEnumMemberName("AMBER")] Amber,
    [JsonStringEnumMemberName("AMBER+STRICT")] AmberStrict,
    [JsonStringEnumMemberName("RED")] Red,
}
