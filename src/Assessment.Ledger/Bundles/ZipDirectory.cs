using System.Buffers.Binary;

namespace Assessment.Ledger.Bundles;

/// <summary>How many parts a zip can name, told before its directory is read into memory (APPNOTE.TXT 4.3.16).</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int ShortestHeader = 46;

    private static ReadOnlySpan<byte> End => "PK\u0005\u0006"u8;

    /// <summary>The most headers that fit between where the directory begins and its end.</summary>
    /// <exception cref="InvalidDataException">There is no directory: the file was cut off, or is no zip.</exception>
    public static long CountOf(Stream stream)
    {
        var tail = new byte[Math.Min(stream.Length, EndLength + LongestComment)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf(End);
        if (at < 0 || tail.Length - at < EndLength) throw new InvalidDataException("it is no zip, or has been cut off");

        // Where the directory begins is said in 64 bits elsewhere when 32 do not hold it: then the whole file could be directory.
        var begins = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        var ends = stream.Length - tail.Length + at;
        return begins == uint.MaxValue ? 0 : Math.Max(0, ends - begins) / ShortestHeader;
    }
}
