namespace Assessment.Dashboard.Words;

/// <summary>What the letters and digits of the Admiralty scale stand for.</summary>
public static class Admiralty
{
    /// <summary>Reliability of a source, A to F.</summary>
    public static IReadOnlyDictionary<string, string> Reliability { get; } = new Dictionary<string, string>
    {
        ["A"] = "completely reliable",
        ["B"] = "usually reliable",
        ["C"] = "fairly reliable",
        ["D"] = "not usually reliable",
        ["E"] = "unreliable",
        ["F"] = "cannot be judged",
    };

    /// <summary>Credibility of information, 1 to 6.</summary>
    public static IReadOnlyDictionary<int, string> Credibility { get; } = new Dictionary<int, string>
    {
        [1] = "confirmed by other sources",
        [2] = "probably true",
        [3] = "possibly true",
        [4] = "doubtful",
        [5] = "improbable",
        [6] = "cannot be judged",
    };

    /// <summary>"Source usually reliable; information probably true" for B2.</summary>
    public static string Tell(string? grade) =>
        grade is [var letter, var digit] && Reliability.TryGetValue(letter.ToString(), out var source) && Credibility.TryGetValue(digit - '0', out var information)
            ? $"Source {source}; information {information}"
            : "not graded";
}
