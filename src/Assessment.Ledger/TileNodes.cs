namespace Assessment.Ledger;

/// <summary>The hashes of complete subtrees, taken from tiles (C2SP tlog-tiles, "Merkle Tree"): what <see cref="Proofs"/> builds from.</summary>
/// <param name="size">Of the tree the tiles are of.</param>
/// <param name="read">Gives the bytes of a tile; each is asked for once.</param>
public sealed class TileNodes(long size, Func<TilePath, ReadOnlyMemory<byte>> read)
{
    private readonly Dictionary<TilePath, ReadOnlyMemory<byte>> seen = [];

    /// <summary>The hash of a subtree.</summary>
    /// <exception cref="InvalidDataException">Its tile has another length than its name says.</exception>
    public Hash At(Subtree subtree)
    {
        var path = TilePath.Holding(subtree, size);
        if (!seen.TryGetValue(path, out var tile))
        {
            seen[path] = tile = read(path);
            if (tile.Length != path.Width * Hash.Length) throw new InvalidDataException($"{path} has {tile.Length} bytes.");
        }

        var height = subtree.Level % TilePath.Height;
        return HashOf(tile.Span, (int)((subtree.Index << height) % TilePath.FullWidth), 1 << height);
    }

    private static Hash HashOf(ReadOnlySpan<byte> tile, int first, int count) => count == 1
        ? new Hash(tile[(first * Hash.Length)..])
        : MerkleHash.Node(HashOf(tile, first, count / 2), HashOf(tile, first + count / 2, count / 2));
}
