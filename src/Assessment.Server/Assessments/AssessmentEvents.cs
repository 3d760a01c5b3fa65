using System.Text.Json.Serialization;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

// The facts an assessment's stream can hold, in the order a stream usually meets them. These records are the
// storage format: add members as nullable, never rename, never remove. Who recorded a fact, when and through which
// request is metadata.

/// <summary>Marks a fact on an assessment's stream, so that a test can demand every one is folded.</summary>
public interface IAssessmentEvent;

public sealed record AssessmentDrafted(Guid Assessment, string Partnership, string Author, Content Content) : IAssessmentEvent;

public sealed record AssessmentEdited(Guid Assessment, Content Content) : IAssessmentEvent;

public sealed record AssessmentSubmitted(Guid Assessment, int Revision) : IAssessmentEvent;

public sealed record AssessmentApproved(Guid Assessment, int Revision, string Reviewer, string? Comment) : IAssessmentEvent;

public sealed record AssessmentReturned(Guid Assessment, int Revision, string Reviewer, string Comment) : IAssessmentEvent;

/// <summary>
/// What a reader needs of one published judgment, so that no projection looks anything up. The judgments of one
/// publication count from the fact that concludes it, <see cref="AssessmentPublished"/>.
/// </summary>
public sealed record JudgmentPublished(
    Guid Assessment,
    int Revision,
    string Partnership,
    string Dimension,
    Perspective? Perspective,
    string Analyst,
    Marking Marking,
    DateOnly InformationCutOff,
    int Level,
    Likelihood Likelihood,
    Confidence Confidence,
    IReadOnlyList<PublishedCitation> Claims,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? Distribution = null) : IAssessmentEvent;

/// <summary>A judgment of the revision before that the new one leaves out.</summary>
public sealed record JudgmentDropped(
    Guid Assessment, int Revision, string Partnership, string Dimension, Perspective? Perspective, string Analyst) : IAssessmentEvent;

/// <summary>Concludes a publication: from here on its judgments stand in place of those of the revision before.</summary>
public sealed record AssessmentPublished(
    Guid Assessment, int Revision, string Partnership, string Author, Marking Marking, DateOnly InformationCutOff,
    IReadOnlyList<string> ApprovedBy) : IAssessmentEvent;

public sealed record RevisionOpened(Guid Assessment, int Revision, RevisionReason Reason, Content Content) : IAssessmentEvent;

/// <summary>Takes every judgment back.</summary>
public sealed record AssessmentRetracted(Guid Assessment, string Partnership, string Author, string By, string Reason) : IAssessmentEvent;

/// <summary>Marks it anew, with its earlier texts.</summary>
/// <param name="Assessment">Which.</param>
/// <param name="Partnership">It is about.</param>
/// <param name="Revision">Of the text that was marked so; an open one beyond it goes along only when it is raised.</param>
/// <param name="Marking">From now on.</param>
/// <param name="Was">Of that text until now.</param>
/// <param name="Reason">Why.</param>
/// <param name="OpenSince">The version at which work beyond that text began, if there was any.</param>
/// <param name="Dissents">
/// When it is lowered: of all dissents there ever were those that are lowered less far, or not at all. Null in what an earlier build recorded,
/// which lowered none.
/// </param>
public sealed record AssessmentRemarked(
    Guid Assessment, string Partnership, int Revision, Marking Marking, Marking Was, string Reason, long? OpenSince = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RemarkedDissent>? Dissents = null) : IAssessmentEvent, IRemarking;

/// <summary>A dissent that is lowered no further than this, for what it cites or is on.</summary>
public sealed record RemarkedDissent(Guid Dissent, Marking Marking);

/// <summary>
/// What an assessment rests on has changed: which fact did it, which of the cited claims it touched and from which grade to which,
/// and how the published judgments are supported since. One such fact for each change and assessment.
/// </summary>
public sealed record EvidenceChanged(
    Guid Assessment, string Partnership, EvidenceChange Change, IReadOnlyList<ChangedClaim> Claims, IReadOnlyList<SupportedJudgment> Judgments) : IAssessmentEvent;

/// <summary>The author looked again at what weakened a judgment and stands by it: from here on support is measured anew.</summary>
public sealed record JudgmentReaffirmed(Guid Assessment, string Partnership, string Reason, SupportedJudgment Judgment) : IAssessmentEvent;

/// <summary>Another analyst's disagreement with a judgment of a revision; replaces the one they had on the same dimension.</summary>
public sealed record DissentRecorded(
    Guid Assessment, Guid Dissent, string Partnership, string Dimension, Perspective? Perspective, string Analyst, Marking Marking,
    int Level, string Rationale, IReadOnlyList<Citation> Claims,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Revision = null) : IAssessmentEvent;

public sealed record DissentWithdrawn(Guid Assessment, Guid Dissent) : IAssessmentEvent;

public sealed record DissentJoined(Guid Assessment, Guid Dissent, string Analyst) : IAssessmentEvent;

public sealed record DissentLeft(Guid Assessment, Guid Dissent, string Analyst) : IAssessmentEvent;

/// <summary>The fact on a claim's or source's stream that an assessment was touched by.</summary>
public sealed record EvidenceChange(EvidenceChangeKind Kind, Guid Stream, long Version);

public enum EvidenceChangeKind { ClaimWithdrawn, ClaimRegraded, ClaimTraced, SourceRegraded, SourceMerged, SourceSeparated, ClaimReinstated, ClaimRemarked }

/// <summary>A cited claim before and after a change.</summary>
public sealed record ChangedClaim(Guid Claim, Grade Was, Grade Grade, bool Withdrawn);

/// <summary>A published judgment with its support and its citations as they are known now.</summary>
public sealed record SupportedJudgment(
    string Dimension, Perspective? Perspective, SupportMark Support, IReadOnlyList<PublishedCitation> Claims);

/// <summary>
/// A claim as a published judgment cites it: with the grade and the origin it had then; no origin when nobody can name it. Absent
/// means not withdrawn.
/// </summary>
public sealed record PublishedCitation(
    Guid Claim, Stance Stance, Grade Grade, Guid? Origin, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Withdrawn = null);

/// <summary>What an analyst has written, of one revision.</summary>
public sealed record Content(string Title, DateOnly InformationCutOff, Marking Marking, IReadOnlyList<Judgment> Judgments)
{
    /// <summary>The claims that its judgments cite, each once.</summary>
    public IEnumerable<Guid> Cited() => Judgments.SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim).Distinct();

    /// <summary>What it says in words, beginning with the title.</summary>
    public IEnumerable<string> Texts() => Judgments.SelectMany(judgment => (string[])[judgment.Rationale, .. judgment.Alternatives, .. judgment.Assumptions, .. judgment.Indicators]).Prepend(Title);
}

/// <summary>An analyst's answer to one dimension's question, with what it rests on. Without a distribution it says nothing of the other levels.</summary>
public sealed record Judgment(
    string Dimension,
    Perspective? Perspective,
    int Level,
    Likelihood Likelihood,
    Confidence Confidence,
    string Rationale,
    IReadOnlyList<Citation> Claims,
    IReadOnlyList<string> Alternatives,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<string> Indicators,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? Distribution = null)
{
    [JsonIgnore]
    public IEnumerable<Guid> Supporting => Claims.Where(citation => citation.Stance is Stance.Supports).Select(citation => citation.Claim);
}

/// <summary>A claim cited for or against a judgment.</summary>
public sealed record Citation(Guid Claim, Stance Stance);

/// <summary>Why a published assessment is revised: so that readers can tell a changed world from a corrected mistake.</summary>
public sealed record RevisionReason(RevisionReasonCode Code, string Text);

public enum RevisionReasonCode { NewEvidence, EvidenceWithdrawn, Reinterpretation, ErrorCorrection }
