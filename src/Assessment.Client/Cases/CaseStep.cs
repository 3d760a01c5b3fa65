namespace Assessment.Client.Cases;

/// <summary>One thing done in a case, by one of its personas.</summary>
public abstract record CaseStep
{
    public required string Do { get; init; }

    public required string As { get; init; }

    /// <summary>What it is done to, for people.</summary>
    public abstract string Subject();

    /// <summary>What the step writes one after the other.</summary>
    public virtual IEnumerable<string> Parts() => [Subject()];

    /// <summary>What has to be there before.</summary>
    public abstract IEnumerable<CaseKey> Needs();

    /// <summary>What is there afterwards.</summary>
    public virtual IEnumerable<CaseKey> Makes() => [];

    /// <summary>The claims it rests on, as they are at that time.</summary>
    public virtual IEnumerable<string> Cites() => [];

    /// <summary>The claims that are not the same afterwards.</summary>
    public virtual IEnumerable<string> Changes() => [];

    /// <summary>What later steps cannot build on when this one is skipped.</summary>
    public virtual IEnumerable<CaseKey> HoldsBack() => Makes();

    public sealed override string ToString() => $"{Do} {Subject()} as {As}";
}
