using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Http;

/// <summary>A value that can stand in a query string and says itself what form it has.</summary>
public interface IQueryValue<TSelf> where TSelf : IQueryValue<TSelf>
{
    static abstract bool TryRead(string text, out TSelf value);

    static abstract string Form { get; }
}

/// <summary>Binds query parameters to a record of optional members; unknown, repeated and unparseable ones are errors.</summary>
public static class QueryReader
{
    private static readonly ConcurrentDictionary<Type, ConstructorInfo> Constructors = new();

    /// <summary>The record, or null when the endpoint takes no parameters; errors by parameter name.</summary>
    public static object? Read(Type? type, IQueryCollection query, out Dictionary<string, string[]> errors)
    {
        errors = [];
        var constructor = type is null ? null : Constructors.GetOrAdd(type, t => t.GetConstructors().Single());
        var parameters = constructor?.GetParameters() ?? [];
        foreach (var name in query.Keys.Where(name => !parameters.Any(parameter => NameOf(parameter) == name)))
            errors[name] = ["There is no such query parameter."];

        var values = new object?[parameters.Length];
        foreach (var parameter in parameters)
        {
            var name = NameOf(parameter);
            if (!query.TryGetValue(name, out var given)) values[parameter.Position] = parameter.DefaultValue;
            else if (parameter.ParameterType is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
                values[parameter.Position] = ReadList(list.GenericTypeArguments[0], given, name, errors);
            else if (given is not [{ Length: > 0 and <= 1024 } text] || text.Contains('\0')) errors[name] = ["The parameter holds exactly one value of at most 1024 characters."];
            else if (TryConvert(parameter.ParameterType, text, out values[parameter.Position], out var form)) continue;
            else errors[name] = [$"The value must be {form}."];
        }

        if (constructor is null || errors.Count > 0) return null;
        var read = constructor.Invoke(values);
        foreach (var (member, messages) in Shape.Errors(read)) errors[member] = messages;
        return read;
    }

    /// <summary>A parameter that may be repeated.</summary>
    private static Array ReadList(Type type, Microsoft.Extensions.Primitives.StringValues given, string name, Dictionary<string, string[]> errors)
    {
        var items = Array.CreateInstance(type, given.Count);
        for (var i = 0; i < given.Count; i++)
        {
            if (TryConvert(type, given[i] ?? "", out var value, out var form)) items.SetValue(value, i);
            else errors[name] = [$"The value must be {form}."];
        }

        return items;
    }

    public static string NameOf(ParameterInfo parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    private static bool TryConvert(Type type, string text, out object? value, out string form)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        (var read, value, form) =
            type == typeof(string) ? (true, (object?)text, "a text") :
            type == typeof(Guid) ? (Guid.TryParseExact(text, "D", out var id), id, "a UUID") :
            type == typeof(int) ? (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole), whole, "a whole number") :
            type == typeof(long) ? (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var large), large, "a whole number") :
            type == typeof(bool) ? (text is "true" or "false", text == "true", "true or false") :
            type == typeof(DateOnly) ? (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date), date, "a date as 2025-06-07") :
            type == typeof(DateTimeOffset) ? (Rfc3339.TryParse(text, out var time), time, "a time as 2025-06-07T12:00:00Z") :
            type == typeof(Perspective) ? (Perspective.TryParse(text, out var perspective), perspective, "a perspective as RU>CN") :
            type.IsEnum ? ReadEnum(type, text) :
            Custom(type, text);
        return read;
    }

    private static (bool, object?, string) ReadEnum(Type type, string text) =>
        ((bool, object?, string))typeof(QueryReader).GetMethod(nameof(ReadCode), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [text])!;

    private static (bool, object?, string) ReadCode<T>(string text) where T : struct, Enum =>
        (Codes.TryParse<T>(text, out var value), value, $"one of {string.Join(", ", Codes.All<T>())}");

    private static (bool, object?, string) Custom(Type type, string text) =>
        ((bool, object?, string))typeof(QueryReader).GetMethod(nameof(ReadValue), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [text])!;

    private static (bool, object?, string) ReadValue<T>(string text) where T : IQueryValue<T> =>
        (T.TryRead(text, out var value), value, T.Form);
}
