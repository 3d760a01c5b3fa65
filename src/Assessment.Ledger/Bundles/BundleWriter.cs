using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Assessment.Ledger.Bundles;

/// <summary>
/// Writes a bundle: everything an outsider needs to verify a log without the server, as a zip that is written once from front to
/// back, to a stream that need not seek. The methods are called in their order here.
/// </summary>
public sealed class BundleWriter : IAsyncDisposable
{
    private const int FlushedAt = 64 * 1024;

    // The earliest time a zip can name: the same bundle has the same bytes.
    private static readonly DateTimeOffset Unsaid = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip;
    private readonly ArrayBufferWriter<byte> lines = new();
    private Stream? open;
    private string opened = "";

    private BundleWriter(ZipArchive zip) => this.zip = zip;

    /// <summary>Begins a bundle with its README; the stream is left open in the end.</summary>
    /// <param name="stream">Written from front to back.</param>
    /// <param name="keys">The one that signed the checkpoint, then those from before it was changed.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<BundleWriter> BeginAsync(Stream stream, IReadOnlyList<VerifierKey> keys, CancellationToken ct = default)
    {
        var bundle = new BundleWriter(await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct));
        await bundle.WriteAsync(BundleName.Readme, Encoding.UTF8.GetBytes(BundleReadme.Of(keys[0])), ct);
        await bundle.WriteAsync(BundleName.Key, Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => $"{key}\n"))), ct);
        return bundle;
    }

    /// <summary>The checkpoint whose leaves follow, as the signed note it is.</summary>
    public Task WriteCheckpointAsync(string note, CancellationToken ct = default) => WriteAsync(BundleName.Checkpoint, Encoding.UTF8.GetBytes(note), ct);

    /// <summary>A checkpoint from before, of another size.</summary>
    public Task WriteOlderCheckpointAsync(long size, string note, CancellationToken ct = default) =>
        WriteAsync(BundleName.CheckpointOf(size), Encoding.UTF8.GetBytes(note), ct);

    /// <summary>A tile of hashes or a bundle of entries: each of <see cref="TilePath.HashesOf"/>, then of <see cref="TilePath.EntriesOf"/>.</summary>
    public Task WriteTileAsync(TilePath path, ReadOnlyMemory<byte> tile, CancellationToken ct = default) => WriteAsync(path.ToString(), tile, ct);

    /// <summary>A fact, in the order of the log; one whose row is gone is left out.</summary>
    public async Task WriteFactAsync(BundledFact fact, CancellationToken ct = default)
    {
        await OpenAsync(BundleName.FactsOf(fact.Index), ct);
        fact.WriteTo(lines);
        await FlushAsync(FlushedAt, ct);
    }

    /// <summary>A stream of the fact table, with the last version it has there.</summary>
    public async Task WriteStreamAsync(Guid stream, long version, CancellationToken ct = default)
    {
        await OpenAsync(BundleName.Streams, ct);
        new BundledStream(stream, version).WriteTo(lines);
        await FlushAsync(FlushedAt, ct);
    }

    /// <summary>Ends the bundle; one without streams gets the empty list of them.</summary>
    public async ValueTask DisposeAsync()
    {
        await OpenAsync(BundleName.Streams, CancellationToken.None);
        await CloseAsync(CancellationToken.None);
        await zip.DisposeAsync();
    }

    private async Task WriteAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await OpenAsync(name, ct);
        await open!.WriteAsync(bytes, ct);
    }

    private async Task OpenAsync(string name, CancellationToken ct)
    {
        if (opened == name) return;
        await CloseAsync(ct);
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Unsaid;
        (open, opened) = (await entry.OpenAsync(ct), name);
    }

    private async Task CloseAsync(CancellationToken ct)
    {
        if (open is null) return;
        await FlushAsync(0, ct);
        await open.DisposeAsync();
        open = null;
    }

    private async Task FlushAsync(int above, CancellationToken ct)
    {
        if (lines.WrittenCount <= above) return;
        await open!.WriteAsync(lines.WrittenMemory, ct);
        lines.ResetWrittenCount();
    }
}
