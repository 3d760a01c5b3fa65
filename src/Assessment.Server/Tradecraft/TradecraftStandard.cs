using Assessment.Client.Rules;

namespace Assessment.Server.Tradecraft;

/// <summary>The nine analytic tradecraft standards of ICD 203 (D.6.e), and the sourcing of ICD 206.</summary>
public enum TradecraftStandard { Sources, Uncertainty, Assumptions, Alternatives, Relevance, Argumentation, Change, Accuracy, Visuals, Sourcing }

/// <summary>Which standards a partnership can ask of every submission: those that a text can be seen to miss.</summary>
public static class RequiredStandards
{
    /// <summary>What is wrong with asking for these; null when nothing is.</summary>
    public static string? FaultOf(IReadOnlyList<TradecraftStandard>? asked) =>
        asked?.Select(Codes.Of).FirstOrDefault(code => !SubmissionRules.Standards.Contains(code)) is { } unseen
            ? $"Nothing can be refused for '{unseen}', which only a reader can judge; ask for any of {string.Join(", ", SubmissionRules.Standards)}."
            : null;
}
