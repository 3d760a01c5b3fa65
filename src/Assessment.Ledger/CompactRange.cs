using System.Numerics;

namespace Assessment.Ledger;

/// <summary>
/// A tree reduced to what appending needs: the hashes of the complete subtrees it falls into (RFC 6962 §2.1), at most 63, one
/// for each bit of its size.
/// </summary>
public sealed class CompactRange
{
    private readonly List<Hash> hashes = [];

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>The hashes of the complete subtrees, the largest first. With <see cref="Size"/> they are the whole state.</summary>
    public IReadOnlyList<Hash> Hashes => hashes;

    /// <summary>Goes on from a kept state; false when there are not as many hashes as the size has bits.</summary>
    public static bool TryRestore(long size, IReadOnlyList<Hash> hashes, out CompactRange range)
    {
        range = new CompactRange();
        if (size < 0 || hashes.Count != BitOperations.PopCount((ulong)size)) return false;
        range.Size = size;
        range.hashes.AddRange(hashes);
        return true;
    }

    /// <summary>Appends a leaf by its hash, and tells of each subtree that it completes, itself first.</summary>
    public void Append(Hash leaf, Action<Subtree, Hash>? completed = null)
    {
        var (node, hash) = (new Subtree(0, Size), leaf);
        completed?.Invoke(node, hash);
        for (; node.Index % 2 == 1; completed?.Invoke(node, hash))
        {
            hash = MerkleHash.Node(hashes[^1], hash);
            hashes.RemoveAt(hashes.Count - 1);
            node = new Subtree(node.Level + 1, node.Index / 2);
        }

        hashes.Add(hash);
        Size++;
    }

    /// <summary>The root of the tree (RFC 6962 §2.1: the right side of every split is hashed first).</summary>
    public Hash Root() => Fold(hashes);

    internal static Hash Fold(IReadOnlyList<Hash> largestFirst)
    {
        if (largestFirst.Count == 0) return MerkleHash.Empty;
        var root = largestFirst[^1];
        for (var i = largestFirst.Count - 2; i >= 0; i--) root = MerkleHash.Node(largestFirst[i], root);
        return root;
    }
}
