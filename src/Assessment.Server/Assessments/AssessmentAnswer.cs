using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

/// <summary>An assessment as the contract shows it to one actor.</summary>
public sealed record AssessmentAnswer(
    Guid Id, long Version, string Partnership, string Author, AssessmentStatus Status, int Revision, Marking Marking,
    PublishedAnswer? Published, PendingAnswer? Pending, IReadOnlyList<DissentAnswer> Dissents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Retraction? Retraction,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TradecraftAnswer>? Tradecraft = null)
{
    /// <summary>With how the published text, or else the pending one, keeps the standards of the trade.</summary>
    public AssessmentAnswer Checked() => this with
    {
        Tradecraft = TradecraftCheck.Of(Published?.Judgments ?? Pending!.Judgments, Published is null ? Pending!.Reason : Published.Reason),
        Pending = Published is null || Pending is null ? Pending : Pending with { Tradecraft = TradecraftCheck.Of(Pending.Judgments, Pending.Reason) },
    };

    /// <summary>Shows the published text to everybody with the clearance and the pending one to those who work on it.</summary>
    public static AssessmentAnswer Of(AssessmentState assessment, PartnershipState partnership, CitedEvidence evidence, Actor actor)
    {
        var published = assessment.ShowsPublished(actor) ? assessment.Published : null;
        var pending = assessment.ShowsPending(actor) ? assessment.Pending : null;
        return new(assessment.Id, assessment.SeenBy(actor).Version, assessment.Partnership, assessment.Author, assessment.StatusFor(actor),
            published?.Revision ?? pending!.Revision,
            published?.Content.Marking ?? pending!.Content.Marking,
            published is null ? null : PublishedAnswer.Of(published, partnership, evidence),
            pending is null ? null : PendingAnswer.Of(pending, partnership, Typed(assessment, evidence, actor)),
            [.. assessment.Dissents.Where(dissent => actor.Sees(dissent.MarkingNow)).Select(dissent => DissentAnswer.Of(dissent, evidence.Hidden))],
            assessment.Retraction is { } retraction && actor.Sees(retraction.MarkingNow) ? retraction : null);
    }

    // What an author has written into a draft is no news to them, whatever it names.
    private static CitedEvidence Typed(AssessmentState assessment, CitedEvidence evidence, Actor actor) =>
        actor.Id == assessment.Author ? evidence with { Hidden = CitedEvidence.None.Hidden } : evidence;
}

/// <summary>A disagreement on record, with who joined it.</summary>
public sealed record DissentAnswer(
    Guid Id, string Dimension, Perspective? Perspective, string Analyst, Marking Marking, int Level, string Rationale, IReadOnlyList<Citation> Claims,
    DateTimeOffset RecordedAt, IReadOnlyList<string> Joiners)
{
    public static DissentAnswer Of(Dissent dissent, IReadOnlySet<Guid> hidden) => new(dissent.Id, dissent.Dimension, dissent.Perspective, dissent.Analyst, dissent.Marking,
        dissent.Level, dissent.Rationale, [.. dissent.Claims.Where(citation => !hidden.Contains(citation.Claim))], dissent.RecordedAt, dissent.Joiners);
}

/// <summary>The published text.</summary>
public sealed record PublishedAnswer(
    int Revision, RevisionReason? Reason, string Title, DateOnly InformationCutOff, DateTimeOffset PublishedAt, long Position,
    IReadOnlyList<string> ApprovedBy, IReadOnlyList<JudgmentAnswer> Judgments)
{
    public static PublishedAnswer Of(Publication published, PartnershipState partnership, CitedEvidence evidence) => new(
        published.Revision, published.Reason, published.Content.Title, published.Content.InformationCutOff, published.PublishedAt, published.Position,
        published.ApprovedBy,
        [.. published.Content.Judgments.Select(judgment => JudgmentAnswer.Of(judgment, partnership, evidence) with
        {
            Support = published.SupportOf(judgment.Dimension, judgment.Perspective).Mark,
            Backdated = Backdating.Is(published.Content.InformationCutOff, published.PublishedAt),
        })]);
}

/// <summary>The text being worked on; its own check stands here when the assessment's is that of the published text.</summary>
public sealed record PendingAnswer(
    int Revision, AssessmentStatus Status, RevisionReason? Reason, string Title, DateOnly InformationCutOff, Marking Marking,
    IReadOnlyList<JudgmentAnswer> Judgments, IReadOnlyList<string> ApprovedBy, IReadOnlyList<ReviewComment> Comments,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TradecraftAnswer>? Tradecraft = null)
{
    public static PendingAnswer Of(Work work, PartnershipState partnership, CitedEvidence evidence) => new(
        work.Revision, work.Status, work.Reason, work.Content.Title, work.Content.InformationCutOff, work.Content.Marking,
        [.. work.Content.Judgments.Select(judgment => JudgmentAnswer.Of(judgment, partnership, evidence))], work.ApprovedBy, work.Comments);
}

/// <summary>A judgment with what can be said of its evidence now; support and backdating are asked of published ones.</summary>
public sealed record JudgmentAnswer(
    string Dimension, Perspective? Perspective, int Level, string Label, Likelihood Likelihood, Confidence Confidence, string Rationale,
    IReadOnlyList<CitationAnswer> Claims, IReadOnlyList<string> Alternatives, IReadOnlyList<string> Assumptions, IReadOnlyList<string> Indicators,
    int Origins, bool SingleSourced, SupportMark? Support, bool? Backdated, string Statement,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? Distribution)
{
    public static JudgmentAnswer Of(Judgment judgment, PartnershipState partnership, CitedEvidence evidence)
    {
        var dimension = partnership.DimensionOf(judgment.Dimension)!;
        var label = dimension.Levels[judgment.Level - 1].Label;
        var origins = evidence.OriginsOf(judgment.Supporting).Count;
        return new(judgment.Dimension, judgment.Perspective, judgment.Level, label, judgment.Likelihood, judgment.Confidence, judgment.Rationale,
            [.. judgment.Claims.Where(citation => !evidence.Hidden.Contains(citation.Claim)).Select(citation => CitationAnswer.Of(citation, evidence))], judgment.Alternatives, judgment.Assumptions, judgment.Indicators,
            origins, origins < 2, null, null,
            Sentences.Judgment(judgment.Likelihood, judgment.Distribution, dimension, judgment.Perspective, judgment.Level, judgment.Confidence), judgment.Distribution);
    }
}

/// <summary>A citation with the claim's grade; a draft may cite what does not exist, which has none.</summary>
public sealed record CitationAnswer(Guid Claim, Stance Stance, Grade? Grade, bool? Withdrawn)
{
    public static CitationAnswer Of(Citation citation, CitedEvidence evidence) => evidence.Claim(citation.Claim) is { } claim
        ? new(citation.Claim, citation.Stance, evidence.GradeOf(claim), claim.Withdrawn)
        : new(citation.Claim, citation.Stance, null, null);
}
