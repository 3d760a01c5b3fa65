namespace Assessment.Ledger.Bundles;

/// <summary>Reads the leaves of a bundle in their order, with the hashes the tree has for them and their facts.</summary>
internal sealed class BatchReader(BundleReader bundle, Checkpoint latest, Action<Finding> found)
{
    private const int LongestBundle = TilePath.FullWidth * (sizeof(ushort) + EntryBundle.LongestEntry);

    /// <summary>All leaves, in batches; ends early where entries are missing.</summary>
    public IEnumerable<LeafBatch> Batches()
    {
        using var facts = new FactFiles(bundle, found);
        foreach (var path in TilePath.EntriesOf(latest.Size))
        {
            if (bundle.Read(path.ToString(), LongestBundle) is not { } entries)
            {
                found(new Finding(Outcome.Incomplete, null, $"{path} is missing: the checkpoint is of {latest.Size} leaves, and those from {path.Start} on are not here."));
                yield break;
            }

            var tile = ReadTile(path with { Level = 0 });
            var batch = new LeafBatch(latest.Origin, path.Start);
            foreach (var entry in Split(path, entries))
            {
                if (batch.Bytes >= LeafBatch.MaxBytes)
                {
                    yield return batch;
                    batch = new LeafBatch(latest.Origin, batch.End);
                }

                var (line, known) = facts.Of(batch.End);
                batch.Add(entry, tile is null ? null : new Hash(tile.AsSpan((int)(batch.End - path.Start) * Hash.Length)), line, known);
            }

            yield return batch;
            if (batch.End < path.Start + path.Width) yield break;
        }

        facts.Finish();
    }

    private byte[]? ReadTile(TilePath path)
    {
        var tile = bundle.Read(path.ToString(), TilePath.FullWidth * Hash.Length);
        if (tile is null) found(new Finding(Outcome.Incomplete, null, $"{path} is missing."));
        else if (tile.Length != path.Width * Hash.Length) found(new Finding(Outcome.Tampered, path.Start, $"{path}, which has its hash, has {tile.Length} bytes"));
        else return tile;
        return null;
    }

    private List<ReadOnlyMemory<byte>> Split(TilePath path, byte[] bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>(path.Width);
        ReadOnlySpan<byte> rest = bundle;
        while (entries.Count < path.Width && EntryBundle.TryTake(ref rest, out var entry))
            entries.Add(bundle.AsMemory(bundle.Length - rest.Length - entry.Length, entry.Length));
        if (entries.Count < path.Width) found(new Finding(Outcome.Tampered, path.Start + entries.Count, $"{path} ends before its entry"));
        else if (!rest.IsEmpty) found(new Finding(Outcome.Tampered, null, $"{path} goes on after its last entry."));
        return entries;
    }
}
