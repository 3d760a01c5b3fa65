namespace Assessment.Client.Cases;

/// <summary>How far a load is: parts done of all, and a sentence when a step is behind.</summary>
public sealed record CaseProgress(int Done, int Total, string? Line);

/// <summary>What a load came to: how much it wrote, how much it found, and what the server cannot take yet, a sentence each.</summary>
public sealed record CaseReport(int Written, int AlreadyThere, IReadOnlyList<string> Skipped);

/// <summary>The load stopped at a step that the server refused, or that cannot be done.</summary>
public sealed class CaseRefusedException(string step, string code, string sentence, Exception? inner = null)
    : Exception($"{step} was refused{(code.Length > 0 ? $" ({code})" : "")}: {sentence}", inner)
{
    public string Step { get; } = step;

    /// <summary>The code of the rule; empty when the server gave none.</summary>
    public string Code { get; } = code;

    public string Sentence { get; } = sentence;
}
