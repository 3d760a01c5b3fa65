using Assessment.Client;
using Assessment.Dashboard.Glyphs;
using Assessment.Dashboard.Words;

namespace Assessment.Dashboard.Picture;

/// <summary>A change of a dimension, told in half a sentence.</summary>
public static class Telling
{
    public static string Of(DimensionChange change, IReadOnlyList<Dimension> dimensions)
    {
        var name = Seen.Of(dimensions.FirstOrDefault(known => known.Code == change.Dimension)?.Name ?? change.Dimension);
        var where = change.Perspective is null ? name : $"{name}, {Said.Perspective(change.Perspective)}";
        var levels = dimensions.FirstOrDefault(known => known.Code == change.Dimension)?.Levels ?? [];
        return $"{where}: {string.Join(", ", Parts(change.Before, change.After, levels).DefaultIfEmpty("its grounds changed"))}";
    }

    private static IEnumerable<string> Parts(PictureDimension? before, PictureDimension? after, IReadOnlyList<Level> levels)
    {
        if (before?.Level != after?.Level) yield return before?.Level is null ? $"{Said.Unseen} → level {Level(after)}" : after?.Level is null ? $"level {Level(before)} → {Said.Unseen}" : $"level {Level(before)} → {Level(after)}";
        if ((before?.Analysts ?? 0) != (after?.Analysts ?? 0)) yield return $"{Said.Count(before?.Analysts ?? 0, "analyst")} → {after?.Analysts ?? 0}";
        if (before?.Likelihood?.Probability != after?.Likelihood?.Probability && before?.Likelihood is not null && after?.Likelihood is not null)
            yield return $"{Said.Percent(before.Likelihood.Probability)} → {Said.Percent(after.Likelihood.Probability)}";
        else if (before?.Distribution is { } was && after?.Distribution is { } now && (Weights.Of(was), Weights.Of(now)) is var (old, anew) && !old.Levels.SequenceEqual(anew.Levels))
        {
            // The level that gained or lost most stands for all.
            var most = Enumerable.Range(0, old.Levels.Count).MaxBy(at => Math.Abs(anew.Levels[at] - old.Levels[at]));
            yield return $"weight on {StripMark.Label(most + 1, levels)} {old.Levels[most]} → {anew.Levels[most]} %";
        }

        if (before?.Support != after?.Support && after is not null && after.Support.Weakened + after.Support.Lost > 0)
            yield return $"support {(after.Support.Lost > 0 ? "lost" : "weakened")}";
        if (before?.Origins != after?.Origins) yield return $"{Said.Count(before?.Origins ?? 0, "origin")} → {after?.Origins ?? 0}";
        if ((before?.Dissents.Count ?? 0) != (after?.Dissents.Count ?? 0)) yield return $"{Said.Count(before?.Dissents.Count ?? 0, "dissent")} → {after?.Dissents.Count ?? 0}";
    }

    private static string Level(PictureDimension? entry) => Said.Number(entry?.Level);
}
