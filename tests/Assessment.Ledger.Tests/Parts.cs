using System.Buffers;
using System.IO.Compression;
using System.Text;
using Assessment.Ledger.Bundles;

namespace Assessment.Ledger.Tests;

/// <summary>The parts of a bundle in the hands of somebody who changes them.</summary>
internal sealed class Parts
{
    public const string FirstFacts = "facts/000000000000.ndjson";

    private readonly Dictionary<string, byte[]> parts;

    private Parts(Dictionary<string, byte[]> parts) => this.parts = parts;

    public byte[] this[string name]
    {
        get => parts[name];
        set => parts[name] = value;
    }

    public IEnumerable<string> Names => parts.Keys;

    public static async Task<Parts> OfAsync(SyntheticLog log)
    {
        using var file = new MemoryStream();
        await log.WriteToAsync(file);
        await using var zip = new ZipArchive(file);
        var parts = new Dictionary<string, byte[]>();
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using var stream = await entry.OpenAsync();
            await stream.CopyToAsync(bytes);
            parts.Add(entry.FullName, bytes.ToArray());
        }

        return new Parts(parts);
    }

    public Parts Copy() => new(new(parts));

    public Parts Without(string name)
    {
        parts.Remove(name);
        return this;
    }

    /// <summary>Changes a fact where it stands in the database; null takes it away.</summary>
    public Parts Fact(int index, Func<BundledFact, BundledFact?> change)
    {
        var name = BundleName.FactsOf(index);
        var lines = new ArrayBufferWriter<byte>();
        foreach (var line in Encoding.UTF8.GetString(parts[name]).Split('\n')[..^1])
        {
            if (BundledFact.TryParse(Encoding.UTF8.GetBytes(line), out var fact)) (fact.Index == index ? change(fact) : fact)?.WriteTo(lines);
        }

        parts[name] = lines.WrittenSpan.ToArray();
        return this;
    }

    /// <summary>Changes the entry of a leaf.</summary>
    public Parts Entry(int index, Func<byte[], byte[]> change)
    {
        var path = Names.Select(part => TilePath.TryParse(part, out var tile) ? tile : default).Single(tile => tile.IsEntries && tile.Start <= index && index < tile.Start + tile.Width);
        var bundle = new ArrayBufferWriter<byte>();
        ReadOnlySpan<byte> rest = parts[path.ToString()];
        for (var i = path.Start; EntryBundle.TryTake(ref rest, out var entry); i++) EntryBundle.Append(bundle, i == index ? change(entry.ToArray()) : entry);
        parts[path.ToString()] = bundle.WrittenSpan.ToArray();
        return this;
    }

    public Parts Text(string name, Func<string, string> change)
    {
        parts[name] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(parts[name])));
        return this;
    }

    public MemoryStream Zip(CompressionLevel level = CompressionLevel.NoCompression, params (string Name, byte[] Bytes)[] more)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts.Select(part => (part.Key, part.Value)).Concat(more))
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(bytes);
            }
        }

        return file;
    }

    public Verdict Verify(params byte[][] kept) => Verify(Zip(), null, kept);

    public static Verdict Verify(Stream zip, VerifierKey? pinned = null, params byte[][] kept)
    {
        using var bundle = BundleReader.Open(zip);
        return Verification.Of(bundle, new Trust(key => new GivenKey(key), pinned, kept));
    }
}
