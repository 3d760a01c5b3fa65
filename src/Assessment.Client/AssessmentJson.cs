using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Client;

/// <summary>How bodies are written and answers are read: camelCase, absent members left out, unknown ones ignored.</summary>
public static class AssessmentJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
