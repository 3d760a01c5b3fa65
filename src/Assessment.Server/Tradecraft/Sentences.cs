using System.Globalization;
using Assessment.Client.Rules;

namespace Assessment.Server.Tradecraft;

/// <summary>Judgments as sentences for a reader, in which a likelihood and a confidence never stand together (ICD 203).</summary>
public static class Sentences
{
    /// <summary>How likely which level is, then what the others have if that was said, then how good the basis is.</summary>
    /// <param name="likelihood">Its word and its band are told, the band in per cent.</param>
    /// <param name="distribution">The probability of each level; null when nothing was said of the others.</param>
    /// <param name="dimension">The standard ones are phrased, any other goes by its name.</param>
    /// <param name="perspective">Of a directed dimension, otherwise null.</param>
    /// <param name="level">1 to 5.</param>
    /// <param name="confidence">Told in the last sentence alone.</param>
    public static string Judgment(Likelihood likelihood, IReadOnlyList<double>? distribution, Dimension dimension, Perspective? perspective, int level, Confidence confidence)
    {
        var (subject, held) = (Subject(dimension.Code, dimension.Name, perspective), $"level {level} of 5, {Inside(dimension.Levels[level - 1].Label)}");
        var judged = distribution is not null && likelihood.Probability < SubmissionRules.Even
            ? $"We judge no level of {subject} more likely than {held} ({Percent(likelihood.Probability)} %)."
            : $"We judge {Opening(likelihood.Term)} ({Percent(likelihood)}) that {subject} is at {held}.";
        return $"{judged} {Shares(distribution, dimension)}We have {Codes.Of(confidence)} confidence in this judgment.";
    }

    // The most probable first. A level that has nothing is told, too: that it was ruled out is said, not forgotten.
    private static string Shares(IReadOnlyList<double>? distribution, Dimension dimension)
    {
        if (distribution is null) return "";
        string[] told = [.. distribution.Index().OrderByDescending(share => share.Item).Select(share => $"{Percent(share.Item)} % to {Inside(dimension.Levels[share.Index].Label)}")];
        return $"We give {string.Join(", ", told[..^1])} and {told[^1]}. ";
    }

    // Nothing can be judged "almost no chance"; there is such a chance.
    private static string Opening(LikelihoodTerm term) =>
        term == LikelihoodTerm.AlmostNoChance ? $"there is {Likelihood.Words(term)}" : $"it {Likelihood.Words(term)}";

    private static string Percent(Likelihood likelihood)
    {
        var (low, high) = (Percent(likelihood.Low), Percent(likelihood.High));
        return low == high ? $"{low} %" : $"{low}–{high} %";
    }

    /// <summary>A probability in per cent, without the sign.</summary>
    public static string Percent(double probability) => Yardstick.Percent(probability, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Subject(string code, string name, Perspective? perspective)
    {
        if (perspective is not { } parties) return Inside(name);
        var (from, toward) = (Countries.NameOf(parties.From), Countries.NameOf(parties.Toward));
        return code switch
        {
            "trust-level" => $"{Countries.Of(parties.From)} trust in {toward}",
            "territorial-threat" => $"the territorial threat from {from} to {toward}",
            "military-aid" => $"{Countries.Of(parties.From)} military aid to {toward}",
            "sanctions-evasion" => $"sanctions evasion through {from} for {toward}",
            "economic-dependence" => $"{Countries.Of(parties.From)} economic dependence on {toward}",
            "counterintelligence-activity" => $"{Countries.Of(parties.From)} espionage and counter-intelligence activity against {toward}",
            _ => $"{Inside(name)}, {from} toward {toward},",
        };
    }

    // As it reads inside a sentence; an abbreviation such as UN keeps its capitals.
    private static string Inside(string text) =>
        text is [var first, ..] && !(text.Length > 1 && char.IsUpper(text[1])) ? char.ToLowerInvariant(first) + text[1..] : text;
}
