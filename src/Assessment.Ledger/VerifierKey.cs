using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Assessment.Ledger;

/// <summary>
/// The public half of a key with its name, as verifiers are given it: <c>name+id+base64(type ‖ key)</c> in one line, the form
/// that the signed notes of Go's checksum database brought into use. Only Ed25519 is known (C2SP signed-note, "Ed25519 signatures").
/// </summary>
public sealed record VerifierKey
{
    /// <summary>The signature type of Ed25519 (C2SP signed-note, "Signature types").</summary>
    public const byte Ed25519 = 0x01;

    /// <summary>Bytes of a public key.</summary>
    public const int KeyLength = 32;

    private readonly byte[] publicKey;

    private VerifierKey(string name, byte[] publicKey)
    {
        (Name, this.publicKey) = (name, publicKey);
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. publicKey]));
    }

    /// <summary>By convention the origin of the log.</summary>
    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key): a hint, no proof.</summary>
    public uint Id { get; }

    /// <summary>32 bytes (RFC 8032 §5.1.5).</summary>
    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>Names an Ed25519 key.</summary>
    /// <exception cref="ArgumentException">The name or the length of the key will not do.</exception>
    public static VerifierKey Of(string name, ReadOnlySpan<byte> publicKey) => IsName(name) && publicKey.Length == KeyLength
        ? new VerifierKey(name, publicKey.ToArray())
        : throw new ArgumentException("A key has a name without spaces and plus signs, and 32 bytes.", nameof(name));

    /// <summary>Reads the one line, without a newline; false as well when the id is not that of the key.</summary>
    public static bool TryParse(string line, out VerifierKey key)
    {
        key = null!;
        if (line.Split('+', 3) is not [var name, _, var encoded] || !IsName(name)) return false;
        if (!Text.TryBase64(encoded, out var bytes) || bytes is not [Ed25519, ..] || bytes.Length != 1 + KeyLength) return false;
        key = new VerifierKey(name, bytes[1..]);
        return key.ToString() == line;
    }

    /// <summary>A name has at least one character, no space of any kind and no plus sign (C2SP signed-note, "Format").</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => c == '+' || c < ' ' || char.IsWhiteSpace(c));

    /// <summary>The one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. publicKey])}");

    public bool Equals(VerifierKey? other) => other is not null && Name == other.Name && publicKey.AsSpan().SequenceEqual(other.publicKey);

    public override int GetHashCode() => HashCode.Combine(Name, Id);
}
