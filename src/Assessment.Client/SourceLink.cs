using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Client;

/// <summary>A source as the reader is told of it: by its id, or as withheld when it is marked above their clearance.</summary>
/// <param name="Source">Null when it is withheld.</param>
[JsonConverter(typeof(SourceLinkConverter))]
public readonly record struct SourceLink(Guid? Source)
{
    public bool IsWithheld => Source is null;
}

/// <summary>A string: the id, or the word <c>withheld</c>.</summary>
internal sealed class SourceLinkConverter : JsonConverter<SourceLink>
{
    private const string Withheld = "withheld";

    public override SourceLink Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Withheld) ? new(null) : new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, SourceLink value, JsonSerializerOptions options) => writer.WriteStringValue(value.Source?.ToString() ?? Withheld);
}
