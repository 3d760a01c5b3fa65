namespace Assessment.Dashboard.Layout;

/// <summary>What stands behind the question mark of a page's address.</summary>
public static class Query
{
    /// <summary>What was asked; null when nothing was, as an empty field of a form says it.</summary>
    public static string? Word(string? asked) => string.IsNullOrWhiteSpace(asked) ? null : asked.Trim();

    /// <summary>An address with those parameters that have a value.</summary>
    public static string Address(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = parameters.Where(parameter => Word(parameter.Value) is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return string.Join('?', new[] { path, string.Join('&', query) }.Where(part => part.Length > 0));
    }
}
