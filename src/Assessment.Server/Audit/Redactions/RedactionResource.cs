using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Audit.Redactions;

/// <summary>A redaction as the contract shows it: of which fact, why, and who answers for it.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="Position">The place of the fact in the one order of all facts.</param>
/// <param name="Case">By which the redaction is known outside: a court's, a ministry's, a data protection officer's.</param>
/// <param name="Reason">In words.</param>
/// <param name="State">Whether somebody has approved it, and whether the text is gone.</param>
/// <param name="Marking">As high as anything on the stream of the fact.</param>
/// <param name="ProposedBy">The auditor.</param>
/// <param name="ProposedAt">By the database's clock, as the other times.</param>
/// <param name="ApprovedBy">The lead.</param>
/// <param name="ApprovedAt">When.</param>
/// <param name="CarriedOutAt">When the text went.</param>
/// <param name="Version">Of the redaction.</param>
public sealed record RedactionAnswer(
    Guid Id, long Position, string Case, string Reason, RedactionStatus State, Marking Marking, string ProposedBy, DateTimeOffset ProposedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApprovedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ApprovedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? CarriedOutAt, long Version)
{
    public static RedactionAnswer Of(RedactionState redaction) => new(
        redaction.Id, redaction.Proposed.Position, redaction.Proposed.Case, redaction.Proposed.Reason, redaction.Status, redaction.Marking,
        redaction.Proposal.By, redaction.Proposal.At, redaction.Approval?.By, redaction.Approval?.At, redaction.CarriedOutAt, redaction.Version);
}

/// <summary>Reads redactions, each for who may see what it is about.</summary>
public sealed class RedactionResource : IResource
{
    public const string Name = "redaction";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct) =>
        RedactionState.Fold(await session.FactsAsync(id, horizon, ct)) is { } redaction && actor.Sees(redaction.Marking)
            ? new Rendered(RedactionAnswer.Of(redaction), redaction.Version)
            : null;
}
