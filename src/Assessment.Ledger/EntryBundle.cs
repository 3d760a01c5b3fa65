using System.Buffers;
using System.Buffers.Binary;

namespace Assessment.Ledger;

/// <summary>Leaves one after the other, each behind its length in two bytes, big-endian (C2SP tlog-tiles, "Log entries").</summary>
public static class EntryBundle
{
    /// <summary>Bytes of the longest entry that can be written.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <summary>Appends an entry.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer than <see cref="LongestEntry"/>.</exception>
    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, LongestEntry, nameof(entry));
        BinaryPrimitives.WriteUInt16BigEndian(bundle.GetSpan(sizeof(ushort)), (ushort)entry.Length);
        bundle.Advance(sizeof(ushort));
        bundle.Write(entry);
    }

    /// <summary>Takes the next entry off the front; false when there is none, or not all of it: then <paramref name="bundle"/> is not empty.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> bundle, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bundle, out var length) || bundle.Length - sizeof(ushort) < length) return false;
        entry = bundle.Slice(sizeof(ushort), length);
        bundle = bundle[(sizeof(ushort) + length)..];
        return true;
    }
}
