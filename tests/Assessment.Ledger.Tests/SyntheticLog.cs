using System.Buffers;
using System.Globalization;
using System.Text;
using Assessment.Ledger.Bundles;

namespace Assessment.Ledger.Tests;

/// <summary>A log of made-up facts that is the same every time, published and bundled as the service does it.</summary>
internal sealed class SyntheticLog
{
    public const string Origin = "assessment.local/log";

    private static readonly DateTimeOffset Epoch = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly string[] Types = ["assessment-posted", "judgment-made", "claim-recorded", "evidence-regraded", "assessment-approved"];

    private readonly IReadOnlyList<INoteSigner> signers;
    private readonly List<BundledFact> facts = [];
    private readonly Dictionary<Guid, long> versions = [];

    public SyntheticLog(int size, params IReadOnlyList<INoteSigner> signers)
    {
        this.signers = signers;
        for (var i = 0; i < size; i++) Add(StreamOf(i), Types[i % Types.Length], DataOf(i), Actor(i));
    }

    public IReadOnlyList<BundledFact> Facts => facts;

    /// <summary>Sizes at which a checkpoint was signed before the latest.</summary>
    public List<long> SignedBefore { get; } = [];

    public Dictionary<Guid, long> Versions => versions;

    public void Add(Guid stream, string type, string data, string actor)
    {
        var index = facts.Count;
        versions[stream] = versions.GetValueOrDefault(stream) + 1;
        facts.Add(new BundledFact(
            index, Position(index), Id(1, index), stream, versions[stream], type, Epoch.AddTicks(index * 12_345_670L / 10 * 10),
            actor, Id(3, index).ToString("N"), index % 3 == 0 ? "" : Id(4, index).ToString("N"),
            [.. Enumerable.Range(0, 32).Select(i => (byte)(index * 7 + i * 31))], index % 5 == 0 ? "" : $$"""{"partnership": "china-russia", "n": {{index}}}""", data));
    }

    /// <summary>Has a fact be another from the beginning.</summary>
    public void Replace(int index, Func<BundledFact, BundledFact> change) => facts[index] = change(facts[index]);

    /// <summary>Positions have gaps, as transactions that roll back leave them.</summary>
    public static long Position(int index) => index * 3L / 2 + 1;

    public IReadOnlyList<byte[]> Leaves() => [.. facts.Select(fact => fact.ToLeaf(Origin).Format())];

    /// <summary>The signed checkpoint of the first leaves.</summary>
    public string Checkpoint(long size)
    {
        var range = new CompactRange();
        foreach (var leaf in Leaves().Take((int)size)) range.Append(MerkleHash.Leaf(leaf));
        return SignedNote.Sign(new Checkpoint(Origin, size, range.Root()).ToText(), signers).ToString();
    }

    public IEnumerable<(TilePath Path, byte[] Bytes)> Tiles()
    {
        var leaves = Leaves();
        var tiles = new Dictionary<TilePath, byte[]>();
        var tree = new GrowingTree((path, tile) => tiles[path] = tile.ToArray());
        foreach (var leaf in leaves) tree.Append(MerkleHash.Leaf(leaf));
        foreach (var (path, tile) in tree.PartialTiles()) tiles[path] = tile.ToArray();
        foreach (var path in TilePath.HashesOf(leaves.Count)) yield return (path, tiles[path]);
        foreach (var path in TilePath.EntriesOf(leaves.Count))
        {
            var bundle = new ArrayBufferWriter<byte>();
            for (var i = 0; i < path.Width; i++) EntryBundle.Append(bundle, leaves[(int)path.Start + i]);
            yield return (path, bundle.WrittenSpan.ToArray());
        }
    }

    public async Task WriteToAsync(Stream stream)
    {
        await using var bundle = await BundleWriter.BeginAsync(stream, [.. signers.Select(signer => signer.Key)]);
        await bundle.WriteCheckpointAsync(Checkpoint(facts.Count));
        foreach (var size in SignedBefore) await bundle.WriteOlderCheckpointAsync(size, Checkpoint(size));
        foreach (var (path, bytes) in Tiles()) await bundle.WriteTileAsync(path, bytes);
        foreach (var fact in facts) await bundle.WriteFactAsync(fact);
        foreach (var (id, version) in versions.OrderBy(stream => stream.Key)) await bundle.WriteStreamAsync(id, version);
    }

    // Six streams grow at a time, each to some forty versions.
    private static Guid StreamOf(int index) => Id(2, index / 240 * 6 + index % 6);

    private static string Actor(int index) => ((string[])["ana", "rex", "lea", "", "Łukasz \"the\" Ångström"])[index % 5];

    private static string DataOf(int index)
    {
        var words = new StringBuilder();
        for (var i = 0; i < 30 + index % 40; i++) words.Append(CultureInfo.InvariantCulture, $"word{(index * 31 + i * 17) % 997} ");
        return $$"""{"title": "Trust at the border, {{index}}", "rationale": "{{words.ToString().TrimEnd()}} — \"quoted\" été\n", "level": {{index % 5}}, "likelihood": {"lower": 0.55, "upper": 0.80} }""";
    }

    private static Guid Id(byte kind, int index) => new(index, kind, 0x4000, 0x80, kind, 0, 0, 0, 0, 0, 0);
}
