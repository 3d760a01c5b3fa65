using System.Numerics;

namespace Assessment.Ledger;

/// <summary>A complete subtree: the <paramref name="Index"/>-th run of 2^<paramref name="Level"/> leaves, counted from 0.</summary>
/// <param name="Level">0 is a leaf.</param>
/// <param name="Index">Counted from the left among those of its level.</param>
public readonly record struct Subtree(int Level, long Index)
{
    /// <summary>
    /// The complete subtrees that leaves <paramref name="start"/> up to <paramref name="end"/> fall into, largest first. Where
    /// RFC 6962 §2.1 splits a tree, its parts begin at a multiple of their own size rounded up, and this takes such parts.
    /// </summary>
    internal static IEnumerable<Subtree> Covering(long start, long end)
    {
        while (start < end)
        {
            var level = BitOperations.Log2((ulong)(end - start));
            yield return new Subtree(level, start >> level);
            start += 1L << level;
        }
    }
}
