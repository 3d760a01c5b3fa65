using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Client;

/// <summary>How bodies are written and answers are read.</summary>
public static class AssessmentJson
{
    /// <summary>camelCase, absent members left out, unknown ones ignored: a server may say more than this client knows.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Answers must say exactly what this client knows: nothing more, nothing less, and null only where it may be.</summary>
    public static readonly JsonSerializerOptions Strict = new(Options)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
