using System.Globalization;

namespace Assessment.Ledger.Bundles;

/// <summary>What the parts of a bundle are called; nothing else may be in one.</summary>
public static class BundleName
{
    public const string Readme = "README.md";
    public const string Key = "key";
    public const string Checkpoint = "checkpoint";
    public const string Streams = "streams.ndjson";

    /// <summary>Keys that one may name: the one that signs and those from before.</summary>
    public const int MaxKeys = 16;

    /// <summary>Facts in one file.</summary>
    public const int FactsInFile = 10_000;

    private const string Older = "checkpoints/";
    private const string Facts = "facts/";
    private const string Lines = ".ndjson";

    /// <summary>An older checkpoint.</summary>
    public static string CheckpointOf(long size) => Older + Text.Of(size);

    /// <summary>The file with the fact of this leaf.</summary>
    public static string FactsOf(long index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Facts}{index - index % FactsInFile:000000000000}{Lines}");

    /// <summary>The size that the name of an older checkpoint says.</summary>
    public static bool IsOlderCheckpoint(string name, out long size)
    {
        size = 0;
        return name.StartsWith(Older, StringComparison.Ordinal) && Text.TryNumber(name.AsSpan(Older.Length), out size);
    }

    /// <summary>Whether a part may have this name, which rules out every path that leads elsewhere.</summary>
    public static bool IsKnown(string name) => name is Readme or Key or Checkpoint or Streams
        || IsOlderCheckpoint(name, out _)
        || TilePath.TryParse(name, out _)
        || IsFacts(name);

    private static bool IsFacts(string name) =>
        name.StartsWith(Facts, StringComparison.Ordinal) && name.EndsWith(Lines, StringComparison.Ordinal) && name.Length == FactsOf(0).Length
        && long.TryParse(name.AsSpan(Facts.Length, 12), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && FactsOf(index) == name;
}
