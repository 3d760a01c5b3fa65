using System.Buffers;
using System.Text;

namespace Assessment.Ledger;

/// <summary>
/// What the log commits to about one fact: one line of UTF-8 JSON whose bytes are the leaf. The text of the fact is in it only as
/// salted digests, so that it can be removed lawfully while the leaf stands.
/// </summary>
/// <param name="Log">The origin of the log.</param>
/// <param name="Position">The fact's place in the one order of all facts, from 1 on, with gaps.</param>
/// <param name="Id">The fact's own id.</param>
/// <param name="Stream">What it happened to.</param>
/// <param name="Version">Its place on that stream, from 1 on, without gaps.</param>
/// <param name="Type">The name it is stored by.</param>
/// <param name="Recorded">By the database's clock, in whole microseconds.</param>
/// <param name="Actor">Who; empty when nobody is named.</param>
/// <param name="Correlation">Empty when there is none.</param>
/// <param name="Causation">Empty when there is none.</param>
/// <param name="Headers">The <see cref="Digest"/> of the stored headers.</param>
/// <param name="Data">The <see cref="Digest"/> of the stored data.</param>
public sealed record Leaf(
    string Log, long Position, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset Recorded,
    string Actor, string Correlation, string Causation, Hash Headers, Hash Data)
{
    private const int UsualLength = 1024;

    // Every member in the order of the line, and what stands before its value.
    private static ReadOnlySpan<byte> Begin => "{\"v\":1,\"kind\":\"event\",\"log\":\""u8;
    private static ReadOnlySpan<byte> Seq => "\",\"seq\":\""u8;
    private static ReadOnlySpan<byte> IdIs => "\",\"id\":\""u8;
    private static ReadOnlySpan<byte> StreamIs => "\",\"stream\":\""u8;
    private static ReadOnlySpan<byte> VersionIs => "\",\"version\":\""u8;
    private static ReadOnlySpan<byte> TypeIs => "\",\"type\":\""u8;
    private static ReadOnlySpan<byte> RecordedIs => "\",\"recorded\":\""u8;
    private static ReadOnlySpan<byte> ActorIs => "\",\"actor\":\""u8;
    private static ReadOnlySpan<byte> Corr => "\",\"corr\":\""u8;
    private static ReadOnlySpan<byte> Caus => "\",\"caus\":\""u8;
    private static ReadOnlySpan<byte> HeadersIs => "\",\"headers\":\""u8;
    private static ReadOnlySpan<byte> DataIs => "\",\"data\":\""u8;
    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>The line, without a newline: the bytes that are hashed.</summary>
    public byte[] Format()
    {
        var line = new ArrayBufferWriter<byte>(UsualLength);
        WriteTo(line);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>Writes the line.</summary>
    public void WriteTo(IBufferWriter<byte> line)
    {
        LeafText.Write(line, Begin, Log);
        LeafText.Write(line, Seq, Position);
        LeafText.Write(line, IdIs, Id);
        LeafText.Write(line, StreamIs, Stream);
        LeafText.Write(line, VersionIs, Version);
        LeafText.Write(line, TypeIs, Type);
        LeafText.Write(line, RecordedIs, Recorded);
        LeafText.Write(line, ActorIs, Actor);
        LeafText.Write(line, Corr, Correlation);
        LeafText.Write(line, Caus, Causation);
        LeafText.Write(line, HeadersIs, Headers);
        LeafText.Write(line, DataIs, Data);
        line.Write(End);
    }

    /// <summary>Reads a line that is a leaf to the byte: writing what was read gives the same line again.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out Leaf leaf)
    {
        leaf = null!;
        var rest = line;
        if (!LeafText.TryTake(ref rest, Begin, out string log)
            || !LeafText.TryTake(ref rest, Seq, out long position)
            || !LeafText.TryTake(ref rest, IdIs, out Guid id)
            || !LeafText.TryTake(ref rest, StreamIs, out Guid stream)
            || !LeafText.TryTake(ref rest, VersionIs, out long version)
            || !LeafText.TryTake(ref rest, TypeIs, out string type)
            || !LeafText.TryTake(ref rest, RecordedIs, out DateTimeOffset recorded)
            || !LeafText.TryTake(ref rest, ActorIs, out string actor)
            || !LeafText.TryTake(ref rest, Corr, out string correlation)
            || !LeafText.TryTake(ref rest, Caus, out string causation)
            || !LeafText.TryTake(ref rest, HeadersIs, out Hash headers)
            || !LeafText.TryTake(ref rest, DataIs, out Hash data)) return false;

        leaf = new Leaf(log, position, id, stream, version, type, recorded, actor, correlation, causation, headers, data);
        var again = new ArrayBufferWriter<byte>(UsualLength);
        leaf.WriteTo(again);
        return line.SequenceEqual(again.WrittenSpan);
    }

    public override string ToString() => Encoding.UTF8.GetString(Format());
}
