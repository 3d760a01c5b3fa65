using System.Numerics;

namespace Assessment.Ledger;

/// <summary>
/// Inclusion and consistency proofs, built as RFC 6962 §2.1.1 and §2.1.2 define them and checked as RFC 9162 §2.1.3.2 and
/// §2.1.4.2 describe. Building asks for hashes of complete subtrees, which tiles hold; checking takes anything and never throws.
/// </summary>
public static class Proofs
{
    /// <summary>The subtrees whose hashes <see cref="Root"/> asks for.</summary>
    public static IReadOnlyList<Subtree> NodesOfRoot(long size) => [.. Subtree.Covering(0, Checked(size))];

    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    public static Hash Root(long size, Func<Subtree, Hash> nodes) => HashOf((0, Checked(size)), nodes);

    /// <summary>The subtrees whose hashes <see cref="Inclusion"/> asks for.</summary>
    public static IReadOnlyList<Subtree> NodesOfInclusion(long index, long size) => Nodes(PathOf(index, size));

    /// <summary>PATH(index, D[0:size]) of RFC 6962 §2.1.1: from the leaf's sibling up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<Hash> Inclusion(long index, long size, Func<Subtree, Hash> nodes) =>
        [.. PathOf(index, size).Select(range => HashOf(range, nodes))];

    /// <summary>The subtrees whose hashes <see cref="Consistency"/> asks for.</summary>
    public static IReadOnlyList<Subtree> NodesOfConsistency(long from, long to) => Nodes(ProofOf(from, to));

    /// <summary>PROOF(from, D[0:to]) of RFC 6962 §2.1.2; empty between equal sizes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first size is not positive, or is the larger.</exception>
    public static IReadOnlyList<Hash> Consistency(long from, long to, Func<Subtree, Hash> nodes) =>
        [.. ProofOf(from, to).Select(range => HashOf(range, nodes))];

    /// <summary>Whether the leaf with this hash stands at the index of the tree of this size and root (RFC 9162 §2.1.3.2).</summary>
    public static bool VerifyInclusion(Hash leaf, long index, long size, IReadOnlyList<Hash> proof, Hash root)
    {
        if (index < 0 || index >= size) return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if (node % 2 == 1 || node == last)
            {
                hash = MerkleHash.Node(sibling, hash);
                while (node % 2 == 0 && node != 0) (node, last) = (node / 2, last / 2);
            }
            else
            {
                hash = MerkleHash.Node(hash, sibling);
            }

            (node, last) = (node / 2, last / 2);
        }

        return last == 0 && hash == root;
    }

    /// <summary>
    /// Whether the first leaves of the tree of size <paramref name="to"/> are those of the tree of size <paramref name="from"/>
    /// (RFC 9162 §2.1.4.2). A tree is consistent with itself by the empty proof alone; about the empty tree no proof says anything.
    /// </summary>
    public static bool VerifyConsistency(long from, long to, IReadOnlyList<Hash> proof, Hash fromRoot, Hash toRoot)
    {
        if (from <= 0 || to < from) return false;
        if (from == to) return proof.Count == 0 && fromRoot == toRoot;

        // A complete tree is a node of the larger one: its own root begins the path, and is left out of the proof.
        IReadOnlyList<Hash> path = BitOperations.IsPow2(from) ? [fromRoot, .. proof] : proof;
        if (path.Count == 0) return false;

        var (node, last) = (from - 1, to - 1);
        while (node % 2 == 1) (node, last) = (node / 2, last / 2);
        var (first, second) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0) return false;
            if (node % 2 == 1 || node == last)
            {
                first = MerkleHash.Node(sibling, first);
                second = MerkleHash.Node(sibling, second);
                while (node % 2 == 0 && node != 0) (node, last) = (node / 2, last / 2);
            }
            else
            {
                second = MerkleHash.Node(second, sibling);
            }

            (node, last) = (node / 2, last / 2);
        }

        return last == 0 && first == fromRoot && second == toRoot;
    }

    private static List<(long Start, long End)> PathOf(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<(long, long)>();
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + Split(end - start);
            if (index < middle) (end, path) = (middle, [(middle, end), .. path]);
            else (start, path) = (middle, [(start, middle), .. path]);
        }

        return path;
    }

    private static List<(long Start, long End)> ProofOf(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var proof = new List<(long, long)>();
        var (start, end) = (0L, to);
        while (end != from)
        {
            var middle = start + Split(end - start);
            if (from <= middle) (end, proof) = (middle, [(middle, end), .. proof]);
            else (start, proof) = (middle, [(start, middle), .. proof]);
        }

        return start == 0 ? proof : [(start, end), .. proof];
    }

    // k of RFC 6962 §2.1: the largest power of two smaller than the size.
    private static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    private static List<Subtree> Nodes(List<(long Start, long End)> ranges) => [.. ranges.SelectMany(range => Subtree.Covering(range.Start, range.End))];

    private static Hash HashOf((long Start, long End) range, Func<Subtree, Hash> nodes) =>
        CompactRange.Fold([.. Subtree.Covering(range.Start, range.End).Select(nodes)]);

    private static long Checked(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size;
    }
}
