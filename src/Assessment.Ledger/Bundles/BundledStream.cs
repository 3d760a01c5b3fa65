using System.Buffers;
using System.Text;

namespace Assessment.Ledger.Bundles;

/// <summary>A stream as the fact table has it, so that a fact without a leaf is noticed.</summary>
/// <param name="Stream">Its id.</param>
/// <param name="Version">The last version there.</param>
public readonly record struct BundledStream(Guid Stream, long Version)
{
    private static readonly Encoding Ascii = Encoding.ASCII;

    /// <summary>Writes the line with its newline.</summary>
    public void WriteTo(IBufferWriter<byte> lines) => lines.Write(Ascii.GetBytes($"{this}\n"));

    /// <summary>Reads a line without its newline, as it would be written.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out BundledStream stream)
    {
        stream = default;
        var parts = line.Length > 128 ? [] : Ascii.GetString(line).Split('"');
        if (parts.Length != 9 || !Guid.TryParseExact(parts[3], "D", out var id) || !Text.TryNumber(parts[7], out var version)) return false;
        stream = new BundledStream(id, version);
        return line.SequenceEqual(Ascii.GetBytes(stream.ToString()));
    }

    public override string ToString() => $$"""{"stream":"{{Stream:D}}","version":"{{Text.Of(Version)}}"}""";
}
