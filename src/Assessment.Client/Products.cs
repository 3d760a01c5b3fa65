namespace Assessment.Client;

/// <summary>An assessment to be opened, and submitted at once if so said.</summary>
public sealed record NewAssessment(
    string Partnership, string Title, DateOnly InformationCutOff, string? Marking, IReadOnlyList<NewJudgment> Judgments, bool? Submit = null, Guid? Id = null);

/// <summary>Why a published assessment is revised: a code, so that "the world changed" is told from "we erred", and a sentence.</summary>
public sealed record RevisionReason(string Code, string Text);

/// <summary>The next revision of a published assessment; what is left out stays as published.</summary>
public sealed record NewRevision(
    RevisionReason Reason, string? Title = null, DateOnly? InformationCutOff = null, string? Marking = null,
    IReadOnlyList<NewJudgment>? Judgments = null, bool? Submit = null);

/// <summary>A recorded disagreement with one judgment of an assessment.</summary>
public sealed record NewDissent(string Dimension, string? Perspective, int Level, string Rationale, IReadOnlyList<Citation> Claims);

/// <summary>An assessment as its reader may see it: what is published, what is pending, who dissents.</summary>
public sealed record AssessmentAnswer(
    Guid Id, long Version, string Partnership, string Author, string Status, int Revision, string? Marking,
    PublishedContent? Published, PendingContent? Pending, IReadOnlyList<DissentAnswer>? Dissents);

/// <summary>The published text of an assessment.</summary>
public sealed record PublishedContent(
    int Revision, string Title, DateOnly InformationCutOff, DateTimeOffset PublishedAt, long Position,
    IReadOnlyList<string>? ApprovedBy, IReadOnlyList<JudgmentAnswer>? Judgments);

/// <summary>A text that is not published yet, and how far its review is.</summary>
public sealed record PendingContent(
    int Revision, string Status, string? Title, DateOnly? InformationCutOff,
    IReadOnlyList<string>? ApprovedBy, IReadOnlyList<JudgmentAnswer>? Judgments);

/// <summary>An open dissent, with those who joined it.</summary>
public sealed record DissentAnswer(
    Guid Id, string Analyst, string Dimension, string? Perspective, int Level, string? Rationale, IReadOnlyList<string>? Joiners);
