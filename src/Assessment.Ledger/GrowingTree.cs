namespace Assessment.Ledger;

/// <summary>
/// A tree that leaves are appended to, and the tiles it is published as (C2SP tlog-tiles, "Merkle Tree"): full ones are handed
/// on as they fill, the partial ones at the right edge are kept.
/// </summary>
/// <param name="full">Takes each full tile; its bytes are not written to again.</param>
public sealed class GrowingTree(Action<TilePath, ReadOnlyMemory<byte>> full)
{
    private readonly List<byte[]> edge = [];
    private CompactRange range = new();

    /// <summary>Leaves so far.</summary>
    public long Size => range.Size;

    /// <summary>Goes on from the partial tiles at the edge of a tree; false when one of them has the wrong length.</summary>
    public static bool TryRestore(long size, Func<TilePath, ReadOnlyMemory<byte>> read, Action<TilePath, ReadOnlyMemory<byte>> full, out GrowingTree tree)
    {
        tree = new GrowingTree(full);
        foreach (var path in TilePath.EdgeOf(size))
        {
            var tile = read(path);
            if (tile.Length != path.Width * Hash.Length) return false;
            tile.Span.CopyTo(tree.Edge(path.Level));
        }

        // A complete subtree at the edge lies in a partial tile: its parent is not complete.
        var edge = tree.edge;
        var nodes = new TileNodes(size, path => edge[path.Level].AsMemory(0, path.Width * Hash.Length));
        return CompactRange.TryRestore(size, [.. Proofs.NodesOfRoot(size).Select(nodes.At)], out tree.range);
    }

    /// <summary>Appends a leaf by its hash.</summary>
    public void Append(Hash leaf) => range.Append(leaf, Keep);

    /// <summary>The root of the tree.</summary>
    public Hash Root() => range.Root();

    /// <summary>The partial tiles at the right edge as they are now.</summary>
    public IEnumerable<(TilePath Path, ReadOnlyMemory<byte> Tile)> PartialTiles() =>
        TilePath.EdgeOf(Size).Select(path => (path, (ReadOnlyMemory<byte>)edge[path.Level].AsMemory(0, path.Width * Hash.Length)));

    private void Keep(Subtree subtree, Hash hash)
    {
        if (subtree.Level % TilePath.Height != 0) return;
        var level = subtree.Level / TilePath.Height;
        var position = (int)(subtree.Index % TilePath.FullWidth);
        hash.CopyTo(Edge(level).AsSpan(position * Hash.Length));
        if (position < TilePath.FullWidth - 1) return;

        full(new TilePath(level, subtree.Index / TilePath.FullWidth, TilePath.FullWidth), edge[level]);
        edge[level] = new byte[TilePath.FullWidth * Hash.Length];
    }

    private byte[] Edge(int level)
    {
        while (edge.Count <= level) edge.Add(new byte[TilePath.FullWidth * Hash.Length]);
        return edge[level];
    }
}
