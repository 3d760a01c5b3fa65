using System.IO.Compression;

namespace Assessment.Ledger.Bundles;

/// <summary>
/// The parts of a bundle that somebody hands over. Nothing is unpacked to disk and nothing is read further than its form allows;
/// whatever is wrong with the zip becomes an <see cref="InvalidDataException"/>.
/// </summary>
public sealed class BundleReader : IDisposable
{
    // A zip names its parts in a directory at its end; more than this is no log that fits into a zip.
    private const int MaxParts = 1_000_000;

    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> unread = new(StringComparer.Ordinal);

    private BundleReader(ZipArchive zip) => this.zip = zip;

    /// <summary>Names that stand in the zip more than once, or that no part of a bundle has.</summary>
    public IReadOnlyList<string> Strange { get; private set; } = [];

    /// <summary>Parts that have not been asked for so far.</summary>
    public IReadOnlyCollection<string> Unread => unread.Keys;

    /// <summary>Opens a zip in a stream that can seek.</summary>
    /// <exception cref="InvalidDataException">It is no zip, or has been cut off.</exception>
    public static BundleReader Open(Stream stream) => Guarded("The bundle", () =>
    {
        if (ZipDirectory.CountOf(stream) > MaxParts) throw new InvalidDataException("it has too many parts");
        var bundle = new BundleReader(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
        var strange = new List<string>();
        foreach (var entry in bundle.zip.Entries)
        {
            var folder = entry.Length == 0 && entry.FullName.EndsWith('/');
            if (folder) continue;
            if (!BundleName.IsKnown(entry.FullName) || !bundle.unread.TryAdd(entry.FullName, entry)) strange.Add(entry.FullName);
        }

        bundle.Strange = strange;
        return bundle;
    });

    /// <summary>The sizes that older checkpoints are named after, the smallest first.</summary>
    public IReadOnlyList<long> OlderCheckpoints() =>
        [.. unread.Keys.Select(name => BundleName.IsOlderCheckpoint(name, out var size) ? size : -1).Where(size => size >= 0).Order()];

    /// <summary>A part, when there is one; null when it is missing.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or longer than it may be.</exception>
    public byte[]? Read(string name, int maxLength)
    {
        if (!unread.Remove(name, out var entry)) return null;
        return Guarded(name, () =>
        {
            if (entry.Length > maxLength) throw new InvalidDataException($"it has more than {Text.Of(maxLength)} bytes");
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return stream.ReadByte() < 0 ? bytes : throw new InvalidDataException("it is longer than the zip says");
        });
    }

    /// <summary>Leaves a part unread.</summary>
    public void Pass(string name) => unread.Remove(name);

    /// <summary>The lines of a part, when there is one; null when it is missing.</summary>
    public LineReader? ReadLines(string name) =>
        unread.Remove(name, out var entry) ? Guarded(name, () => new LineReader(name, entry.Open())) : null;

    public void Dispose() => zip.Dispose();

    internal static T Guarded<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{what} cannot be read: {damaged.Message.TrimEnd('.')}.", damaged);
        }
    }
}
