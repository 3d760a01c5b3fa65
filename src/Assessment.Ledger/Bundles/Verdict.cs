namespace Assessment.Ledger.Bundles;

/// <summary>How a verification ends; the numbers are the exit codes of <c>assess verify</c>.</summary>
public enum Outcome
{
    /// <summary>All of it holds.</summary>
    Verified = 0,

    /// <summary>Something was changed.</summary>
    Tampered = 1,

    /// <summary>What is here holds, but something is missing.</summary>
    Incomplete = 2,

    /// <summary>All of it holds, and some facts were lawfully redacted.</summary>
    Redacted = 3,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Outcome">Tampered or incomplete.</param>
/// <param name="Index">The leaf it is about; null when it is about none in particular.</param>
/// <param name="Sentence">What differs; cut off where it would repeat very much of what was found.</param>
public sealed record Finding(Outcome Outcome, long? Index, string Sentence)
{
    private const int Longest = 1000;

    public string Sentence { get; } = Sentence.Length <= Longest ? Sentence : $"{Sentence.AsSpan(0, Longest)}…";
}

/// <summary>A fact whose text was lawfully removed.</summary>
/// <param name="Index">Of its leaf.</param>
/// <param name="Position">The fact's own.</param>
/// <param name="Case">In which it was removed.</param>
/// <param name="ProposedBy">Who asked.</param>
/// <param name="ApprovedBy">Who approved: somebody else.</param>
public sealed record Redaction(long Index, long Position, string Case, string ProposedBy, string ApprovedBy);

/// <summary>What verifying a bundle came to.</summary>
/// <param name="Findings">The first bad leaf first, then what is about no leaf. Not all of them when there are very many.</param>
/// <param name="Checkpoint">What was signed; null when it cannot be read.</param>
/// <param name="Key">The key it was verified with.</param>
/// <param name="Leaves">How many were checked.</param>
/// <param name="OlderCheckpoints">How many were found to be beginnings of the latest.</param>
/// <param name="Redactions">Those that are lawful.</param>
public sealed record Verdict(
    IReadOnlyList<Finding> Findings, Checkpoint? Checkpoint, VerifierKey? Key, long Leaves, int OlderCheckpoints, IReadOnlyList<Redaction> Redactions)
{
    /// <summary>Tampered when anything was changed, else incomplete when anything is missing.</summary>
    public Outcome Outcome =>
        Findings.Any(finding => finding.Outcome == Outcome.Tampered) ? Outcome.Tampered
        : Findings.Count > 0 ? Outcome.Incomplete
        : Redactions.Count > 0 ? Outcome.Redacted
        : Outcome.Verified;
}
