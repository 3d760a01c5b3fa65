using System.Buffers;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Assessment.Ledger;

/// <summary>32 bytes of SHA-256 (FIPS 180-4): of a leaf, of a subtree, of the text of a fact.</summary>
public readonly struct Hash : IEquatable<Hash>
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    private const int OnStack = 1024;
    private const int Base64Length = 44;

    private readonly Vector256<byte> value;

    /// <summary>Takes the first <see cref="Length"/> bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public Hash(ReadOnlySpan<byte> bytes) => value = Vector256.Create(bytes);

    public static bool operator ==(Hash left, Hash right) => left.Equals(right);

    public static bool operator !=(Hash left, Hash right) => !left.Equals(right);

    /// <summary>Reads standard base64 (RFC 4648 §4) as it would be written: padded, no white space, no stray bits.</summary>
    public static bool TryParse(ReadOnlySpan<char> base64, out Hash hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        hash = default;
        if (base64.Length != Base64Length || !Convert.TryFromBase64Chars(base64, bytes, out var read) || read != Length) return false;
        hash = new Hash(bytes);
        return base64.SequenceEqual(hash.ToString());
    }

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    public static bool TryParseHex(ReadOnlySpan<byte> digits, out Hash hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        hash = default;
        if (digits.Length != 2 * Length || digits.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0
            || Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done) return false;
        hash = new Hash(bytes);
        return true;
    }

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    public void CopyTo(Span<byte> bytes) => value.CopyTo(bytes);

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Standard base64 with padding: 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(ToArray());

    /// <summary>Writes <see cref="ToHex"/>; gives how many bytes that are.</summary>
    internal int WriteHex(Span<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.TryToHexStringLower(bytes, digits, out var written) ? written : throw new ArgumentException("Too short for a hash.", nameof(digits));
    }

    public bool Equals(Hash other) => value == other.value;

    public override bool Equals(object? obj) => obj is Hash other && Equals(other);

    public override int GetHashCode() => value.GetHashCode();

    /// <summary>SHA-256(prefix ‖ first ‖ second): what the prefix keeps apart can never collide.</summary>
    internal static Hash Of(byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = 1 + first.Length + second.Length;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var bytes = rented is null ? stackalloc byte[OnStack] : rented;
        bytes[0] = prefix;
        first.CopyTo(bytes[1..]);
        second.CopyTo(bytes[(1 + first.Length)..]);

        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(bytes[..length], hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return new Hash(hash);
    }
}
