using System.Globalization;

namespace Assessment.Ledger;

/// <summary>
/// The name of a tile of hashes or of a bundle of entries (C2SP tlog-tiles, "Merkle Tree" and "Log entries"), such as
/// <c>tile/0/x001/x234/067.p/112</c> and <c>tile/entries/000</c>.
/// </summary>
/// <param name="Level">0 holds hashes of leaves, each next one the hashes of full tiles below; <see cref="Entries"/> for entries.</param>
/// <param name="Index">Counted from the left, from 0.</param>
/// <param name="Width">How many it holds: <see cref="FullWidth"/>, or fewer at the right edge.</param>
public readonly record struct TilePath(int Level, long Index, int Width)
{
    /// <summary>What a full tile holds.</summary>
    public const int FullWidth = 256;

    /// <summary>The <see cref="Level"/> of bundles of entries.</summary>
    public const int Entries = -1;

    /// <summary>Levels of <see cref="Subtree"/> that one tile spans.</summary>
    internal const int Height = 8;

    private const int MaxLevel = 63;
    private const int MaxLength = 64;

    /// <summary>Whether it holds entries rather than hashes.</summary>
    public bool IsEntries => Level == Entries;

    public bool IsPartial => Width < FullWidth;

    /// <summary>The index of the first leaf under it, in a tree of fewer than 2^63 leaves.</summary>
    public long Start => Index << (Height * (Math.Max(Level, 0) + 1));

    /// <summary>The full tile in its place.</summary>
    public TilePath Full => this with { Width = FullWidth };

    /// <summary>The tile of a tree of this size whose hashes make up the hash of the subtree.</summary>
    public static TilePath Holding(Subtree subtree, long size)
    {
        var level = subtree.Level / Height;
        return Of(level, subtree.Index >> (Height - subtree.Level % Height), size);
    }

    /// <summary>All tiles of hashes of a tree of this size, level by level from the leaves.</summary>
    public static IEnumerable<TilePath> HashesOf(long size)
    {
        for (var level = 0; level <= MaxLevel / Height && size >> (Height * level) > 0; level++)
            foreach (var tile in Row(level, size)) yield return tile;
    }

    /// <summary>All bundles of entries of a tree of this size.</summary>
    public static IEnumerable<TilePath> EntriesOf(long size) => Row(Entries, size);

    /// <summary>The partial tiles at the right edge of a tree of this size: what appending goes on from.</summary>
    public static IEnumerable<TilePath> EdgeOf(long size)
    {
        for (var level = 0; level <= MaxLevel / Height; level++)
            if ((size >> (Height * level)) % FullWidth > 0) yield return Of(level, size >> (Height * (level + 1)), size);
    }

    /// <summary>Reads a name as tlog-tiles writes it, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out TilePath path)
    {
        path = default;
        if (name.Length > MaxLength) return false;
        string[] parts = name.ToString().Split('/');
        if (parts.Length < 3) return false;

        var (level, width) = (Entries, FullWidth);
        if (parts[1] != "entries" && (!TryNumber(parts[1], out level) || level > MaxLevel)) return false;
        if (parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!TryNumber(parts[^1], out width) || width is 0 or >= FullWidth) return false;
            parts = [.. parts[..^2], parts[^2][..^2]];
        }

        var digits = string.Concat(parts[2..].Select(group => group.TrimStart('x')));
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        path = new TilePath(level, index, width);
        return name.SequenceEqual(path.ToString());
    }

    /// <summary>The name: the index in groups of three digits, all but the last marked by an x.</summary>
    public override string ToString()
    {
        var level = IsEntries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
        var groups = (Index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = Index / 1000; rest > 0; rest /= 1000) groups = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{groups}");
        return IsPartial ? string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{groups}.p/{Width}") : $"tile/{level}/{groups}";
    }

    private static IEnumerable<TilePath> Row(int level, long size)
    {
        var hashes = size >> (Height * Math.Max(level, 0));
        for (var index = 0L; index < hashes >> Height; index++) yield return new TilePath(level, index, FullWidth);
        if (hashes % FullWidth > 0) yield return Of(level, hashes >> Height, size);
    }

    private static TilePath Of(int level, long index, long size) =>
        new(level, index, (int)Math.Min(FullWidth, (size >> (Height * Math.Max(level, 0))) - index * FullWidth));

    private static bool TryNumber(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
