namespace Assessment.Client.Cases;

/// <summary>A lead puts a question with a deadline.</summary>
public sealed record AskForecastStep : CaseStep
{
    public required string Key { get; init; }

    public string? Dimension { get; init; }

    public string? Perspective { get; init; }

    public required string Question { get; init; }

    public required string Criteria { get; init; }

    public required DateTimeOffset OpensAt { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    public override string Subject() => Key;

    public override IEnumerable<CaseKey> Needs() => [];

    public override IEnumerable<CaseKey> Makes() => [CaseKey.Forecast(Key)];
}

/// <summary>An analyst gives a probability.</summary>
public sealed record EstimateStep : CaseStep
{
    public required string Forecast { get; init; }

    public required double Probability { get; init; }

    public required string Rationale { get; init; }

    public override string Subject() => Forecast;

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Forecast(Forecast)];
}
