using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Assessments;

/// <summary>From what a client sends to what an assessment says.</summary>
public static class ContentInput
{
    /// <summary>The content, or null when a likelihood is out of range.</summary>
    public static Content? Resolve(string title, DateOnly informationCutOff, Marking marking, IReadOnlyList<JudgmentInput> judgments)
    {
        var resolved = judgments.Select(judgment => judgment.Resolve()).ToArray();
        return resolved.Contains(null) ? null : new Content(title, informationCutOff, marking, resolved!);
    }

    public static ProblemDetails LikelihoodOutOfRange() => Refusal.Unprocessable(
        "likelihood-out-of-range", "Analysis does not deal in certainty: give a likelihood between 0.01 and 0.99.");
}
