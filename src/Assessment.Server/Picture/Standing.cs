using System.Text.Json.Serialization;
using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Picture;

/// <summary>A published judgment that stands from one position on: all that the picture needs to know of it.</summary>
public sealed record Standing(
    Guid Assessment,
    int Revision,
    string Analyst,
    string Dimension,
    Perspective? Perspective,
    Marking Marking,
    DateOnly InformationCutOff,
    DateTimeOffset PublishedAt,
    long Position,
    StandingJudgment Judgment)
{
    /// <summary>The marking it bore at the moment, which is shown; <see cref="Marking"/> is that of now and decides who sees it.</summary>
    [JsonIgnore]
    public Marking Marked => (Marking)(Judgment.Marked ?? (short)Marking);

    /// <summary>The same, with what is known of claims that were marked anew.</summary>
    public Standing Knowing(IReadOnlyDictionary<Guid, Marking> raised) => raised.Count == 0 || !Judgment.Claims.Any(claim => raised.ContainsKey(claim.Claim)) ? this
        : this with { Judgment = Judgment with { Claims = [.. Judgment.Claims.Select(claim => claim with { Marking = raised.GetValueOrDefault(claim.Claim) })] } };

    /// <summary>The same, without the claims that a clearance does not show.</summary>
    public Standing SeenBy(Marking clearance) => Judgment.Claims.All(claim => claim.Marking <= clearance) ? this
        : this with { Judgment = Judgment with { Claims = [.. Judgment.Claims.Where(claim => claim.Marking <= clearance)] } };
}

/// <summary>What was judged, and on which claims.</summary>
public sealed record StandingJudgment(
    int Level, Likelihood Likelihood, Confidence Confidence, SupportMark Support, IReadOnlyList<StandingClaim> Claims,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? Distribution = null)
{
    /// <summary>The marking it bore at the moment, once that is not the one of now any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public short? Marked { get; init; }

    /// <summary>What speaks for it and has not been withdrawn.</summary>
    [JsonIgnore]
    public IEnumerable<StandingClaim> Supporting => Claims.Where(claim => claim.Stance is Stance.Supports && !claim.Withdrawn);

    [JsonIgnore]
    public IEnumerable<Guid> Origins => Supporting.Select(claim => claim.Origin).OfType<Guid>().Distinct();
}

/// <summary>A cited claim with its grade and origin; no origin when nobody can name it.</summary>
public sealed record StandingClaim(Guid Claim, Stance Stance, Grade Grade, Guid? Origin, bool Withdrawn)
{
    /// <summary>Of one that was marked anew; the others are marked no higher than what cites them.</summary>
    [JsonIgnore]
    public Marking Marking { get; init; }
}

/// <summary>A level that an analyst held from one position up to another: all that a history needs to know of a standing.</summary>
/// <param name="Position">Of the publication.</param>
public sealed record LevelSpan(string Analyst, Marking Marking, DateOnly InformationCutOff, long Position, int Level, long From, long Until);

/// <summary>A dissent that is open at the moment asked for.</summary>
public sealed record OpenDissent(
    Guid Assessment, Guid Dissent, string Dimension, Perspective? Perspective, string Analyst, Marking Marking, int Level, string Rationale,
    IReadOnlyList<string> Joiners, DateTimeOffset RecordedAt);
