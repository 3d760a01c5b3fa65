using System.Text.Json.Serialization;

namespace Assessment.Server.Tradecraft;

/// <summary>One of the five answers of a dimension, and what must be so for it to be given.</summary>
/// <param name="Number">1 to 5, "level" in JSON.</param>
/// <param name="Label">Its name, "Distrustful".</param>
/// <param name="Definition">What tells it from its neighbours.</param>
public sealed record Level([property: JsonPropertyName("level")] int Number, string Label, string Definition);
