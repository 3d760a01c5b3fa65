using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Http;

/// <summary>
/// JSON as the contract has it. Coming in, everything unexpected is refused and named: unknown and repeated
/// members, wrong types, text that PostgreSQL cannot keep. Going out, camelCase and codes.
/// </summary>
public static partial class StrictJson
{
    public const int MaxDepth = 32;

    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>As <see cref="Options"/>, for what comes in: what is worked out from other members is no member.</summary>
    public static JsonSerializerOptions Incoming { get; } = new(Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDerived } } };

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;
        // Answers are never put into HTML unescaped, and people read them in a terminal: RU>CN, not RU\u003ECN.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new MarkingAnswered());
        options.Converters.Add(new CodeConverterFactory());
        options.Converters.Add(new KeepableText());
        options.Converters.Add(new WholeNumber());
        options.Converters.Add(new LargeWholeNumber());
        options.Converters.Add(new HeldNumber());
        options.Converters.Add(new UtcTime());
        return options;
    }

    private static void LeaveOutDerived(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Set: null, AssociatedParameter: null }) type.Properties.RemoveAt(i);
        }
    }

    private static readonly string[] Required = ["This member is required."];

    /// <summary>Which member a parser's complaint is about, and what is wrong with it.</summary>
    public static Dictionary<string, string[]> Errors(JsonException problem)
    {
        if (MissingMembers().Match(problem.Message) is { Success: true } missing)
        {
            var parent = Member(problem.Path);
            return QuotedName().Matches(missing.Groups[1].Value)
                .ToDictionary(name => Join(parent, name.Groups[1].Value), _ => Required);
        }

        if (UnknownMember().Match(problem.Message) is { Success: true } unknown)
            return One(Member(problem.Path, ending: unknown.Groups[1].Value), "There is no such member.");

        if (RepeatedMember().Match(problem.Message) is { Success: true } repeated)
            return One(Member(problem.Path, ending: repeated.Groups[1].Value), "This member stands here more than once.");

        return One(Member(problem.Path) is { Length: > 0 } member ? member : "$", Sentence(problem));
    }

    private static string Sentence(JsonException problem)
    {
        var text = problem.InnerException is InvalidOperationException inner ? inner.Message : problem.Message;
        var cut = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (cut >= 0) text = text[..cut];
        // The parser speaks of .NET types; a client has none.
        return text.Contains("could not be converted to", StringComparison.Ordinal) ? "The value has the wrong type or form." :
            text.Contains("null values", StringComparison.Ordinal) ? "The value may not be null." : text;
    }

    private static string Member(string? path, string? ending = null)
    {
        var member = path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');
        if (ending is null || member == ending || member.EndsWith($".{ending}", StringComparison.Ordinal)) return member;
        // A name that is no plain word stands in the path as ['so'].
        if (member.EndsWith($"['{ending}']", StringComparison.Ordinal)) member = member[..^(ending.Length + 4)];
        return Join(member, ending);
    }

    private static string Join(string parent, string member) => parent.Length == 0 ? member : $"{parent}.{member}";

    private static Dictionary<string, string[]> One(string member, string message) => new() { [member] = [message] };

    [GeneratedRegex("^JSON deserialization for type '[^']*' was missing required properties including: (.*)$", RegexOptions.Singleline)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedName();

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped to any", RegexOptions.Singleline)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("^Duplicate property '(.*)' encountered", RegexOptions.Singleline)]
    private static partial Regex RepeatedMember();

    /// <summary>Text that PostgreSQL can keep: no zero character, no half of a surrogate pair.</summary>
    private sealed class KeepableText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("The value must be a text.");
            var text = reader.GetString()!;
            return text.Contains('\0') ? throw new JsonException("The text contains the character U+0000, which cannot be kept.") : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    /// <summary>A whole number however it is written: JSON knows one kind of number (JSON Schema 2020-12, 4.2.3), and many languages write 3.0.</summary>
    private sealed class WholeNumber : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            LargeWholeNumber.TryRead(ref reader, out var value) && value is >= int.MinValue and <= int.MaxValue
                ? (int)value
                : throw new JsonException("The value must be a whole number of ordinary size.");

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    private sealed class LargeWholeNumber : JsonConverter<long>
    {
        public static bool TryRead(ref Utf8JsonReader reader, out long value)
        {
            value = 0;
            return reader.TokenType == JsonTokenType.Number && (reader.TryGetInt64(out value) || WrittenNumber.Of(ref reader)?.TryWhole(out value) is true);
        }

        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryRead(ref reader, out var value) ? value : throw new JsonException("The value must be a whole number of ordinary size.");

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    /// <summary>A number that is kept as it was given, so that JSON can say it again.</summary>
    private sealed class HeldNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var value)) throw new JsonException("The value must be a number of ordinary size.");
            return WrittenNumber.Of(ref reader)?.IsHeldBy(value) is true
                ? value
                : throw new JsonException("The value must be a number of ordinary size and of no more than about 16 digits, so that it is kept as given.");
        }

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    /// <summary>A time as RFC 3339 writes it: taken with any offset, given in UTC.</summary>
    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString()!, out var time)
                ? time
                : throw new JsonException("The value must be a time as 2025-06-07T12:00:00Z.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Rfc3339.Write(value));
    }
}
