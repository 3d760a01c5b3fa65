using System.Text.Json.Serialization;
using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Picture;

/// <summary>Where a partnership stands at a moment, for one clearance.</summary>
public sealed record PictureAnswer(string Partnership, long Position, DateTimeOffset AsOf, IReadOnlyList<DimensionAnswer> Dimensions)
{
    /// <summary>When the first event of the partnership was recorded, if the moment lies before it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RecordedSince { get; init; }
}

/// <summary>Where one dimension stands; no level and no analysts when it is not assessed.</summary>
public sealed record DimensionAnswer
{
    public required string Dimension { get; init; }
    public Perspective? Perspective { get; init; }
    public required string Name { get; init; }
    public double? Level { get; init; }
    public double? Asymmetry { get; init; }
    public int? Lowest { get; init; }
    public int? Highest { get; init; }
    public double? Agreement { get; init; }
    public int Analysts { get; init; }

    /// <summary>The median, where all standings hold one level: of different statements there is none.</summary>
    public Likelihood? Likelihood { get; init; }

    public LevelDistribution? Distribution { get; init; }
    public ConfidenceCounts Confidence { get; init; } = new(0, 0, 0);
    public SupportCounts Support { get; init; } = new(0, 0, 0);
    public int Origins { get; init; }
    public bool SingleSourced { get; init; }
    public Grade? BestGrade { get; init; }
    public DateOnly? LatestCutOff { get; init; }
    public bool Stale { get; init; }
    public Trend? Trend { get; init; }
    public IReadOnlyList<StandingAnswer> Standings { get; init; } = [];
    public IReadOnlyList<PictureDissent> Dissents { get; init; } = [];

    /// <summary>The highest of what it shows.</summary>
    [JsonIgnore]
    public Marking HighestMarking => Standings.Select(standing => standing.MarkingNow).Concat(Dissents.Select(dissent => dissent.Marking)).DefaultIfEmpty(Marking.Clear).Max();
}

/// <summary>How the level compares with 30 days before.</summary>
public enum Trend { Up, Down, Steady, New }

/// <summary>How many standings hold each confidence.</summary>
public sealed record ConfidenceCounts(int Low, int Moderate, int High);

/// <summary>How many standings hold each support mark.</summary>
public sealed record SupportCounts(int Intact, int Weakened, int Lost);

/// <summary>An open dissent from one of the standings.</summary>
public sealed record PictureDissent(
    Guid Assessment, Guid Dissent, string Analyst, [property: JsonIgnore] Marking Marking, int Level, string Rationale, DateTimeOffset RecordedAt, IReadOnlyList<string> Joiners);

/// <summary>One analyst's standing.</summary>
public sealed record StandingAnswer(
    Guid Assessment, int Revision, string Analyst, int Level, Likelihood Likelihood, Confidence Confidence, DateOnly InformationCutOff,
    DateTimeOffset PublishedAt, long Position, Marking Marking, IReadOnlyList<Guid> Claims, int Origins, bool SingleSourced, bool Backdated, SupportMark Support,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? Distribution)
{
    /// <summary>What decides who sees it; shown is what it bore at the moment.</summary>
    [JsonIgnore]
    public Marking MarkingNow { get; init; }
}
