namespace Assessment.Ledger.Bundles;

/// <summary>What a verifier brings along, from outside what it verifies.</summary>
/// <param name="Algorithm">Verifies signatures of a key.</param>
/// <param name="Pinned">The key that has to have signed; null to believe the bundle's own, which proves only that it agrees with itself.</param>
/// <param name="Kept">Checkpoints that were seen before, as signed notes: each has to be a beginning of this log.</param>
public sealed record Trust(Func<VerifierKey, INoteVerifier> Algorithm, VerifierKey? Pinned, IReadOnlyList<byte[]> Kept);

/// <summary>
/// Verifies a bundle: who signed, that the tree is the one that was signed, that it grew from every tree signed before, that
/// every leaf is of a fact that is still as it was, that no fact is missing, and that what was removed was removed lawfully.
/// </summary>
public sealed class Verification
{
    /// <summary>Findings after which it is not looked any further.</summary>
    public const int MaxFindings = 100;

    private static readonly int Ahead = Math.Clamp(2 * Environment.ProcessorCount, 2, 8);

    private readonly BundleReader bundle;
    private readonly Trust trust;
    private readonly List<Finding> findings = [];
    private readonly StreamVersions versions = new();
    private readonly Redactions redactions = new();
    private readonly HashSet<long> positions = [];
    private readonly GrowingTree tree;
    private Signers? signers;
    private Checkpoint? latest;
    private SignedBefore? before;

    private Verification(BundleReader bundle, Trust trust)
    {
        (this.bundle, this.trust) = (bundle, trust);
        tree = new GrowingTree((path, tile) => Compare(path, tile.Span));
    }

    /// <summary>Takes each leaf that could be read, and its fact when that is as it was.</summary>
    public delegate void Seen(long index, Leaf leaf, BundledFact? fact);

    /// <summary>Verifies all of a bundle. Never throws for what is in it.</summary>
    /// <param name="bundle">Which is read through once.</param>
    /// <param name="trust">What is believed beforehand.</param>
    /// <param name="progress">Told how many leaves have been checked, of how many.</param>
    /// <param name="seen">Told of each leaf, in the order of the log.</param>
    /// <param name="ct">Stops it.</param>
    public static Verdict Of(BundleReader bundle, Trust trust, Action<long, long>? progress = null, Seen? seen = null, CancellationToken ct = default)
    {
        var verification = new Verification(bundle, trust);
        try
        {
            verification.Run(progress, seen, ct);
        }
        catch (InvalidDataException damaged)
        {
            verification.Incomplete(damaged.Message);
        }

        return verification.Conclude();
    }

    private void Run(Action<long, long>? progress, Seen? seen, CancellationToken ct)
    {
        foreach (var name in bundle.Strange.Take(MaxFindings)) Tampered($"{name} does not belong into a bundle, or is there twice.");
        bundle.Pass(BundleName.Readme);
        signers = Signers.Read(bundle, trust, findings.Add);
        latest = signers is null ? null : ReadLatest(signers.Current);
        if (latest is null) return;

        before = new SignedBefore(bundle, signers!, latest, trust.Kept, findings);
        before.Compare(tree);
        var pending = new Queue<Task<LeafBatch>>();
        foreach (var batch in new BatchReader(bundle, latest, findings.Add).Batches())
        {
            ct.ThrowIfCancellationRequested();
            pending.Enqueue(Task.Run(batch.Check, ct));
            if (pending.Count >= Ahead) Take(pending.Dequeue().GetAwaiter().GetResult());
            if (findings.Count >= MaxFindings) break;
        }

        while (pending.TryDequeue(out var batch)) Take(batch.GetAwaiter().GetResult());
        if (tree.Size == latest.Size && findings.Count < MaxFindings) CheckWhole();

        void Take(LeafBatch batch)
        {
            this.Take(batch, seen);
            progress?.Invoke(tree.Size, latest.Size);
        }
    }

    private Checkpoint? ReadLatest(INoteVerifier key)
    {
        if (bundle.Read(BundleName.Checkpoint, SignedNote.MaxLength) is not { } bytes) Incomplete("checkpoint is missing.");
        else if (!SignedNote.TryParse(bytes, out var note)) Tampered("checkpoint is no signed note.");
        else if (!Checkpoint.TryParse(note.Text, out var checkpoint)) Tampered("checkpoint is no checkpoint of a log.");
        else
        {
            if (!note.IsSignedBy(key)) Tampered($"checkpoint is not signed with the key {key.Key}.");
            if (checkpoint.Origin != key.Key.Name) Tampered($"checkpoint is of the log {checkpoint.Origin}, and the key is that of {key.Key.Name}.");
            return checkpoint;
        }

        return null;
    }

    private void Take(LeafBatch batch, Seen? seen)
    {
        findings.AddRange(batch.Findings);
        foreach (var hash in batch.Hashes)
        {
            tree.Append(hash);
            before!.Compare(tree);
        }

        foreach (var (index, leaf, fact) in batch.Read)
        {
            if (versions.Take(leaf.Stream, leaf.Version, index) is { } wrong) Tampered(wrong, index);
            if (!positions.Add(leaf.Position)) Tampered($"position {leaf.Position} stands in the log a second time", index);
            if (fact?.Redacted is not null) redactions.Remove(index, fact);
            else if (fact is not null && Redactions.Concerns(leaf.Type)) redactions.Take(index, leaf, fact.Data!);
            seen?.Invoke(index, leaf, fact);
        }
    }

    // What can be said only once all leaves are there.
    private void CheckWhole()
    {
        foreach (var (path, tile) in tree.PartialTiles()) Compare(path, tile.Span);
        before!.Agrees(tree, latest!, BundleName.Checkpoint);
        foreach (var (index, sentence) in versions.Holes().Take(MaxFindings)) Tampered(sentence, index);
        CompareStreams();
        foreach (var name in bundle.Unread.Order(StringComparer.Ordinal).Take(MaxFindings)) Tampered($"{name} does not belong to a log of {latest!.Size} leaves.");
    }

    // Hashes of leaves are compared one by one with their entries; these are those above.
    private void Compare(TilePath path, ReadOnlySpan<byte> tile)
    {
        if (path.Level == 0) return;
        if (bundle.Read(path.ToString(), TilePath.FullWidth * Hash.Length) is not { } given) Incomplete($"{path} is missing.");
        else if (!tile.SequenceEqual(given)) Tampered($"{path} does not have the hashes of the leaves under it.");
    }

    private void CompareStreams()
    {
        using var lines = bundle.ReadLines(BundleName.Streams);
        if (lines is null)
        {
            Incomplete($"{BundleName.Streams} is missing.");
            return;
        }

        while (findings.Count < MaxFindings && lines.TryRead(out var line))
        {
            if (!BundledStream.TryParse(line, out var stream)) Tampered($"{BundleName.Streams} has a line that names no stream.");
            else if (versions.Compare(stream.Stream, stream.Version) is var (index, sentence)) Tampered(sentence, index);
        }

        foreach (var (index, sentence) in versions.Rest().Take(MaxFindings)) Tampered(sentence, index);
    }

    private void Tampered(string sentence, long? index = null) => findings.Add(new Finding(Outcome.Tampered, index, sentence));

    private void Incomplete(string sentence) => findings.Add(new Finding(Outcome.Incomplete, null, sentence));

    private Verdict Conclude()
    {
        var (lawful, unlawful) = redactions.Judge();
        if (latest is not null && tree.Size == latest.Size) findings.AddRange(unlawful.Take(MaxFindings));
        return new Verdict(
            [.. findings.OrderBy(finding => finding.Index ?? long.MaxValue)], latest, signers?.Current.Key, tree.Size, before?.Count ?? 0, lawful);
    }
}
