using System.Text.Json.Serialization;

namespace Assessment.Client;

/// <summary>A relationship between states that is to be kept under assessment; <c>Id</c> is a slug.</summary>
public sealed record NewPartnership(string Id, string Name, IReadOnlyList<string> Parties, int? Reviewers = null, string? Marking = null, IReadOnlyList<string>? Tradecraft = null);

/// <summary>A partnership as the server holds it; <c>Tradecraft</c> are the standards without which nothing is submitted.</summary>
public sealed record PartnershipAnswer(string Id, string Name, IReadOnlyList<string> Parties, int Reviewers, string Marking, long Version, IReadOnlyList<string>? Tradecraft = null);

/// <summary>One question asked of a partnership, or of one party toward another, answered by a level.</summary>
public sealed record Dimension(string Code, string Name, string Question, bool Directed, int ReviewDays, IReadOnlyList<Level> Levels);

/// <summary>One of the five answers; <c>Number</c> is 1 to 5.</summary>
public sealed record Level([property: JsonPropertyName("level")] int Number, string Label, string Definition);
