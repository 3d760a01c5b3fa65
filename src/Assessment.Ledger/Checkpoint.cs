namespace Assessment.Ledger;

/// <summary>What a log commits to when it signs: that its first leaves are these and no others (C2SP tlog-checkpoint, "Note text").</summary>
/// <param name="Origin">Which log; never empty.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">The root of their tree.</param>
/// <param name="Extensions">Lines that may follow; opaque, none of them empty. This log writes none.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root, IReadOnlyList<string> Extensions)
{
    public Checkpoint(string origin, long size, Hash root)
        : this(origin, size, root, [])
    {
    }

    /// <summary>Reads the text of a note; a size beyond 2^63 - 1 is refused.</summary>
    public static bool TryParse(string text, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (text.Split('\n') is not [{ Length: > 0 } origin, var digits, var base64, .. var extensions, ""]) return false;
        if (!Ledger.Text.TryNumber(digits, out var size) || !Hash.TryParse(base64, out var root) || extensions.Contains("")) return false;
        if (size == 0 && root != MerkleHash.Empty) return false;
        checkpoint = new Checkpoint(origin, size, root, extensions);
        return true;
    }

    /// <summary>Reads a whole note and takes the checkpoint only when it is this log's and this key has signed it.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> note, string origin, INoteVerifier verifier, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        return SignedNote.TryParse(note, out var signed) && signed.IsSignedBy(verifier)
            && TryParse(signed.Text, out checkpoint) && checkpoint.Origin == origin;
    }

    /// <summary>The text that is signed, each line ended by a newline.</summary>
    public string ToText() => string.Concat(((string[])[Origin, Ledger.Text.Of(Size), Root.ToString(), .. Extensions]).Select(line => line + "\n"));

    public bool Equals(Checkpoint? other) => other is not null && ToText() == other.ToText();

    public override int GetHashCode() => HashCode.Combine(Origin, Size, Root);
}
