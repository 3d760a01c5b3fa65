using System.Text.Json.Serialization;

namespace Assessment.Client;

/// <summary>Where information comes from, to be registered.</summary>
/// <param name="Distinct">Why it is another than the one of the same name.</param>
public sealed record NewSource(
    string Name, string Kind, string Reliability, string? Note = null, Guid? Id = null, string? Marking = null, string? Distinct = null);

/// <summary>A source as the server holds it: of one that is merged with the survivor's reliability, of a survivor with those that are one with it.</summary>
public sealed record SourceAnswer(
    Guid Id, string Name, string Kind, string Reliability, string? Note, string Marking, SourceLink? MergedInto, IReadOnlyList<Guid> Aliases, long Version);

/// <summary>The dimension a claim bears on, and whether it raises, lowers or only explains it.</summary>
public sealed record Bearing(string Dimension, string Direction, string? Perspective = null);

/// <summary>A number that a claim gives, with its bounds where known.</summary>
public sealed record Quantity(double Value, string Unit, double? Low = null, double? High = null);

/// <summary>One statement that sources make, to be recorded; the chain goes from the origin to the source that was read.</summary>
public sealed record NewClaim(
    string Partnership,
    string Statement,
    IReadOnlyList<Guid> Chain,
    int Credibility,
    DateOnly InformationDate,
    string Asserts,
    IReadOnlyList<Bearing> Bearings,
    string? Marking = null,
    IReadOnlyList<Guid>? Corroborates = null,
    IReadOnlyList<Guid>? Contradicts = null,
    Quantity? Quantity = null,
    string? Reference = null,
    Guid? Id = null);

/// <summary>A claim as the server holds it: as posted, with what is known of it. Related claims above the reader's clearance are left out.</summary>
public sealed record ClaimAnswer(
    Guid Id,
    string Partnership,
    string Statement,
    IReadOnlyList<SourceLink> Chain,
    int Credibility,
    DateOnly InformationDate,
    string Marking,
    string Asserts,
    IReadOnlyList<Bearing> Bearings,
    IReadOnlyList<Guid> Corroborates,
    IReadOnlyList<Guid> Contradicts,
    Quantity? Quantity,
    string? Reference,
    string Grade,
    SourceLink Origin,
    bool Withdrawn,
    long CitedBy,
    long Version,
    Withdrawal? Withdrawal = null,
    IReadOnlyList<Guid>? PossibleDuplicates = null)
{
    /// <summary>The sources of the chain that the reader may know of.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> Sources => Chain.Select(link => link.Source).OfType<Guid>();
}

/// <summary>Why a claim can be cited no more, and who said so.</summary>
public sealed record Withdrawal(string Reason, string By, DateTimeOffset RecordedAt, Guid? DuplicateOf = null);

/// <summary>A published assessment that rests on some evidence, and what would be left of its judgments without it.</summary>
public sealed record ImpactedAssessment(
    Guid Assessment, string Partnership, string Author, string Title, string Marking, IReadOnlyList<ImpactedJudgment> Judgments);

/// <summary>A judgment without the evidence asked about: the claims that still support it, their origins, the mark it would bear.</summary>
public sealed record ImpactedJudgment(
    string Dimension, string? Perspective, int Level, string Support, string SupportWithout, IReadOnlyList<Guid> Remaining, int OriginsWithout);
