using Assessment.Client;
using Assessment.Dashboard.Words;

namespace Assessment.Dashboard.Glyphs;

/// <summary>One mark on a strip: a standing or a dissent, beside the others of its level.</summary>
/// <param name="Dissents">Whether it is a dissent.</param>
/// <param name="Offset">How far beside the level it stands, in pixels.</param>
/// <param name="Support">The support mark of a standing; empty for a dissent.</param>
/// <param name="Told">Who holds what.</param>
public sealed record StripMark(bool Dissents, double Offset, string Support, string Told)
{
    private const double Step = 15;

    /// <summary>The marks of each level that has any: standings first, then dissents, centred.</summary>
    public static IEnumerable<(int Level, IReadOnlyList<StripMark> Marks)> Of(PictureDimension entry) =>
        entry.Standings.Select(standing => (standing.Level, Mark: new StripMark(false, 0, standing.Support, Tell(standing))))
            .Concat(entry.Dissents.Select(dissent => (dissent.Level, Mark: new StripMark(true, 0, "", Tell(dissent)))))
            .GroupBy(mark => mark.Level, mark => mark.Mark)
            .Select(level => (level.Key, (IReadOnlyList<StripMark>)[.. Spread([.. level])]));

    /// <summary>The strip for somebody who does not see it.</summary>
    public static string Sentence(PictureDimension entry, IReadOnlyList<Level> levels) => entry.Level is not { } median
        ? string.Join(' ', entry.Dissents.Select(dissent => $"{Tell(dissent)}.").Prepend("Nothing you may see."))
        : $"Level {Said.Number(median)} of 5, {Label(median, levels)}. {string.Join("; ", entry.Standings.Select(Tell).Concat(entry.Dissents.Select(Tell)))}.";

    /// <summary>"guarded"; "between distrustful and guarded" for 2.5.</summary>
    public static string Label(double level, IReadOnlyList<Level> levels)
    {
        string Word(double number) => levels.FirstOrDefault(known => known.Number == (int)number) is { } known ? Seen.Of(known.Label.ToLowerInvariant()) : Said.Number(number);
        return double.IsInteger(level) ? Word(level) : $"between {Word(Math.Floor(level))} and {Word(Math.Ceiling(level))}";
    }

    /// <summary>"analyst-3, analyst-2 dissent: 3".</summary>
    public static string Tell(PictureDissent dissent) =>
        $"{string.Join(", ", dissent.Joiners.Prepend(dissent.Analyst).Select(Seen.Of))} dissent{(dissent.Joiners.Count == 0 ? "s" : "")}: {Said.Number(dissent.Level)}";

    private static string Tell(PictureStanding standing) =>
        $"{Seen.Of(standing.Analyst)}: {Said.Number(standing.Level)}" + (standing.Support == "intact" ? "" : $", support {standing.Support}");

    private static IEnumerable<StripMark> Spread(IReadOnlyList<StripMark> marks)
    {
        // Many marks move together so that they do not run into the next level.
        var step = Math.Min(Step, 4 * Step / marks.Count);
        return marks.Select((mark, index) => mark with { Offset = (index - ((marks.Count - 1) / 2.0)) * step });
    }
}
