namespace Assessment.Client;

/// <summary>A checkpoint as the note it is (C2SP tlog-checkpoint).</summary>
/// <param name="Note">With its signatures, to the byte.</param>
/// <param name="SignedAt">To the second; null where the server does not say it.</param>
public sealed record SignedCheckpoint(string Note, DateTimeOffset? SignedAt)
{
    private const int Lines = 3;

    /// <summary>Which ledger.</summary>
    public string Origin => Line(0);

    /// <summary>How many facts it covers, as it says; null when what it says is no number.</summary>
    public long? Size => long.TryParse(Line(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>The root of their tree, base64.</summary>
    public string Root => Line(2);

    private string Line(int index) => Note.Split('\n') is { Length: > Lines } lines ? lines[index] : "";
}

/// <summary>The proof that one fact stands in the ledger, its parts told apart.</summary>
/// <param name="Index">Of the leaf.</param>
/// <param name="Leaf">To the byte.</param>
/// <param name="Proof">Hashes from the leaf's sibling up, base64.</param>
/// <param name="Checkpoint">The signed note.</param>
public sealed record InclusionProof(long Index, string Leaf, IReadOnlyList<string> Proof, string Checkpoint);

/// <summary>A bundle of the ledger that was ordered.</summary>
/// <param name="Facts">That will be in it.</param>
/// <param name="Written">That are in it.</param>
public sealed record LedgerExport(Guid Id, long Facts, long Written, DateTimeOffset RequestedAt);

/// <summary>One of the two: a bundle that is being made, or one that is made.</summary>
public sealed record ExportProgress(LedgerExport? Making, BundleFile? Made);

/// <summary>A bundle as a file.</summary>
/// <param name="Length">In bytes, where the server says it.</param>
public sealed record BundleFile(string Name, long? Length);

/// <summary>A bundle that is being read; closes the answer it comes in.</summary>
public sealed class OpenBundle(IDisposable answer, BundleFile file, Stream content) : IDisposable
{
    public BundleFile File => file;

    public Stream Content => content;

    public void Dispose() => answer.Dispose();
}
