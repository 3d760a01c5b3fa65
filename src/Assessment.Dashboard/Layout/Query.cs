using System.Globalization;

namespace Assessment.Dashboard.Layout;

/// <summary>What stands behind the question mark of a page's address.</summary>
public static class Query
{
    /// <summary>What was asked; null when nothing was, as an empty field of a form says it.</summary>
    public static string? Word(string? asked) => string.IsNullOrWhiteSpace(asked) ? null : asked.Trim();

    /// <summary>The beginning of a day in UTC; null when none was asked for, or none that there is.</summary>
    public static DateTimeOffset? Day(string? asked) =>
        DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year < 9999 ? new(day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    /// <summary>A whole number; null when none was asked for, or something else.</summary>
    public static long? Number(string? asked) => long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An id; null when none was asked for, or something else.</summary>
    public static Guid? Id(string? asked) => Guid.TryParseExact(asked, "D", out var id) ? id : null;

    /// <summary>An address with those parameters that have a value.</summary>
    public static string Address(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = parameters.Where(parameter => Word(parameter.Value) is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return string.Join('?', new[] { path, string.Join('&', query) }.Where(part => part.Length > 0));
    }
}
