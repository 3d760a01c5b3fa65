using System.Security.Cryptography;

namespace Assessment.Ledger;

/// <summary>How leaves and subtrees are hashed, so that none can be passed off as the other (RFC 6962 §2.1, RFC 9162 §2.1.1).</summary>
public static class MerkleHash
{
    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static Hash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 ‖ leaf).</summary>
    public static Hash Leaf(ReadOnlySpan<byte> leaf) => Hash.Of(0x00, leaf, []);

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Hash Node(Hash left, Hash right)
    {
        Span<byte> children = stackalloc byte[2 * Hash.Length];
        left.CopyTo(children);
        right.CopyTo(children[Hash.Length..]);
        return Hash.Of(0x01, children, []);
    }
}
