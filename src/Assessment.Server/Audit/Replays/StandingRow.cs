using Assessment.Server.Assessments;
using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using JasperFx.Events;

namespace Assessment.Server.Audit.Replays;

/// <summary>Where an analyst stood from one position up to another; from none yet while the publication is not concluded.</summary>
public sealed record StandingRow(
    string Partnership, string Dimension, string Perspective, Guid Assessment, int Revision, string Analyst, short Marking, DateOnly CutOff, short Level,
    StandingJudgment Judgment, long? Published, DateTimeOffset? PublishedAt, long? ValidFrom, long ValidUntil)
{
    /// <summary>The rows of one assessment.</summary>
    public static IEnumerable<StandingRow> Of(IReadOnlyList<IEvent> facts)
    {
        var rows = new List<StandingRow>();
        foreach (var fact in facts)
        {
            switch (fact.Data)
            {
                case JudgmentPublished e:
                    rows.Add(new(e.Partnership, e.Dimension, Text(e.Perspective), e.Assessment, e.Revision, e.Analyst, (short)e.Marking, e.InformationCutOff, (short)e.Level,
                        new(e.Level, e.Likelihood, e.Confidence, SupportMark.Intact, Claims(e.Claims), e.Distribution), null, null, null, Rows.Open));
                    break;
                case AssessmentPublished:
                    Close(rows, fact.Sequence);
                    rows.Change(row => row.ValidFrom is null, row => row with { ValidFrom = fact.Sequence, Published = fact.Sequence, PublishedAt = fact.Timestamp });
                    break;
                case AssessmentRetracted:
                    Close(rows, fact.Sequence);
                    break;
                case EvidenceChanged e:
                    foreach (var judgment in e.Judgments) Replace(rows, judgment, fact.Sequence);
                    break;
                case JudgmentReaffirmed e:
                    Replace(rows, e.Judgment, fact.Sequence);
                    break;
                case AssessmentRemarked e:
                    Remark(rows, e, fact.Sequence);
                    break;
            }
        }

        return rows;
    }

    public bool IsHeldAt(long position) => ValidFrom <= position && position < ValidUntil;

    /// <summary>As the picture takes it.</summary>
    public Standing ToStanding() => new(Assessment, Revision, Analyst, Dimension, Rows.PerspectiveOf(Perspective), (Marking)Marking, CutOff, PublishedAt!.Value, Published!.Value, Judgment);

    private static void Replace(List<StandingRow> rows, SupportedJudgment judgment, long position) =>
        rows.AddRange(Close(rows, position, row => row.Dimension == judgment.Dimension && row.Perspective == Text(judgment.Perspective))
            .Select(row => row with { ValidFrom = position, Judgment = row.Judgment with { Support = judgment.Support, Claims = Claims(judgment.Claims) } }));

    private static void Remark(List<StandingRow> rows, AssessmentRemarked by, long position)
    {
        rows.AddRange(Close(rows, position).Select(row => row with { ValidFrom = position, Judgment = row.Judgment with { Marked = (short)by.Marking } }));
        rows.Change(row => by.Marking > by.Was || row.Marking <= (short)by.Was, row => row with
        {
            Judgment = row.Judgment with { Marked = row.Judgment.Marked ?? row.Marking },
            Marking = by.Marking > by.Was ? Math.Max(row.Marking, (short)by.Marking) : Math.Min(row.Marking, (short)by.Marking),
        });
    }

    private static List<StandingRow> Close(List<StandingRow> rows, long position, Func<StandingRow, bool>? which = null) =>
        rows.Change(row => row.ValidFrom is not null && row.ValidUntil == Rows.Open && which?.Invoke(row) is not false, row => row with { ValidUntil = position });

    private static string Text(Perspective? perspective) => perspective?.ToString() ?? "";

    private static StandingClaim[] Claims(IReadOnlyList<PublishedCitation> citations) =>
        [.. citations.Select(citation => new StandingClaim(citation.Claim, citation.Stance, citation.Grade, citation.Origin, citation.Withdrawn is true))];
}

/// <summary>Rows that are valid from one position up to another.</summary>
internal static class Rows
{
    public const long Open = long.MaxValue;

    /// <summary>Changes some rows in their place, and gives them as they were.</summary>
    public static List<T> Change<T>(this List<T> rows, Func<T, bool> which, Func<T, T> change)
    {
        var before = new List<T>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (!which(rows[i])) continue;
            before.Add(rows[i]);
            rows[i] = change(rows[i]);
        }

        return before;
    }

    public static Perspective? PerspectiveOf(string text) => Perspective.TryParse(text, out var perspective) ? perspective : null;
}
