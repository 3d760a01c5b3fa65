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
