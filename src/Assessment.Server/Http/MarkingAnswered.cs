using System.Text.Json;
using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Http;

/// <summary>A marking in JSON by its code; one that goes into an answer is noted by the reading that is under way.</summary>
public sealed class MarkingAnswered : JsonConverter<Marking>
{
    private readonly JsonConverter<Marking> _code = (JsonConverter<Marking>)new CodeConverterFactory().CreateConverter(typeof(Marking), JsonSerializerOptions.Default);

    public override Marking Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => _code.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, Marking value, JsonSerializerOptions options)
    {
        Reading.Shows(value);
        _code.Write(writer, value, options);
    }
}
