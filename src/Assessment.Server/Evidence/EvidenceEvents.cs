using System.Text.Json.Serialization;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Evidence;

// The facts of sources' and claims' streams. These records are the storage format: add members as nullable,
// never rename, never remove. Who recorded a fact, when and through which request is metadata.

/// <summary>Marks a fact on a source's stream, so that a test can demand every one is folded.</summary>
public interface ISourceEvent;

/// <summary>A source, with its marking; without one, as before there were any, it is for everybody. Of one whose name was taken, why it is another.</summary>
public sealed record SourceRegistered(
    Guid Source, string Name, SourceKind Kind, Reliability Reliability, string? Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Marking? Marking = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Distinct = null) : ISourceEvent;

public sealed record SourceRegraded(Guid Source, Reliability Reliability, Reliability Was, string Reason) : ISourceEvent;

/// <summary>The source was found to be another one, the survivor: from here on both are one origin of one grade, the survivor's.</summary>
public sealed record SourceMerged(Guid Source, Guid Into, string Reason) : ISourceEvent;

/// <summary>The merger was a mistake: the source is one of its own again.</summary>
public sealed record SourceSeparated(Guid Source, Guid From, string Reason) : ISourceEvent;

/// <summary>Who may know of the source has changed.</summary>
public sealed record SourceRemarked(Guid Source, Marking Marking, Marking Was, string Reason) : ISourceEvent, IRemarking;

/// <summary>Marks a fact on a claim's stream, so that a test can demand every one is folded.</summary>
public interface IClaimEvent;

public sealed record ClaimRecorded(
    Guid Claim,
    string Partnership,
    string Statement,
    IReadOnlyList<Guid> Chain,
    int Credibility,
    DateOnly InformationDate,
    Marking Marking,
    Assertion Asserts,
    IReadOnlyList<Bearing> Bearings,
    IReadOnlyList<RelatedClaim> Corroborates,
    IReadOnlyList<RelatedClaim> Contradicts,
    Quantity? Quantity,
    string? Reference) : IClaimEvent;

public sealed record ClaimRegraded(Guid Claim, int Credibility, int Was, string Reason) : IClaimEvent;

public sealed record ClaimTraced(Guid Claim, IReadOnlyList<Guid> Chain, IReadOnlyList<Guid> Was, string Reason) : IClaimEvent;

/// <summary>It counts no longer; a duplicate names the claim that stays.</summary>
public sealed record ClaimWithdrawn(Guid Claim, string Reason, RelatedClaim? DuplicateOf = null) : IClaimEvent;

/// <summary>Takes a withdrawal back.</summary>
public sealed record ClaimReinstated(Guid Claim, string Reason) : IClaimEvent;

public sealed record ClaimRemarked(Guid Claim, string Partnership, Marking Marking, Marking Was, string Reason) : IClaimEvent, IRemarking;

/// <summary>Which question a claim speaks to, and which way it points.</summary>
public sealed record Bearing(string Dimension, Direction Direction, Perspective? Perspective = null);

/// <summary>A claim that another one names, with its marking of then; it may have been marked anew since.</summary>
public sealed record RelatedClaim(Guid Claim, Marking Marking);
