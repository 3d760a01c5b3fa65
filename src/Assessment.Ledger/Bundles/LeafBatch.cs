using System.Buffers;

namespace Assessment.Ledger.Bundles;

/// <summary>Some leaves that follow one another, with the hashes the tree has for them and their facts: checked apart from all others.</summary>
/// <param name="origin">Which log they have to be of.</param>
/// <param name="start">The index of the first.</param>
internal sealed class LeafBatch(string origin, long start)
{
    /// <summary>Most bytes that are gathered before a batch is closed.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> again = new(1024);
    private readonly List<(ReadOnlyMemory<byte> Entry, Hash? InTile, byte[]? Line, bool LineKnown)> leaves = new(TilePath.FullWidth);

    /// <summary>The index after the last.</summary>
    public long End => start + leaves.Count;

    public int Bytes { get; private set; }

    /// <summary>The hash of each leaf, from its entry.</summary>
    public List<Hash> Hashes { get; } = new(TilePath.FullWidth);

    /// <summary>Each leaf that can be read, with what its fact says when that agrees with it.</summary>
    public List<(long Index, Leaf Leaf, BundledFact? Fact)> Read { get; } = new(TilePath.FullWidth);

    public List<Finding> Findings { get; } = [];

    /// <summary>Adds the next leaf.</summary>
    /// <param name="entry">Its bytes.</param>
    /// <param name="inTile">Its hash in the tile; null when the tile is missing.</param>
    /// <param name="line">Its fact; null when there is none.</param>
    /// <param name="lineKnown">Whether a missing fact is missing from a file that is there.</param>
    public void Add(ReadOnlyMemory<byte> entry, Hash? inTile, byte[]? line, bool lineKnown)
    {
        leaves.Add((entry, inTile, line, lineKnown));
        Bytes += entry.Length + (line?.Length ?? 0);
    }

    /// <summary>Checks every leaf; touches nothing outside this batch.</summary>
    public LeafBatch Check()
    {
        for (var i = 0; i < leaves.Count; i++) Check(start + i, leaves[i].Entry.Span, leaves[i].InTile, leaves[i].Line, leaves[i].LineKnown);
        return this;
    }

    private void Check(long index, ReadOnlySpan<byte> entry, Hash? inTile, byte[]? line, bool lineKnown)
    {
        var hash = MerkleHash.Leaf(entry);
        Hashes.Add(hash);
        if (inTile is { } other && other != hash) Tampered(index, "its entry does not have the hash that the tree has for it");
        var fact = line is not null && BundledFact.TryParse(line, out var read) ? read : null;
        // As a rule the fact gives its leaf to the byte, and there is nothing to read in the entry.
        if (fact is { Redacted: null } && fact.ToLeaf(origin) is var made && IsWritten(made, entry))
        {
            Read.Add((index, made, fact));
            return;
        }

        if (!Leaf.TryParse(entry, out var leaf))
        {
            Tampered(index, "its entry is not a leaf of this form");
            return;
        }

        if (leaf.Log != origin) Tampered(index, $"it is a leaf of the log {leaf.Log}");
        if (line is null)
        {
            if (lineKnown) Tampered(index, $"the fact at position {leaf.Position} ({leaf.Type}, version {leaf.Version} of stream {leaf.Stream}) is gone");
        }
        else if (fact is null)
        {
            Tampered(index, "its fact cannot be read");
        }
        else if (Difference(leaf, fact) is { Length: > 0 } difference)
        {
            Tampered(index, $"the fact at position {leaf.Position} ({leaf.Type}, version {leaf.Version} of stream {leaf.Stream}) is not what was logged: {difference}");
            fact = null;
        }

        Read.Add((index, leaf, fact));
    }

    private bool IsWritten(Leaf leaf, ReadOnlySpan<byte> entry)
    {
        again.ResetWrittenCount();
        leaf.WriteTo(again);
        return entry.SequenceEqual(again.WrittenSpan);
    }

    private void Tampered(long index, string sentence) => Findings.Add(new Finding(Outcome.Tampered, index, sentence));

    // What of a fact is not as the leaf says. Digests of a redacted fact cannot be made again: its salt is gone.
    private static string Difference(Leaf leaf, BundledFact fact)
    {
        var again = fact.Redacted is null ? fact.ToLeaf(leaf.Log) : fact.ToLeaf(leaf.Log, leaf.Headers, leaf.Data);
        if (again == leaf) return "";
        (string Member, object Logged, object Now)[] members =
        [
            ("position", leaf.Position, again.Position), ("id", leaf.Id, again.Id), ("stream", leaf.Stream, again.Stream), ("version", leaf.Version, again.Version),
            ("type", leaf.Type, again.Type), ("recorded", Text.Of(leaf.Recorded), Text.Of(again.Recorded)), ("actor", leaf.Actor, again.Actor),
            ("correlation", leaf.Correlation, again.Correlation), ("causation", leaf.Causation, again.Causation),
        ];
        var said = members.Where(member => !member.Logged.Equals(member.Now)).Select(member => $"{member.Member} was {member.Logged} and is {member.Now}").ToList();
        if (again.Data != leaf.Data && again.Headers != leaf.Headers) said.Add("data and headers, or their salt, are not those that were logged");
        else if (again.Data != leaf.Data) said.Add("the text of its data differs");
        else if (again.Headers != leaf.Headers) said.Add("the text of its headers differs");
        return string.Join("; ", said);
    }
}
