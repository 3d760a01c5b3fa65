using System.Text;

namespace Assessment.Ledger;

/// <summary>The proof that one leaf stands in a signed log, in one text that is checked offline (C2SP tlog-proof).</summary>
/// <param name="Index">Of the leaf.</param>
/// <param name="Path">The inclusion proof, from the leaf's sibling up.</param>
/// <param name="Checkpoint">The signed note with the checkpoint, verbatim.</param>
/// <param name="Extra">Opaque, and signed by nobody.</param>
public sealed record TlogProof(long Index, IReadOnlyList<Hash> Path, string Checkpoint, ReadOnlyMemory<byte>? Extra = null)
{
    private const string Version = "c2sp.org/tlog-proof@v1";
    private const string ExtraIs = "extra ";
    private const string IndexIs = "index ";

    // More than the height of any tree.
    private const int MaxPath = 63;

    /// <summary>Reads a proof; the checkpoint in it is read when the proof is verified.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out TlogProof proof)
    {
        proof = null!;
        if (utf8.Length > 2 * SignedNote.MaxLength || !Text.TryDecode(utf8, out var whole)) return false;
        var blank = whole.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || whole[..blank].Split('\n') is not [Version, .. var lines]) return false;

        ReadOnlyMemory<byte>? extra = null;
        if (lines is [var second, ..] && second.StartsWith(ExtraIs, StringComparison.Ordinal))
        {
            if (!Text.TryBase64(second[ExtraIs.Length..], out var opaque)) return false;
            (extra, lines) = (opaque, lines[1..]);
        }

        if (lines is not [var first, .. var hashes] || hashes.Length > MaxPath) return false;
        if (!first.StartsWith(IndexIs, StringComparison.Ordinal) || !Text.TryNumber(first.AsSpan(IndexIs.Length), out var index)) return false;
        var path = new List<Hash>(hashes.Length);
        foreach (var line in hashes)
        {
            if (!Hash.TryParse(line, out var hash)) return false;
            path.Add(hash);
        }

        proof = new TlogProof(index, path, whole[(blank + 2)..], extra);
        return true;
    }

    /// <summary>Whether this leaf stands at the index of the log of this origin, under a checkpoint that this key has signed.</summary>
    public bool Verify(ReadOnlySpan<byte> leaf, string origin, INoteVerifier verifier) =>
        Ledger.Checkpoint.TryOpen(Encoding.UTF8.GetBytes(Checkpoint), origin, verifier, out var checkpoint)
        && Proofs.VerifyInclusion(MerkleHash.Leaf(leaf), Index, checkpoint.Size, Path, checkpoint.Root);

    /// <summary>The text as it is passed on.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Version).Append('\n');
        if (Extra is { } opaque) text.Append(ExtraIs).Append(Convert.ToBase64String(opaque.Span)).Append('\n');
        text.Append(IndexIs).Append(Text.Of(Index)).Append('\n');
        foreach (var hash in Path) text.Append(hash).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }
}
