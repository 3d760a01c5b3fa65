namespace Assessment.Client.Cases;

/// <summary>Somebody who takes part in a case, with the token they are to have.</summary>
public sealed record CasePersona(string Subject, IReadOnlyList<string> Roles, string Clearance);

/// <summary>The partnership a case is about.</summary>
public sealed record CasePartnership(string Id, string Name, IReadOnlyList<string> Parties, int? Reviewers = null, string? Marking = null);

/// <summary>A source of the case, known to the rest of the file by its key.</summary>
public sealed record CaseSource(string Key, string Name, string Kind, string Reliability, string? Note = null);

/// <summary>A claim of the case; its chain and its relations are keys.</summary>
public sealed record CaseClaim(
    string Key,
    string Statement,
    IReadOnlyList<string> Chain,
    int Credibility,
    DateOnly InformationDate,
    string Asserts,
    IReadOnlyList<Bearing> Bearings,
    string? Marking = null,
    IReadOnlyList<string>? Corroborates = null,
    IReadOnlyList<string>? Contradicts = null,
    Quantity? Quantity = null,
    string? Reference = null)
{
    /// <summary>The claims that have to be there before this one.</summary>
    public IEnumerable<CaseKey> Related() => (Corroborates ?? []).Concat(Contradicts ?? []).Select(CaseKey.Claim);

    public IEnumerable<CaseKey> Needs() => Chain.Select(CaseKey.Source).Concat(Related());
}

/// <summary>A cited claim: a key, and whether it supports or opposes.</summary>
public sealed record CaseCitation(string Claim, string Stance = "supports");

/// <summary>A judgment of the case; the claims it cites are keys.</summary>
public sealed record CaseJudgment(
    string Dimension,
    int Level,
    string Confidence,
    string Rationale,
    IReadOnlyList<CaseCitation> Claims,
    string? Perspective = null,
    IReadOnlyList<string>? Alternatives = null,
    IReadOnlyList<string>? Assumptions = null,
    IReadOnlyList<string>? Indicators = null,
    LikelihoodSaid? Likelihood = null,
    IReadOnlyList<double>? Distribution = null);
