namespace Assessment.Client.Cases;

/// <summary>An analyst records more claims.</summary>
public sealed record RegisterClaimsStep : CaseStep
{
    public required IReadOnlyList<CaseClaim> Claims { get; init; }

    public override string Subject() => string.Join(", ", Parts());

    public override IEnumerable<string> Parts() => Claims.Select(claim => claim.Key);

    public override IEnumerable<CaseKey> Needs() => Claims.SelectMany(claim => claim.Needs()).Except(Makes());

    public override IEnumerable<CaseKey> Makes() => Parts().Select(CaseKey.Claim);
}

/// <summary>The true origin of claims was found: their chain is replaced.</summary>
public sealed record TraceClaimsStep : CaseStep
{
    public required IReadOnlyList<string> Claims { get; init; }

    public required IReadOnlyList<string> Chain { get; init; }

    public required string Reason { get; init; }

    public override string Subject() => string.Join(", ", Claims);

    public override IEnumerable<string> Parts() => Claims;

    public override IEnumerable<string> Changes() => Claims;

    public override IEnumerable<CaseKey> Needs() => [.. Claims.Select(CaseKey.Claim), .. Chain.Select(CaseKey.Source)];
}

/// <summary>A claim's credibility is graded anew.</summary>
public sealed record RegradeClaimStep : CaseStep
{
    public required string Claim { get; init; }

    public required int Credibility { get; init; }

    public required string Reason { get; init; }

    public override string Subject() => Claim;

    public override IEnumerable<string> Changes() => [Claim];

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Claim(Claim)];
}

/// <summary>A claim is taken back.</summary>
public sealed record WithdrawClaimStep : CaseStep
{
    public required string Claim { get; init; }

    public required string Reason { get; init; }

    public override string Subject() => Claim;

    public override IEnumerable<string> Changes() => [Claim];

    public override IEnumerable<CaseKey> Needs() => [CaseKey.Claim(Claim)];
}
