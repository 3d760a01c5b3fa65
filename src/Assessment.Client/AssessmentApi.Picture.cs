namespace Assessment.Client;

/// <summary>Where a partnership stands, dimension by dimension, for the reader's clearance.</summary>
public sealed record PictureAnswer(string Partnership, long Position, DateTimeOffset? AsOf, IReadOnlyList<PictureDimension> Dimensions);

/// <summary>What the standings on one dimension and perspective add up to; <c>Level</c> is null when it is not assessed.</summary>
public sealed record PictureDimension(
    string Dimension, string? Perspective, string? Name, double? Level, double? Asymmetry, int? Lowest, int? Highest, double? Agreement, int Analysts,
    Likelihood? Likelihood, IReadOnlyDictionary<string, int>? Confidence, IReadOnlyDictionary<string, int>? Support,
    int Origins, bool SingleSourced, string? BestGrade, DateOnly? LatestCutOff, bool Stale, string? Trend,
    IReadOnlyList<PictureStanding>? Standings, IReadOnlyList<PictureDissent>? Dissents);

/// <summary>An analyst's latest published judgment on the dimension.</summary>
public sealed record PictureStanding(
    Guid Assessment, int Revision, string Analyst, int Level, Likelihood? Likelihood, string? Confidence, DateOnly? InformationCutOff,
    DateTimeOffset? PublishedAt, long Position, string? Marking, IReadOnlyList<Guid>? Claims, int Origins, bool SingleSourced, string? Support);

/// <summary>A dissent that is open on the dimension.</summary>
public sealed record PictureDissent(Guid Assessment, string Analyst, int Level, string? Rationale, DateTimeOffset? RecordedAt);

public sealed partial class AssessmentApi
{
    /// <summary>Null when there is no such partnership that the reader may see.</summary>
    /// <param name="asOf">An RFC 3339 time or a position.</param>
    /// <param name="without">What-if: <c>source:&lt;id&gt;</c> and <c>claim:&lt;id&gt;</c>.</param>
    /// <param name="wait">Answer only when everything recorded before is in the picture.</param>
    public Task<Versioned<PictureAnswer>?> FindPictureAsync(
        string partnership, string? asOf = null, DateOnly? validAt = null, IReadOnlyList<string>? without = null,
        TimeSpan? wait = null, CancellationToken ct = default) =>
        FindAsync<PictureAnswer>(
            ApiRequest.Query($"partnerships/{Uri.EscapeDataString(partnership)}/picture",
                [("asOf", asOf), ("validAt", validAt), .. (without ?? []).Select(left => ("without", (object?)left))]),
            ct, wait);
}
