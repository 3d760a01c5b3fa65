namespace Assessment.IntegrationTests.Modelling;

/// <summary>Somebody who acts: with roles, and a clearance from 0 (CLEAR) to 4 (RED).</summary>
internal sealed record Actor(string Name, int Clearance, params string[] Roles)
{
    public bool Is(string role) => Roles.Contains(role);

    public bool Sees(int marking) => marking <= Clearance;

    public override string ToString() => $"{Name} ({string.Join(" and ", Roles)}, {World.Markings[Clearance]})";
}

/// <summary>Everybody in a play.</summary>
internal static class Cast
{
    public static readonly Actor[] All =
    [
        new("ana", 4, "analyst"), new("bo", 2, "analyst"), new("cy", 1, "analyst"), new("di", 2, "analyst", "reviewer"),
        new("rex", 4, "reviewer"), new("ray", 2, "reviewer"), new("ron", 1, "reviewer"),
        new("lea", 4, "lead"), new("lou", 1, "lead"), new("lex", 2, "analyst", "lead"), new("aud", 4, "auditor"), new("abe", 1, "auditor"), new("rea", 0, "reader"),
    ];

    /// <summary>One reader for each clearance.</summary>
    public static readonly Actor[] Readers = [.. World.Markings.Select((_, clearance) => new Actor($"reader-{clearance}", clearance, "reader"))];
}

/// <summary>One command. Sources, claims, assessments, dissents and forecasts are numbered in the order of their creation.</summary>
internal abstract record Act;

internal sealed record Establish(string[] Parties, int Reviewers, int Marking) : Act;

internal sealed record ChangeReviewers(int Reviewers) : Act;

internal sealed record DefineDimension(string Code, bool Directed) : Act;

internal sealed record RegisterSource(string Kind, char Reliability, int Marking) : Act;

internal sealed record RegradeSource(int Source, char Reliability) : Act;

internal sealed record MergeSource(int Source, int Into) : Act;

internal sealed record SeparateSource(int Source) : Act;

internal sealed record RemarkSource(int Source, int Marking) : Act;

internal sealed record RecordClaim(int[] Chain, int Credibility, int Marking, int DaysAgo, Question On, int[] Corroborates, int[] Contradicts) : Act;

internal sealed record RegradeClaim(int Claim, int Credibility) : Act;

internal sealed record TraceClaim(int Claim, int[] Chain) : Act;

internal sealed record WithdrawClaim(int Claim) : Act;

internal sealed record ReinstateClaim(int Claim) : Act;

internal sealed record RemarkClaim(int Claim, int Marking) : Act;

internal sealed record Post(Text Text, bool Submit) : Act;

internal sealed record Edit(int Assessment, Text Text) : Act;

internal sealed record Submit(int Assessment) : Act;

internal sealed record Approve(int Assessment) : Act;

internal sealed record Return(int Assessment) : Act;

/// <summary>Opens a revision; without a text, with what is published.</summary>
internal sealed record Revise(int Assessment, Text? Text, bool Submit) : Act;

internal sealed record Retract(int Assessment) : Act;

internal sealed record RemarkAssessment(int Assessment, int Marking) : Act;

internal sealed record Reaffirm(int Assessment, Question On) : Act;

internal sealed record Dissent(int Assessment, Question On, int Level, Cited[] Claims) : Act;

internal sealed record WithdrawDissent(int Assessment, int Dissent) : Act;

internal sealed record JoinDissent(int Assessment, int Dissent) : Act;

internal sealed record LeaveDissent(int Assessment, int Dissent) : Act;

/// <summary>Opens and closes so many seconds from when it is asked.</summary>
internal sealed record AskForecast(Question? On, int Opens, int Closes, DateTimeOffset Now = default) : Act
{
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset OpensAt => Now.AddSeconds(Opens);

    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset ClosesAt => Now.AddSeconds(Closes);
}

internal sealed record GiveEstimate(int Forecast, double Probability) : Act;

/// <summary>Known for so many seconds, if that is said.</summary>
internal sealed record ResolveForecast(int Forecast, bool Happened, int[] Claims, int? Known, DateTimeOffset Now = default) : Act
{
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? KnownAt => Known is { } seconds ? Now.AddSeconds(-seconds) : null;
}

internal sealed record VoidForecast(int Forecast) : Act;

/// <summary>A dimension, and from whose perspective on a directed one.</summary>
internal readonly record struct Question(string Dimension, string? Perspective);

/// <summary>What an analyst writes. The cut-off lies this many days before today.</summary>
internal sealed record Text(int Marking, int DaysAgo, Judged[] Judgments)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<int> Cites => Judgments.SelectMany(judged => judged.Claims).Select(cited => cited.Claim);
}

/// <summary>With a distribution, that says how likely the level is, and the probability is not sent.</summary>
internal sealed record Judged(Question On, int Level, double Probability, string Confidence, bool Reasoned, Cited[] Claims, double[]? Distribution = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public double Likely => Distribution?.Max() ?? Probability;

    /// <summary>What it says of a level; nothing of any but its own when it has no distribution.</summary>
    public double Of(int level) => Distribution?[level - 1] / Distribution?.Sum() ?? (level == Level ? Probability : 0);

    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<int> Supporting => Claims.Where(cited => cited.Supports).Select(cited => cited.Claim);
}

internal readonly record struct Cited(int Claim, bool Supports);
