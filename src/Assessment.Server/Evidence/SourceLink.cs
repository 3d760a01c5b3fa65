using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Server.Evidence;

/// <summary>A source as somebody is told of it: by its id, or as <c>withheld</c> when it is marked above their clearance.</summary>
/// <param name="Source">Null when it is withheld.</param>
[JsonConverter(typeof(SourceLinkConverter))]
public readonly record struct SourceLink(Guid? Source)
{
    public const string Withheld = "withheld";

    public override string ToString() => Source?.ToString() ?? Withheld;
}

/// <summary>A string: the id, or the word.</summary>
public sealed class SourceLinkConverter : JsonConverter<SourceLink>
{
    public override SourceLink Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() == SourceLink.Withheld ? new(null) : new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, SourceLink value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
