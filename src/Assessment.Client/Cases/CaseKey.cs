namespace Assessment.Client.Cases;

/// <summary>A name that a case file gives to something it makes, and by which later steps refer to it.</summary>
public readonly record struct CaseKey(string Kind, string Key)
{
    public static CaseKey Partnership(string key) => new("partnership", key);

    public static CaseKey Source(string key) => new("source", key);

    public static CaseKey Claim(string key) => new("claim", key);

    public static CaseKey Assessment(string key) => new("assessment", key);

    /// <summary>All that the file rests on a claim; it has to be there before the claim is changed.</summary>
    public static CaseKey CitationsOf(string claim) => new("citations of claim", claim);

    public static CaseKey Dissent(string key) => new("dissent", key);

    public static CaseKey Forecast(string key) => new("forecast", key);

    public override string ToString() => $"{Kind} '{Key}'";
}
