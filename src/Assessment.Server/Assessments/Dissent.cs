using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

/// <summary>A disagreement on record with the text of a revision, and who joined it.</summary>
public sealed record Dissent(
    Guid Id, string Dimension, Perspective? Perspective, string Analyst, Marking Marking, int Level, string Rationale,
    IReadOnlyList<Citation> Claims, DateTimeOffset RecordedAt, IReadOnlyList<string> Joiners)
{
    /// <summary>Of the text that it is on.</summary>
    public int Revision { get; init; }

    /// <summary>By re-markings from after the moment it is looked at; null when there are none.</summary>
    public Marking? MarkedSince { get; init; }

    /// <summary>What decides who sees it, at whatever moment.</summary>
    public Marking MarkingNow => MarkedSince ?? Marking;

    /// <summary>Raised and lowered with the text, no lower than the re-marking says.</summary>
    public Dissent Remarked(AssessmentRemarked by, bool since) => since ? this with { MarkedSince = Under(by, MarkingNow) } : this with { Marking = Under(by, Marking) };

    private Marking Under(AssessmentRemarked by, Marking marking)
    {
        if (by.Marking < by.Was && by.Dissents is null) return marking;
        var least = by.Dissents?.FirstOrDefault(kept => kept.Dissent == Id)?.Marking ?? Marking.Clear;
        return (Marking)Math.Max((int)by.Of(marking), Math.Min((int)marking, (int)least));
    }
}
