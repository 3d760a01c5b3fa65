namespace Assessment.Server.Audit.Redactions;

// The facts of a redaction's stream. These records are the storage format: add members as nullable, never rename, never
// remove. Who proposed and who approved is metadata, as with every fact: verifiers of the ledger look there.

/// <summary>Marks a fact on a redaction's stream, so that a test can demand every one is folded.</summary>
public interface IRedactionEvent;

public sealed record RedactionProposed(Guid Redaction, long Position, string Case, string Reason) : IRedactionEvent;

/// <summary>From here on the database lets the text of that one fact be taken out, and of no other.</summary>
public sealed record RedactionApproved(Guid Redaction, long Position, string Case) : IRedactionEvent;

/// <summary>
/// The text was taken out in the transaction that recorded this. What stayed has no salt any more: its digests stand here, SHA-256 in
/// hexadecimal as in a leaf, so that it cannot be changed unnoticed.
/// </summary>
public sealed record RedactionCarriedOut(Guid Redaction, long Position, string? HeadersDigest = null, string? DataDigest = null) : IRedactionEvent;
