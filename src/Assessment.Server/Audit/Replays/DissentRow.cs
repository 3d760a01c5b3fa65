using Assessment.Server.Assessments;
using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using JasperFx.Events;

namespace Assessment.Server.Audit.Replays;

/// <summary>Who disagreed, from one position up to another.</summary>
public sealed record DissentRow(
    string Partnership, string Dimension, string Perspective, Guid Assessment, Guid Dissent, string Analyst, short Marking, short Level, string Rationale,
    IReadOnlyList<string> Joiners, DateTimeOffset RecordedAt, long ValidFrom, long ValidUntil)
{
    /// <summary>The rows of one assessment.</summary>
    public static IEnumerable<DissentRow> Of(IReadOnlyList<IEvent> facts)
    {
        var rows = new List<DissentRow>();
        foreach (var fact in facts)
        {
            switch (fact.Data)
            {
                case DissentRecorded e:
                    var perspective = e.Perspective?.ToString() ?? "";
                    Close(rows, row => (row.Analyst, row.Dimension, row.Perspective) == (e.Analyst, e.Dimension, perspective), fact.Sequence);
                    rows.Add(new(e.Partnership, e.Dimension, perspective, e.Assessment, e.Dissent, e.Analyst, (short)e.Marking, (short)e.Level, e.Rationale, [],
                        fact.Timestamp, fact.Sequence, Rows.Open));
                    break;
                case DissentWithdrawn e:
                    Close(rows, row => row.Dissent == e.Dissent, fact.Sequence);
                    break;
                case DissentJoined e:
                    Rejoin(rows, e.Dissent, joiners => [.. joiners, e.Analyst], fact.Sequence);
                    break;
                case DissentLeft e:
                    Rejoin(rows, e.Dissent, joiners => [.. joiners.Where(joiner => joiner != e.Analyst)], fact.Sequence);
                    break;
                case AssessmentRemarked { Marking: var marking } e when marking > e.Was:
                    rows.Change(row => row.Marking < (short)marking, row => row with { Marking = (short)marking });
                    break;
                case AssessmentRemarked { Dissents: { } kept } e:
                    var least = kept.ToDictionary(dissent => dissent.Dissent, dissent => (short)dissent.Marking);
                    rows.Change(row => row.Marking > (short)e.Marking && row.Marking <= (short)e.Was,
                        row => row with { Marking = Math.Min(row.Marking, Math.Max((short)e.Marking, least.GetValueOrDefault(row.Dissent))) });
                    break;
            }
        }

        return rows;
    }

    public bool IsHeldAt(long position) => ValidFrom <= position && position < ValidUntil;

    /// <summary>As the picture takes it.</summary>
    public OpenDissent ToOpenDissent() => new(Assessment, Dissent, Dimension, Rows.PerspectiveOf(Perspective), Analyst, (Marking)Marking, Level, Rationale, Joiners, RecordedAt);

    private static void Rejoin(List<DissentRow> rows, Guid dissent, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, long position) =>
        rows.AddRange(Close(rows, row => row.Dissent == dissent, position).Select(row => row with { Joiners = change(row.Joiners), ValidFrom = position }));

    private static List<DissentRow> Close(List<DissentRow> rows, Func<DissentRow, bool> which, long position) =>
        rows.Change(row => row.ValidUntil == Rows.Open && which(row), row => row with { ValidUntil = position });
}
