using System.Text.Json.Serialization;
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
    IReadOnlyList<PublishedCitation> Claims) : IAssessmentEvent;

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

/// <summary>A claim as a published judgment cites it: with the grade and the origin it had then; no origin when nobody can name it.</summary>
public sealed record PublishedCitation(Guid Claim, Stance Stance, Grade Grade, Guid? Origin);

/// <summary>What an analyst has written, of one revision.</summary>
public sealed record Content(string Title, DateOnly InformationCutOff, Marking Marking, IReadOnlyList<Judgment> Judgments);

/// <summary>An analyst's answer to one dimension's question, with what it rests on.</summary>
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
    IReadOnlyList<string> Indicators)
{
    [JsonIgnore]
    public IEnumerable<Guid> Supporting => Claims.Where(citation => citation.Stance is Stance.Supports).Select(citation => citation.Claim);
}

/// <summary>A claim cited for or against a judgment.</summary>
public sealed record Citation(Guid Claim, Stance Stance);

/// <summary>Why a published assessment is revised: so that readers can tell a changed world from a corrected mistake.</summary>
public sealed record RevisionReason(RevisionReasonCode Code, string Text);

public enum RevisionReasonCode { NewEvidence, EvidenceWithdrawn, Reinterpretation, ErrorCorrection }
