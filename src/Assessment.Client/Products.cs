namespace Assessment.Client;

/// <summary>An assessment to be opened, and submitted at once if so said.</summary>
public sealed record NewAssessment(
    string Partnership, string Title, DateOnly InformationCutOff, string? Marking, IReadOnlyList<NewJudgment> Judgments, bool? Submit = null, Guid? Id = null);

/// <summary>The whole text of a draft, of what was returned, or of the open revision, written anew.</summary>
public sealed record NewContent(string Title, DateOnly InformationCutOff, string? Marking, IReadOnlyList<NewJudgment> Judgments);

/// <summary>Why a published assessment is revised: a code, so that "the world changed" is told from "we erred", and a sentence.</summary>
public sealed record RevisionReason(string Code, string Text);

/// <summary>The next revision of a published assessment; what is left out stays as published.</summary>
public sealed record NewRevision(
    RevisionReason Reason, string? Title = null, DateOnly? InformationCutOff = null, string? Marking = null,
    IReadOnlyList<NewJudgment>? Judgments = null, bool? Submit = null);

/// <summary>A recorded disagreement with one judgment of an assessment.</summary>
public sealed record NewDissent(string Dimension, string? Perspective, int Level, string Rationale, IReadOnlyList<Citation> Claims, Guid? Id = null);

/// <summary>An assessment as its reader may see it: what is published, what is pending, who dissents.</summary>
public sealed record AssessmentAnswer(
    Guid Id, long Version, string Partnership, string Author, string Status, int Revision, string Marking,
    PublishedContent? Published, PendingContent? Pending, IReadOnlyList<DissentAnswer> Dissents, Retraction? Retraction = null,
    IReadOnlyList<TradecraftAnswer>? Tradecraft = null);

/// <summary>How the text keeps a standard of ICD 203 or 206: <c>met</c>, <c>not-met</c> or <c>not-visible</c> to a machine; in single answers alone.</summary>
public sealed record TradecraftAnswer(string Standard, string State, IReadOnlyList<TradecraftFinding> Findings);

/// <summary>Why, and of which judgment; of the whole text without a place.</summary>
public sealed record TradecraftFinding(string Sentence, string? Place = null);

/// <summary>How a text that is not recorded keeps the standards.</summary>
public sealed record CheckedTradecraft(IReadOnlyList<TradecraftAnswer> Tradecraft);

/// <summary>Why all judgments were taken back, and who did.</summary>
public sealed record Retraction(string Reason, string By, DateTimeOffset RecordedAt, string Marking);

/// <summary>The published text of an assessment; a first revision needs no reason.</summary>
public sealed record PublishedContent(
    int Revision, RevisionReason? Reason, string Title, DateOnly InformationCutOff, DateTimeOffset PublishedAt, long Position,
    IReadOnlyList<string> ApprovedBy, IReadOnlyList<JudgmentAnswer> Judgments);

/// <summary>A text that is not published yet, and how far its review is.</summary>
public sealed record PendingContent(
    int Revision, string Status, RevisionReason? Reason, string Title, DateOnly InformationCutOff, string Marking,
    IReadOnlyList<JudgmentAnswer> Judgments, IReadOnlyList<string> ApprovedBy, IReadOnlyList<ReviewComment> Comments,
    IReadOnlyList<TradecraftAnswer>? Tradecraft = null);

/// <summary>What a reviewer said, approving or returning.</summary>
public sealed record ReviewComment(string Reviewer, string Comment, DateTimeOffset RecordedAt);

/// <summary>An open dissent, with those who joined it.</summary>
public sealed record DissentAnswer(
    Guid Id, string Dimension, string? Perspective, string Analyst, string Marking, int Level, string Rationale,
    IReadOnlyList<Citation> Claims, DateTimeOffset RecordedAt, IReadOnlyList<string> Joiners);
