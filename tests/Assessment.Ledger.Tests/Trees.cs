using System.Buffers.Binary;

namespace Assessment.Ledger.Tests;

/// <summary>Trees that proofs are made of.</summary>
internal static class Trees
{
    public const int LargeSize = 1 << 20;

    private static readonly Lazy<Hash[][]> Large = new(() =>
    {
        var levels = new List<Hash[]> { new Hash[LargeSize] };
        Parallel.For(0, LargeSize, i =>
        {
            Span<byte> leaf = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(leaf, i);
            levels[0][i] = MerkleHash.Leaf(leaf);
        });
        while (levels[^1] is { Length: > 1 } below)
            levels.Add([.. Enumerable.Range(0, below.Length / 2).Select(i => MerkleHash.Node(below[2 * i], below[2 * i + 1]))]);
        return [.. levels];
    });

    public static byte[][] SmallLeaves { get; } = [.. Enumerable.Range(0, 260).Select(BitConverter.GetBytes)];

    public static Reference Small => field ??= new Reference(SmallLeaves);

    public static Hash LargeNodeAt(Subtree subtree) => Large.Value[subtree.Level][subtree.Index];
}

/// <summary>What does not prove: everything near a right proof, in the categories that published probes have.</summary>
internal static class Wrong
{
    /// <summary>Modified, truncated, extended, reordered, with nodes inserted, removed or taken from beside.</summary>
    public static IEnumerable<Hash[]> Proofs(IReadOnlyList<Hash> right, params Hash[] beside)
    {
        for (var i = 0; i < right.Count; i++)
        {
            foreach (var hash in Hashes(right[i])) yield return [.. right.Take(i), hash, .. right.Skip(i + 1)];
            yield return [.. right.Take(i), .. right.Skip(i + 1)];
            yield return [.. right.Take(i + 1), right[i], .. right.Skip(i + 1)];
        }

        for (var i = 1; i < right.Count; i++)
            if (right[i] != right[i - 1]) yield return [.. right.Take(i - 1), right[i], right[i - 1], .. right.Skip(i + 1)];
        for (var i = 0; i <= right.Count; i++)
            foreach (var hash in (Hash[])[MerkleHash.Empty, default, .. beside]) yield return [.. right.Take(i), hash, .. right.Skip(i)];
        yield return [.. right, .. right, MerkleHash.Empty];
        yield return [.. right, .. Enumerable.Repeat(MerkleHash.Empty, 100)];
        if (right.Count > 0) yield return [];
    }

    /// <summary>One bit of some bytes flipped, and values that mean something elsewhere.</summary>
    public static IEnumerable<Hash> Hashes(Hash right)
    {
        foreach (var at in (int[])[0, 15, 31])
        {
            var bytes = right.ToArray();
            bytes[at] ^= (byte)(1 << (at % 8));
            yield return new Hash(bytes);
        }

        yield return default;
        if (right != MerkleHash.Empty) yield return MerkleHash.Empty;
    }

    public static IEnumerable<long> Numbers(long right) => ((long[])
        [right - 1, right + 1, right ^ 2, right * 2, right / 2, -right, ~right, right + (1L << 32), right | long.MinValue, long.MaxValue]).Where(wrong => wrong != right);
}
