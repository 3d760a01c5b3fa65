namespace Assessment.IntegrationTests.Modelling;

internal sealed class Source
{
    public required string Kind { get; init; }
    public required char Reliability { get; set; }
    public required int Marking { get; set; }
    public int? MergedInto { get; set; }
    public int Version { get; set; } = 1;
}

internal sealed class Claim
{
    public required int[] Chain { get; set; }
    public required int Credibility { get; set; }
    public required int Marking { get; init; }
    public required int[] Corroborates { get; init; }
    public required int[] Contradicts { get; init; }
    public bool Withdrawn { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>An assessment: what is published of it and what is being worked on.</summary>
internal sealed class Paper
{
    public required int Number { get; init; }
    public required string Author { get; init; }
    public required long Since { get; init; }
    public Work? Pending { get; set; }
    public Publication? Published { get; set; }
    public bool Retracted { get; set; }
    public List<OpenDissent> Dissents { get; } = [];

    public Judgment? Judgment(Question on) => Published?.Judgments.SingleOrDefault(judgment => judgment.Text.On == on);

    public OpenDissent? Dissent(int number) => Dissents.SingleOrDefault(dissent => dissent.Number == number);

    public int[] RestsOn() => Retracted ? [] :
        [.. ((Text?[])[Published?.Text, Pending is { Status: "submitted" } ? Pending.Text : null]).OfType<Text>().SelectMany(text => text.Judgments).SelectMany(judged => judged.Claims).Select(cited => cited.Claim).Distinct()];
}

internal sealed class Work
{
    public required int Revision { get; init; }
    public required Text Text { get; set; }
    public string Status { get; set; } = "draft";
    public List<string> ApprovedBy { get; } = [];
}

internal sealed class Publication
{
    public required int Revision { get; init; }
    public required Text Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Position { get; init; }
    public required string[] ApprovedBy { get; init; }
    public required Judgment[] Judgments { get; init; }
}

/// <summary>A published judgment: its support, what it was last measured against, and what of both the word has reached it.</summary>
internal sealed class Judgment
{
    public required Judged Text { get; init; }
    public Known[] Seen { get; set; } = [];
    public string Support { get; set; } = "intact";
    public string ShownSupport { get; set; } = "intact";
    public Known[] Shown { get; set; } = [];
}

internal sealed class OpenDissent
{
    public required int Number { get; init; }
    public required string Analyst { get; init; }
    public required Question On { get; init; }
    public required int Level { get; init; }
    public required Cited[] Claims { get; init; }
    public required int Marking { get; init; }
    public List<string> Joiners { get; } = [];
}

/// <summary>A claim as it is known at one moment; no origin when nobody can name it.</summary>
internal readonly record struct Known(int Claim, string Grade, int? Origin, bool Withdrawn);

/// <summary>A fact owed to an assessment: which change of which source's or claim's stream, and what it did to the claims cited.</summary>
internal sealed record Reaction(int Assessment, string Kind, char Stream, int Number, int Version, (int Claim, string Was, string Grade, bool Withdrawn)[] Touched);
