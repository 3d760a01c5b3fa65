namespace Assessment.Client;

/// <summary>Where a partnership stands at a moment, dimension by dimension, for the reader's clearance.</summary>
/// <param name="Partnership">Its slug.</param>
/// <param name="Position">The last fact that is in the picture.</param>
/// <param name="AsOf">The moment that staleness and trend are measured from.</param>
/// <param name="Dimensions">In the catalogue's order, each perspective of a directed one by itself.</param>
/// <param name="Changes">What the evidence thought away would change; null in a picture of what is.</param>
/// <param name="RecordedSince">When the first event of the partnership was recorded, if the moment lies before it: then nothing is in the picture.</param>
public sealed record PictureAnswer(
    string Partnership, long Position, DateTimeOffset AsOf, IReadOnlyList<PictureDimension> Dimensions, IReadOnlyList<WhatIfChange>? Changes = null,
    DateTimeOffset? RecordedSince = null);

/// <summary>
/// What the standings on one dimension and perspective add up to; <c>Level</c> is null when it is not assessed, <c>Likelihood</c> also when the
/// standings differ in their levels.
/// </summary>
public sealed record PictureDimension(
    string Dimension, string? Perspective, string Name, double? Level, double? Asymmetry, int? Lowest, int? Highest, double? Agreement, int Analysts,
    Likelihood? Likelihood, ConfidenceCounts Confidence, SupportCounts Support, int Origins, bool SingleSourced, string? BestGrade,
    DateOnly? LatestCutOff, bool Stale, string? Trend, IReadOnlyList<PictureStanding> Standings, IReadOnlyList<PictureDissent> Dissents,
    LevelDistribution? Distribution = null);

/// <summary>The mean of what the standings say of each of the five levels, and what they leave open; together 1.</summary>
public sealed record LevelDistribution(IReadOnlyList<double> Levels, double Unallocated);

/// <summary>How many standings hold each confidence.</summary>
public sealed record ConfidenceCounts(int Low, int Moderate, int High);

/// <summary>How many standings hold each support mark.</summary>
public sealed record SupportCounts(int Intact, int Weakened, int Lost);

/// <summary>An analyst's latest published judgment on the dimension.</summary>
public sealed record PictureStanding(
    Guid Assessment, int Revision, string Analyst, int Level, Likelihood Likelihood, string Confidence, DateOnly InformationCutOff,
    DateTimeOffset PublishedAt, long Position, string Marking, IReadOnlyList<Guid> Claims, int Origins, bool SingleSourced, bool Backdated, string Support,
    IReadOnlyList<double>? Distribution = null);

/// <summary>A dissent that is open on the dimension.</summary>
public sealed record PictureDissent(
    Guid Assessment, Guid Dissent, string Analyst, int Level, string Rationale, DateTimeOffset RecordedAt, IReadOnlyList<string> Joiners);

/// <summary>What a dimension would lose without some evidence: the assessments that fall out of it, and those that are weakened.</summary>
public sealed record WhatIfChange(
    string Dimension, string? Perspective, double? Before, double? After, int AnalystsBefore, int AnalystsAfter,
    IReadOnlyList<Guid> FallOut, IReadOnlyList<Guid> Weakened, LevelDistribution? DistributionBefore = null, LevelDistribution? DistributionAfter = null);

/// <summary>A dimension from one moment on, and the fact that made it so.</summary>
public sealed record TimelineStep(
    DateTimeOffset Time, long Position, double? Level, int? Lowest, int? Highest, double? Agreement, int Analysts, StepCause? Cause);

/// <summary>The fact behind a step.</summary>
public sealed record StepCause(string Type, Guid Assessment, string? Actor, string? Change = null);

/// <summary>What changed in a picture between two moments; dimensions that did not are left out.</summary>
public sealed record PictureChanges(string Partnership, SettledMoment From, SettledMoment To, IReadOnlyList<DimensionChange> Dimensions, DateTimeOffset? RecordedSince = null);

/// <summary>A moment as the server settled it.</summary>
public sealed record SettledMoment(long Position, DateTimeOffset AsOf);

/// <summary>One dimension before and after, with the facts that lie between.</summary>
public sealed record DimensionChange(
    string Dimension, string? Perspective, PictureDimension? Before, PictureDimension? After, IReadOnlyList<ChangeCause> Facts);

/// <summary>A fact that changed a dimension.</summary>
public sealed record ChangeCause(long Position, string Type, Guid Assessment, string? Actor, DateTimeOffset RecordedAt, string? Change = null);
