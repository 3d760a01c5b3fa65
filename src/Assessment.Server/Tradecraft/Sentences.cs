using System.Globalization;
using Assessment.Client.Rules;

namespace Assessment.Server.Tradecraft;

/// <summary>Judgments as sentences for a reader, in which a likelihood and a confidence never stand together (ICD 203).</summary>
public static class Sentences
{
    /// <summary>Two sentences: how likely which level is, then how good the basis is.</summary>
    /// <param name="likelihood">Its word and its band are told, the band in per cent.</param>
    /// <param name="code">Of the dimension; the standard ones are phrased, any other goes by its name.</param>
    /// <param name="name">Of the dimension.</param>
    /// <param name="perspective">Of a directed dimension, otherwise null.</param>
    /// <param name="level">1 to 5.</param>
    /// <param name="label">Of the level.</param>
    /// <param name="confidence">Told in the second sentence alone.</param>
    public static string Judgment(Likelihood likelihood, string code, string name, Perspective? perspective, int level, string label, Confidence confidence) =>
        $"We judge {Opening(likelihood.Term)} ({Percent(likelihood)}) that {Subject(code, name, perspective)} is at level {level} of 5, {Inside(label)}. "
        + $"We have {Codes.Of(confidence)} confidence in this judgment.";

    // Nothing can be judged "almost no chance"; there is such a chance.
    private static string Opening(LikelihoodTerm term) =>
        term == LikelihoodTerm.AlmostNoChance ? $"there is {Likelihood.Words(term)}" : $"it {Likelihood.Words(term)}";

    private static string Percent(Likelihood likelihood)
    {
        var (low, high) = (Percent(likelihood.Low), Percent(likelihood.High));
        return low == high ? $"{low} %" : $"{low}–{high} %";
    }

    private static string Percent(double probability) => ((decimal)probability * 100).ToString("0.##", CultureInfo.InvariantCulture);

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
