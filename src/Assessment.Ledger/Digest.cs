using System.Buffers;
using System.Text;

namespace Assessment.Ledger;

/// <summary>
/// What a leaf says of the text of a fact: without the salt nobody can find the text by trying, and once text and salt are
/// gone the digest tells nothing.
/// </summary>
public static class Digest
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltLength = 32;

    /// <summary>SHA-256(0x02 ‖ salt ‖ text): of the stored data, the text PostgreSQL gives for the jsonb column.</summary>
    public static Hash Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> utf8) => Hash.Of(0x02, salt, utf8);

    /// <inheritdoc cref="Of(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static Hash Of(ReadOnlySpan<byte> salt, string text) => Of(0x02, salt, text);

    /// <summary>SHA-256(0x03 ‖ salt ‖ text): of the stored headers; the empty text when there are none.</summary>
    public static Hash OfHeaders(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> utf8) => Hash.Of(0x03, salt, utf8);

    /// <inheritdoc cref="OfHeaders(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static Hash OfHeaders(ReadOnlySpan<byte> salt, string text) => Of(0x03, salt, text);

    private static Hash Of(byte kind, ReadOnlySpan<byte> salt, string text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var hash = Hash.Of(kind, salt, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
        ArrayPool<byte>.Shared.Return(utf8);
        return hash;
    }
}
