namespace Assessment.Client.Cases;

/// <summary>An analyst opens an assessment.</summary>
public sealed record PostAssessmentStep : CaseStep
{
    public required string Key { get; init; }

    public required string Title { get; init; }

    public required DateOnly InformationCutOff { get; init; }

    public string? Marking { get; init; }

    public bool? Submit { get; init; }

    public required IReadOnlyList<CaseJudgment> Judgments { get; init; }

    public override string Subject() => Key;

    public override IEnumerable<string> Cites() => Judgments.SelectMany(judgment => judgment.Claims).Select(cited => cited.Claim);

    public override IEnumerable<CaseKey> Needs() => Cites().Select(CaseKey.Claim);

    public override IEnumerable<CaseKey> Makes() => [CaseKey.Assessment(Key)];
}

/// <summary>A reviewer approves what waits for review.</summary>
public sealed record ApproveStep : CaseStep
{
    public required string Assessment { get; init; }

    public string? Comment { get; init; }

    public override string Subject() => Assessment;

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Assessment(Assessment)];

    public override IEnumerable<CaseKey> HoldsBack() => Needs();
}

/// <summary>The author opens the next revision of a published assessment.</summary>
public sealed record ReviseStep : CaseStep
{
    public required string Assessment { get; init; }

    public required RevisionReason Reason { get; init; }

    public string? Title { get; init; }

    public DateOnly? InformationCutOff { get; init; }

    public string? Marking { get; init; }

    public bool? Submit { get; init; }

    public IReadOnlyList<CaseJudgment>? Judgments { get; init; }

    public override string Subject() => Assessment;

    public override IEnumerable<string> Cites() => (Judgments ?? []).SelectMany(judgment => judgment.Claims).Select(cited => cited.Claim);

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Assessment(Assessment), .. Cites().Select(CaseKey.Claim)];

    public override IEnumerable<CaseKey> HoldsBack() => [CaseKey.Assessment(Assessment)];
}

/// <summary>The author looked again at weakened support and stands by the judgment.</summary>
public sealed record ReaffirmStep : CaseStep
{
    public required string Assessment { get; init; }

    public required string Dimension { get; init; }

    public string? Perspective { get; init; }

    public required string Reason { get; init; }

    public override string Subject() => string.Join(' ', new[] { Assessment, Dimension, Perspective }.Where(word => word is not null));

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Assessment(Assessment)];
}

/// <summary>An analyst disagrees with a colleague's judgment.</summary>
public sealed record DissentStep : CaseStep
{
    public required string Key { get; init; }

    public required string Assessment { get; init; }

    public required string Dimension { get; init; }

    public string? Perspective { get; init; }

    public required int Level { get; init; }

    public required string Rationale { get; init; }

    public required IReadOnlyList<CaseCitation> Claims { get; init; }

    public override string Subject() => Key;

    public override IEnumerable<string> Cites() => Claims.Select(cited => cited.Claim);

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Assessment(Assessment), .. Cites().Select(CaseKey.Claim)];

    public override IEnumerable<CaseKey> Makes() => [CaseKey.Dissent(Key)];
}

/// <summary>Another analyst joins a dissent.</summary>
public sealed record JoinDissentStep : CaseStep
{
    public required string Dissent { get; init; }

    public override string Subject() => Dissent;

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Dissent(Dissent)];
}
