using System.Text.Json.Serialization;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Partnerships;

// The facts of a partnership's stream. These records are the storage format: add members as nullable,
// never rename, never remove. Who recorded a fact, when and through which request is metadata.

/// <summary>Marks a fact on a partnership's stream, so that a test can demand every one is folded.</summary>
public interface IPartnershipEvent;

public sealed record PartnershipEstablished(
    string Partnership, string Name, IReadOnlyList<string> Parties, int Reviewers, Marking Marking,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TradecraftStandard>? Tradecraft = null) : IPartnershipEvent;

/// <param name="Partnership">Which.</param>
/// <param name="Name">From now on.</param>
/// <param name="Reviewers">From now on.</param>
/// <param name="Tradecraft">The standards without which nothing is submitted from now on; null leaves them as they are.</param>
public sealed record PartnershipChanged(
    string Partnership, string Name, int Reviewers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TradecraftStandard>? Tradecraft = null) : IPartnershipEvent;

public sealed record DimensionDefined(string Partnership, Dimension Dimension) : IPartnershipEvent;
