using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

/// <summary>What a machine can say of a standard; much of it only a reader can.</summary>
public enum TradecraftState { Met, NotMet, NotVisible }

/// <summary>How a text keeps one standard.</summary>
/// <param name="Standard">Which.</param>
/// <param name="State">Whether.</param>
/// <param name="Findings">Why: each with its place.</param>
public sealed record TradecraftAnswer(TradecraftStandard Standard, TradecraftState State, IReadOnlyList<TradecraftFinding> Findings);

/// <param name="Place">The judgment, as <c>trust-level RU&gt;CN</c>; absent when it is the whole text.</param>
/// <param name="Sentence">For its author.</param>
public sealed record TradecraftFinding([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Place, string Sentence);

/// <summary>Looks at a text as a reviewer's check list does, by what can be seen in it; refuses nothing. Pure.</summary>
public static partial class TradecraftCheck
{
    private static readonly string[] OfIcd203 = ["very likely", "very unlikely", "roughly even", "almost no chance", "highly probable", "highly improbable", "nearly certain"];
    private static readonly string[] OfPhia = ["highly likely", "highly unlikely", "realistic possibility", "remote chance"];

    /// <param name="judgments">As they are shown to somebody: what that leaves out is not looked at.</param>
    /// <param name="reason">Why there is another revision; null of the first.</param>
    public static IReadOnlyList<TradecraftAnswer> Of(IReadOnlyList<JudgmentAnswer> judgments, RevisionReason? reason) => judgments.Count == 0
        ? [.. Enum.GetValues<TradecraftStandard>().Select(standard => Unseen(standard, "Nothing is judged yet."))]
        :
    [
        Each(TradecraftStandard.Sources, judgments, Sources, "The cited claims are graded."),
        Each(TradecraftStandard.Uncertainty, judgments, Uncertainty, "Likelihood and confidence are said apart, in one scale of words, and what would change the judgment is named."),
        Each(TradecraftStandard.Assumptions, judgments, judgment => judgment.Assumptions.Count == 0 ? ["No assumption is named; say what is taken for granted."] : [], "Assumptions are told from evidence."),
        Each(TradecraftStandard.Alternatives, judgments, judgment => judgment.Alternatives.Count == 0 ? ["No alternative was considered; name what else would explain the evidence."] : [], "Alternatives were considered."),
        Unseen(TradecraftStandard.Relevance, "Whether it answers what its readers need is for them to say."),
        Unseen(TradecraftStandard.Argumentation, "Whether the argument holds is for a reviewer to say."),
        reason is null
            ? Unseen(TradecraftStandard.Change, "It is the first revision; nothing here says what was held before.")
            : Each(TradecraftStandard.Change, [], _ => [], $"The change is explained as {Codes.Of(reason.Code).Replace('-', ' ')}."),
        Unseen(TradecraftStandard.Accuracy, "It names no forecast whose outcome would show it right or wrong."),
        Unseen(TradecraftStandard.Visuals, "Whether a picture would say it better is for its readers to say."),
        Each(TradecraftStandard.Sourcing, judgments, Sourcing, "Every judgment rests on claims of two origins or more."),
    ];

    private static IEnumerable<string> Sources(JudgmentAnswer judgment)
    {
        var supporting = Supporting(judgment);
        var unjudged = supporting.Count(IsUnjudged);
        if (supporting.Count > 0 && unjudged * 2 >= supporting.Count)
            yield return $"{unjudged} of {supporting.Count} supporting claims cannot be judged (F or 6); say what they are worth or find others.";
    }

    private static IEnumerable<string> Uncertainty(JudgmentAnswer judgment)
    {
        if (judgment.Indicators.Count == 0) yield return "No indicator is named; say what would change the judgment.";
        if (judgment.Confidence > Confidence.Low && Supporting(judgment) is { Count: > 0 } supporting && supporting.All(IsUnjudged))
            yield return $"The confidence is {Codes.Of(judgment.Confidence)}, and nothing that supports it could be judged.";
        foreach (var text in (string[])[judgment.Rationale, .. judgment.Alternatives, .. judgment.Assumptions])
        {
            if (Sentence().Split(text).FirstOrDefault(sentence => Likely().IsMatch(sentence) && Confident().IsMatch(sentence)) is { } both)
                yield return $"A likelihood and a confidence stand in one sentence, “{Short(both.Trim())}”; say each by itself.";
            if (OfIcd203.Any(word => Says(text, word)) && OfPhia.Any(word => Says(text, word)))
                yield return "Words of two yardsticks are mixed; take those of one.";
        }
    }

    private static IEnumerable<string> Sourcing(JudgmentAnswer judgment)
    {
        if (Supporting(judgment).Count == 0) yield return "No claim that still stands supports it.";
        else if (judgment.Origins == 0) yield return "Nobody can name where its evidence came from.";
        else if (judgment.SingleSourced) yield return "All of its evidence comes from one origin, however many repeated it.";
    }

    private static IReadOnlyList<CitationAnswer> Supporting(JudgmentAnswer judgment) =>
        [.. judgment.Claims.Where(citation => citation is { Stance: Stance.Supports, Grade: not null, Withdrawn: not true })];

    private static bool IsUnjudged(CitationAnswer citation) => citation.Grade is not { Reliability: not Reliability.F, Credibility: < 6 };

    private static bool Says(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Short(string sentence) => sentence.Length <= 80 ? sentence : $"{sentence[..80]}…";

    private static TradecraftAnswer Unseen(TradecraftStandard standard, string sentence) => new(standard, TradecraftState.NotVisible, [new(null, sentence)]);

    private static TradecraftAnswer Each(TradecraftStandard standard, IReadOnlyList<JudgmentAnswer> judgments, Func<JudgmentAnswer, IEnumerable<string>> faults, string met)
    {
        TradecraftFinding[] found = [.. judgments.SelectMany(judgment => faults(judgment).Distinct().Select(fault => new TradecraftFinding(Place(judgment), fault)))];
        return found.Length > 0 ? new(standard, TradecraftState.NotMet, found) : new(standard, TradecraftState.Met, [new(null, met)]);
    }

    private static string Place(JudgmentAnswer judgment) => judgment.Perspective is { } perspective ? $"{judgment.Dimension} {perspective}" : judgment.Dimension;

    // A full stop that ends a sentence has white space behind it: 0.7 has none.
    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(un)?likely\b|\b(im)?probabl[ey]\b|\brealistic possibility\b|\b(remote|no|even) chance\b|\b(almost|nearly) certain", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Likely();

    [GeneratedRegex(@"\b(low|moderate|medium|high) confidence\b|\bconfidence (is|of) (low|moderate|medium|high)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Confident();
}
