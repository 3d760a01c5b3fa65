using System.Text.Json.Serialization;

namespace Assessment.Server.Tradecraft;

/// <summary>How far a source can be relied on, as an Admiralty letter from A, completely, to E, not at all; F cannot be judged.</summary>
public enum Reliability
{
    [JsonStringEnumMemberName("A")] A,
    [JsonStringEnumMemberName("B")] B,
    [JsonStringEnumMemberName("C")] C,
    [JsonStringEnumMemberName("D")] D,
    [JsonStringEnumMemberName("E")] E,
    [JsonStringEnumMemberName("F")] F,
}
