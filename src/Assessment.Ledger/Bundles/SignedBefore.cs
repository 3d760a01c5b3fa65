namespace Assessment.Ledger.Bundles;

/// <summary>
/// Checkpoints that were signed before the latest: those in the bundle and those the verifier has kept. As the tree is built again
/// leaf by leaf, it passes through each of them, or they are not its past.
/// </summary>
internal sealed class SignedBefore
{
    private readonly Queue<(long Size, string Name, byte[]? Note)> waiting;
    private readonly BundleReader bundle;
    private readonly Signers signers;
    private readonly Checkpoint latest;
    private readonly List<Finding> findings;
    private long agreed;
    private bool differs;

    /// <param name="bundle">Which holds them.</param>
    /// <param name="signers">Who has to have signed them.</param>
    /// <param name="latest">What they have to be a beginning of.</param>
    /// <param name="kept">More of them, from elsewhere.</param>
    /// <param name="findings">What was found so far: where a bad leaf is named, it is not looked for again.</param>
    public SignedBefore(BundleReader bundle, Signers signers, Checkpoint latest, IReadOnlyList<byte[]> kept, List<Finding> findings)
    {
        (this.bundle, this.signers, this.latest, this.findings) = (bundle, signers, latest, findings);
        var all = bundle.OlderCheckpoints().Select(size => (Size: size, Name: BundleName.CheckpointOf(size), Note: (byte[]?)null)).ToList();
        foreach (var note in kept)
        {
            if (SignedNote.TryParse(note, out var signed) && Checkpoint.TryParse(signed.Text, out var checkpoint)) all.Add((checkpoint.Size, "The checkpoint kept from before", note));
            else findings.Add(new Finding(Outcome.Tampered, null, "The checkpoint kept from before is none."));
        }

        foreach (var (size, name, _) in all.Where(checkpoint => checkpoint.Size > latest.Size))
        {
            bundle.Pass(name);
            if (findings.Count < Verification.MaxFindings) findings.Add(new Finding(Outcome.Incomplete, null, $"{name} is of {size} leaves, and only {latest.Size} are here."));
        }

        waiting = new(all.Where(checkpoint => checkpoint.Size <= latest.Size).OrderBy(checkpoint => checkpoint.Size));
    }

    /// <summary>How many the tree has passed through.</summary>
    public int Count { get; private set; }

    /// <summary>Compares those of the size that the tree has now.</summary>
    public void Compare(GrowingTree tree)
    {
        while (findings.Count < Verification.MaxFindings && waiting.TryPeek(out var next) && next.Size == tree.Size)
        {
            waiting.Dequeue();
            var note = next.Note ?? bundle.Read(next.Name, SignedNote.MaxLength)!;
            if (signers.Open(note) is not { } checkpoint) Tampered($"{next.Name} is not signed by a key of this log.");
            else if (checkpoint.Size != next.Size || checkpoint.Origin != latest.Origin) Tampered($"{next.Name} is of another size or log.");
            else if (Agrees(tree, checkpoint, next.Name)) Count++;
        }
    }

    /// <summary>Compares the tree with a checkpoint of its size: the first that differs tells between which leaves to look.</summary>
    public bool Agrees(GrowingTree tree, Checkpoint checkpoint, string name)
    {
        if (tree.Root() == checkpoint.Root)
        {
            if (!differs) agreed = tree.Size;
            return true;
        }

        if (differs || findings.Any(finding => finding.Index >= agreed))
            Tampered($"{name} was signed for other leaves than the first {tree.Size} that are here.");
        else
            Tampered($"{(agreed + 1 == tree.Size ? "it is" : $"it, or one of those up to leaf {tree.Size - 1}, is")} not what was signed: the root of the first {tree.Size} leaves is not the one of {name}", agreed);
        differs = true;
        return false;
    }

    private void Tampered(string sentence, long? index = null) => findings.Add(new Finding(Outcome.Tampered, index, sentence));
}
