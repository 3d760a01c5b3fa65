using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Server.Tradecraft;

/// <summary>The one place that knows how the words of the trade are written: kebab-case, or what the member itself says.</summary>
public static class Codes
{
    /// <summary>The code of a value, such as "roughly-even-chance".</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's members.</exception>
    public static string Of<T>(T value) where T : struct, Enum =>
        Table<T>.Codes.TryGetValue(value, out var code)
            ? code
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"There is no such {typeof(T).Name}.");

    /// <summary>The value of a code, written exactly so: neither another case nor a number will do.</summary>
    public static bool TryParse<T>(string? code, out T value) where T : struct, Enum
    {
        value = default;
        return code is not null && Table<T>.Values.TryGetValue(code, out value);
    }

    /// <summary>All codes, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Table<T>.All;

    private static class Table<T> where T : struct, Enum
    {
        public static readonly IReadOnlyList<string> All = Array.AsReadOnly([.. Enum.GetValues<T>().Select(Written)]);
        public static readonly FrozenDictionary<T, string> Codes = Enum.GetValues<T>().ToFrozenDictionary(value => value, Written);
        public static readonly FrozenDictionary<string, T> Values = Enum.GetValues<T>().ToFrozenDictionary(Written, StringComparer.Ordinal);

        private static string Written(T value)
        {
            var name = Enum.GetName(value)!;
            return typeof(T).GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                ?? JsonNamingPolicy.KebabCaseLower.ConvertName(name);
        }
    }
}
