using System.Security.Cryptography;

namespace Assessment.Ledger.Tests;

/// <summary>The definitions of RFC 6962 §2.1 word for word over all leaves: slow, and what everything else is compared with.</summary>
internal sealed class Reference(IReadOnlyList<byte[]> leaves)
{
    private readonly Dictionary<(int, int), Hash> known = [];

    /// <summary>MTH(D[start:end]).</summary>
    public Hash Mth(int start, int end)
    {
        if (start == end) return Of([]);
        if (known.TryGetValue((start, end), out var hash)) return hash;
        var k = start + K(end - start);
        return known[(start, end)] = end - start == 1
            ? Of([0x00, .. leaves[start]])
            : Of([0x01, .. Mth(start, k).ToArray(), .. Mth(k, end).ToArray()]);
    }

    /// <summary>PATH(m, D[start:end]).</summary>
    public Hash[] Path(int m, int start, int end)
    {
        var n = end - start;
        if (n == 1) return [];
        var k = K(n);
        return m < k
            ? [.. Path(m, start, start + k), Mth(start + k, end)]
            : [.. Path(m - k, start + k, end), Mth(start, start + k)];
    }

    /// <summary>PROOF(m, D[0:n]).</summary>
    public Hash[] Proof(int m, int n) => SubProof(m, 0, n, true);

    public Hash NodeAt(Subtree subtree) => Mth((int)(subtree.Index << subtree.Level), (int)((subtree.Index + 1) << subtree.Level));

    private Hash[] SubProof(int m, int start, int end, bool whole)
    {
        var n = end - start;
        if (m == n) return whole ? [] : [Mth(start, end)];
        var k = K(n);
        return m <= k
            ? [.. SubProof(m, start, start + k, whole), Mth(start + k, end)]
            : [.. SubProof(m - k, start + k, end, false), Mth(start, start + k)];
    }

    private static int K(int n)
    {
        var k = 1;
        while (2 * k < n) k *= 2;
        return k;
    }

    private static Hash Of(byte[] bytes) => new(SHA256.HashData(bytes));
}
