using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Server.Tradecraft;

/// <summary>JSON as one short string, for values that have a written form, such as B2 or RU>CN; also where they are keys.</summary>
public abstract class WrittenFormConverter<T> : JsonConverter<T> where T : struct
{
    /// <summary>What the value must be, as it ends the sentence "The value must be …".</summary>
    protected abstract string Form { get; }

    protected abstract bool TryParse(string? text, out T value);

    protected abstract string Written(T value);

    /// <summary>Reads the written form; only a string will do.</summary>
    /// <exception cref="JsonException">It is anything else; the message says what it must be, the serializer adds where it stands.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var value) ? value : throw Unreadable();

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryParse(reader.GetString(), out var value) ? value : throw Unreadable();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Written(value));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(Written(value));

    private JsonException Unreadable() => new($"The value must be {Form}.");
}
