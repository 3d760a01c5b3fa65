using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Server.Tradecraft;

/// <summary>Enumerations in JSON by their codes, so that the contract and the stored facts say the words of the trade.</summary>
public sealed class CodeConverterFactory : JsonConverterFactory
{
    // Only the product's own: what belongs to a library keeps the form that the library gave it.
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum && typeToConvert.Assembly == typeof(CodeConverterFactory).Assembly;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(CodeConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class CodeConverter<T> : WrittenFormConverter<T> where T : struct, Enum
    {
        protected override string Form => $"one of {string.Join(", ", Codes.All<T>())}";

        protected override bool TryParse(string? text, out T value) => Codes.TryParse(text, out value);

        protected override string Written(T value) => Codes.Of(value);
    }
}
