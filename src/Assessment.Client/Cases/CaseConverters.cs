using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Client.Cases;

/// <summary>Reads a step as what its <c>do</c> says it is.</summary>
internal sealed class CaseStepConverter : JsonConverter<CaseStep>
{
    private static readonly Dictionary<string, Type> Steps = new(StringComparer.Ordinal)
    {
        ["post-assessment"] = typeof(PostAssessmentStep),
        ["approve"] = typeof(ApproveStep),
        ["revise"] = typeof(ReviseStep),
        ["dissent"] = typeof(DissentStep),
        ["join-dissent"] = typeof(JoinDissentStep),
        ["register-claims"] = typeof(RegisterClaimsStep),
        ["trace-claims"] = typeof(TraceClaimsStep),
        ["regrade-claim"] = typeof(RegradeClaimStep),
        ["withdraw-claim"] = typeof(WithdrawClaimStep),
        ["reaffirm"] = typeof(ReaffirmStep),
        ["ask-forecast"] = typeof(AskForecastStep),
        ["estimate"] = typeof(EstimateStep),
    };

    public override CaseStep Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        var name = element.ValueKind is JsonValueKind.Object && element.TryGetProperty("do", out var member) ? member.ToString() : "";
        if (!Steps.TryGetValue(name, out var type))
            throw new JsonException($"'{name}' is no step; the steps are {string.Join(", ", Steps.Keys)}.");

        try
        {
            return (CaseStep)element.Deserialize(type, options)!;
        }
        catch (JsonException problem)
        {
            throw new JsonException($"The step '{name}' is not right: {problem.Message}", problem);
        }
    }

    public override void Write(Utf8JsonWriter writer, CaseStep value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Case files are read, not written.");
}

/// <summary>Reads a citation in its short form, a key, or its long one, a key with a stance.</summary>
internal sealed class CaseCitationConverter : JsonConverter<CaseCitation>
{
    public override CaseCitation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String) return new CaseCitation(reader.GetString()!);

        var cited = JsonSerializer.Deserialize<Long>(ref reader, options);
        return cited is null ? throw new JsonException("A citation is a key or an object.") : new CaseCitation(cited.Claim, cited.Stance);
    }

    public override void Write(Utf8JsonWriter writer, CaseCitation value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Case files are read, not written.");

    private sealed record Long(string Claim, string Stance = "supports");
}
