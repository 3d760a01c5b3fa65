using System.Text.Json;

namespace Assessment.Client;

/// <summary>A fact as it was recorded, with who, when and through which request; histories say it in a sentence, too.</summary>
public sealed record AuditedFact(
    long Position, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset RecordedAt,
    string? Actor, string? CorrelationId, string? CausationId, string? TraceId, JsonElement Data, string? Summary = null);

/// <summary>Which facts are asked for; <c>To</c> is the first time that is too late.</summary>
public sealed record FactFilter(
    string? Actor = null, string? Type = null, string? Partnership = null, Guid? Stream = null, string? Correlation = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null, long? After = null);

/// <summary>A resource as it was at a version or a moment, as its own endpoint would have answered then.</summary>
public sealed record StateAnswer(Guid Stream, string Kind, long Version, JsonElement State);

/// <summary>Every member of a resource that is different between two of its versions.</summary>
public sealed record ComparisonAnswer(Guid Stream, long From, long To, IReadOnlyList<MemberChange> Changes);

/// <summary>A member that is different, by its path; <c>Before</c> or <c>After</c> is absent when the member is.</summary>
public sealed record MemberChange(string Member, JsonElement? Before = null, JsonElement? After = null);

/// <summary>A check of the read models against the facts, as far as it has come.</summary>
/// <param name="State"><c>running</c>, <c>matched</c>, <c>differs</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Rate">Facts a second.</param>
/// <param name="Differences">The first thousand of them.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record ReplayAnswer(
    Guid Id, string State, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Processed, long Total, double Rate,
    long DifferenceCount, IReadOnlyList<ReplayDifference> Differences, string? Failure = null);

/// <summary>A replay in a list, without the differences one by one.</summary>
public sealed record ListedReplay(
    Guid Id, string State, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Processed, long Total, double Rate,
    long DifferenceCount, string? Failure = null);

/// <summary>Something that is not as the facts make it.</summary>
/// <param name="Table">The table of a read model, or <c>picture</c>.</param>
/// <param name="Key">What tells the row apart from others.</param>
/// <param name="Position">The position the row begins with.</param>
/// <param name="Member">The member that differs; null when the whole row is missing, or should not be there.</param>
/// <param name="Expected">What the facts make of it; absent when there should be nothing.</param>
/// <param name="Found">What is there; absent when there is nothing.</param>
public sealed record ReplayDifference(string Table, JsonElement Key, long? Position, string Marking, string? Member, JsonElement? Expected = null, JsonElement? Found = null);

/// <summary>That somebody was shown something.</summary>
/// <param name="Method">Of HTTP; an answer to a change shows things, too.</param>
/// <param name="Path">What.</param>
/// <param name="Query">What was asked of it; absent where it may name what the auditor may not know of.</param>
/// <param name="Marking">The highest of what was shown.</param>
public sealed record ReadAnswer(string Actor, string Method, string Path, string Marking, DateTimeOffset ReadAt, string? Query = null);

/// <summary>Which reads are asked for; <c>What</c> is a path, with all below it, and <c>To</c> the first time that is too late.</summary>
public sealed record ReadFilter(string? Actor = null, string? What = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>A redaction: of which fact, why, and who answers for it.</summary>
/// <param name="Case">By which it is known outside.</param>
/// <param name="State"><c>proposed</c>, <c>approved</c> or <c>carried-out</c>.</param>
public sealed record RedactionAnswer(
    Guid Id, long Position, string Case, string Reason, string State, string Marking, string ProposedBy, DateTimeOffset ProposedAt, long Version,
    string? ApprovedBy = null, DateTimeOffset? ApprovedAt = null, DateTimeOffset? CarriedOutAt = null);
