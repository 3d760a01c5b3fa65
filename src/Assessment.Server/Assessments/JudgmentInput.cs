using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assessment.Client.Rules;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

/// <summary>A judgment as a client sends it.</summary>
/// <param name="Likelihood">Of the level; not asked for beside a distribution, which says it.</param>
/// <param name="Distribution">The probability of each of the five levels.</param>
public sealed record JudgmentInput(
    [property: SlugForm] string Dimension,
    [property: Range(1, 5)] int Level,
    Confidence Confidence,
    [property: Words(0, 20_000)] string Rationale = "",
    [property: MaxLength(500)] IReadOnlyList<CitationInput>? Claims = null,
    [property: MaxLength(100), Words(1, 4000)] IReadOnlyList<string>? Alternatives = null,
    [property: MaxLength(100), Words(1, 4000)] IReadOnlyList<string>? Assumptions = null,
    [property: MaxLength(100), Words(1, 4000)] IReadOnlyList<string>? Indicators = null,
    Perspective? Perspective = null,
    LikelihoodInput? Likelihood = null,
    [property: MinLength(Distributions.Levels), MaxLength(Distributions.Levels)] IReadOnlyList<double>? Distribution = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Claims?.Any(citation => citation is null || citation.Claim == Guid.Empty) is true)
            yield return new ValidationResult("Every citation names a claim.", [nameof(Claims)]);
        else if (Claims?.DistinctBy(citation => citation.Claim).Count() < Claims?.Count)
            yield return new ValidationResult("A claim is cited once in a judgment, for it or against it.", [nameof(Claims)]);
        if (Distribution is not null && Distributions.FaultOf(Distribution) is { } fault)
            yield return new ValidationResult(fault, [nameof(Distribution)]);
        if (Distribution is null && Likelihood is null)
            yield return new ValidationResult("Say how likely the level is, or give a distribution over the five.", [nameof(Likelihood)]);
    }

    /// <summary>
    /// The judgment with its likelihood in all three forms; null when that is out of range. That of a distribution is what the most probable level has,
    /// which the judgment's has to be.
    /// </summary>
    public Judgment? Resolve() => (Distribution is null ? Likelihood!.Resolve() : Tradecraft.Likelihood.OfProbability(Distribution.Max())) is { } likelihood
        ? new(Dimension, Perspective, Level, likelihood, Confidence, Rationale, [.. (Claims ?? []).Select(citation => new Citation(citation.Claim, citation.Stance))],
            Alternatives ?? [], Assumptions ?? [], Indicators ?? [], Distribution)
        : null;
}

/// <summary>A likelihood as a client gives it: a number, a band or a word.</summary>
public sealed record LikelihoodInput(double? Probability = null, double? Low = null, double? High = null, LikelihoodTerm? Term = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        var forms = (Probability is not null ? 1 : 0) + (Term is not null ? 1 : 0) + (Low is not null || High is not null ? 1 : 0);
        if (forms != 1 || Low is null != High is null)
            yield return new ValidationResult("Give either a probability, or a term, or low and high.");
        else if (Low > High)
            yield return new ValidationResult("Low lies above high.", [nameof(Low)]);
    }

    /// <summary>The likelihood, or null when it lies outside of 0.01 to 0.99.</summary>
    public Likelihood? Resolve() =>
        Term is { } term ? Tradecraft.Likelihood.OfTerm(term) :
        Probability is { } probability ? Tradecraft.Likelihood.OfProbability(probability) :
        Tradecraft.Likelihood.OfBand(Low!.Value, High!.Value);
}

/// <summary>A citation as a client sends it: an id alone means that the claim supports.</summary>
[JsonConverter(typeof(CitationInputConverter))]
public sealed record CitationInput(Guid Claim, Stance Stance = Stance.Supports);

/// <summary>Reads both forms of a citation.</summary>
public sealed class CitationInputConverter : JsonConverter<CitationInput>
{
    private sealed record LongForm(Guid Claim, Stance Stance = Stance.Supports);

    public override CitationInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.TryGetGuid(out var claim) ? new CitationInput(claim) : throw new JsonException("A claim's id is a UUID.");
        try
        {
            var given = JsonSerializer.Deserialize<LongForm>(ref reader, options);
            return given is null ? throw new JsonException("A citation is a claim's id, or an object with claim and stance.") : new CitationInput(given.Claim, given.Stance);
        }
        catch (JsonException problem) when (problem.Path is not null)
        {
            // Without a path of its own, so that the reader around it says where in the whole body this stands.
            throw new JsonException($"{string.Join(", ", StrictJson.Errors(problem).Select(error => $"{error.Key}: {error.Value[0]}"))}");
        }
    }

    public override void Write(Utf8JsonWriter writer, CitationInput value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new LongForm(value.Claim, value.Stance), options);
}
