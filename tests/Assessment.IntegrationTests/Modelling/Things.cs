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
    public required int Marking { get; set; }
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

    /// <summary>With those that were replaced or withdrawn.</summary>
    public List<OpenDissent> AllDissents { get; } = [];

    /// <summary>What was published and revised since.</summary>
    public List<Text> Earlier { get; } = [];

    public List<Remarking> Remarkings { get; } = [];

    /// <summary>The text whose marking is the assessment's.</summary>
    public Text Remarkable => Published?.Text ?? Pending!.Text;

    /// <summary>What others rely on or are to judge.</summary>
    public IEnumerable<Text> Relied => Retracted ? [] : ((Text?[])[Published?.Text, Pending is { Status: "submitted" } ? Pending.Text : null]).OfType<Text>();

    public Judgment? Judgment(Question on) => Published?.Judgments.SingleOrDefault(judgment => judgment.Text.On == on);

    public OpenDissent? Dissent(int number) => Dissents.SingleOrDefault(dissent => dissent.Number == number);

    public int[] RestsOn() => [.. Relied.SelectMany(text => text.Cites).Distinct()];
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
    public required Text Text { get; set; }
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
    public required int Marking { get; set; }

    /// <summary>Of the text it is on.</summary>
    public required int Revision { get; init; }

    public List<string> Joiners { get; } = [];
}

/// <summary>An assessment was marked anew: the text of a revision, what that was marked, and the highest claim that each dissent cites.</summary>
internal sealed record Remarking(int Revision, int Was, int Now, IReadOnlyDictionary<int, int> Cited)
{
    /// <summary>Raising takes along every text that is lower; lowering every one that was no higher, but for a revision beyond.</summary>
    public int Of(int marking, int revision) => Now > Was ? Math.Max(marking, Now) : marking > Was || revision > Revision ? marking : Math.Min(marking, Now);

    /// <summary>A dissent goes along with the text it is on, no lower than what it cites.</summary>
    public int Of(int marking, OpenDissent dissent) => Math.Max(Of(marking, dissent.Revision), Now > Was ? 0 : Math.Min(marking, Cited[dissent.Number]));
}

internal sealed class Forecast
{
    public required string AskedBy { get; init; }
    public required Question? On { get; init; }
    public required DateTimeOffset OpensAt { get; init; }
    public required DateTimeOffset ClosesAt { get; init; }
    public required long Since { get; init; }
    public int Version { get; set; } = 1;
    public List<(string Analyst, double Probability, DateTimeOffset At)> Estimates { get; } = [];
    public (bool Happened, string By, int[] Claims, DateTimeOffset? KnownAt)? Resolution { get; set; }

    /// <summary>The earliest of closing, the first resolution and when that says it was known.</summary>
    public DateTimeOffset End { get; set; }

    public string? VoidedBy { get; set; }

    public string StateAt(DateTimeOffset moment) =>
        VoidedBy is not null ? "voided" : Resolution is not null ? "resolved" : moment < OpensAt ? "scheduled" : moment < ClosesAt ? "open" : "closed";

    /// <summary>What each analyst said last.</summary>
    public Dictionary<string, double> Held => Estimates.GroupBy(given => given.Analyst).ToDictionary(own => own.Key, own => own.Last().Probability);

    public bool IsOwnWorkOf(string name) => AskedBy == name || Held.ContainsKey(name);
}

/// <summary>A claim as it is known at one moment; no origin when nobody can name it.</summary>
internal readonly record struct Known(int Claim, string Grade, int? Origin, bool Withdrawn);

/// <summary>A fact owed to an assessment: which change of which source's or claim's stream, and what it did to the claims cited.</summary>
internal sealed record Reaction(int Assessment, string Kind, char Stream, int Number, int Version, (int Claim, string Was, string Grade, bool Withdrawn)[] Touched);
