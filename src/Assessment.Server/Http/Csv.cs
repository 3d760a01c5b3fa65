using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assessment.Server.Tradecraft;
using Microsoft.Net.Http.Headers;

namespace Assessment.Server.Http;

/// <summary>Tables as comma-separated values (RFC 4180): decimal points, codes, a header; nothing in it is changed for a spreadsheet's sake.</summary>
public static class Csv
{
    public const string MediaType = "text/csv";

    private static readonly string[] Json = ["application/json", "application/*", "*/*"];

    /// <summary>Whether it is preferred to JSON: by quality, then by what stands first.</summary>
    public static bool IsAskedFor(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Where(type => type.Quality is not 0 && (Is(type) || Json.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)))
            .OrderByDescending(type => type.Quality ?? 1).FirstOrDefault() is { } preferred
        && Is(preferred);

    public static string Write(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        var table = new StringBuilder();
        foreach (var row in rows.Prepend(header)) table.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return table.ToString();
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            double number => number.ToString("0.#########", CultureInfo.InvariantCulture),
            Enum => JsonSerializer.SerializeToElement(value, value.GetType(), StrictJson.Options).GetString()!,
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool Is(MediaTypeHeaderValue type) => type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An answer that is a table, too, under an entity tag of what it shows.</summary>
/// <param name="Body">As JSON.</param>
/// <param name="Header">Of the table.</param>
/// <param name="Rows">Below it.</param>
public sealed record CsvOrJson(object Body, IReadOnlyList<string> Header, IEnumerable<IEnumerable<object?>> Rows) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var asCsv = Csv.IsAskedFor(httpContext.Request);
        var bytes = asCsv ? Encoding.UTF8.GetBytes(Csv.Write(Header, Rows)) : JsonSerializer.SerializeToUtf8Bytes(Body, Body.GetType(), StrictJson.Options);
        httpContext.Response.Headers.Vary = "Accept";
        if (Answer.IsHeld(httpContext, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"")) return;
        httpContext.Response.ContentType = asCsv ? "text/csv; charset=utf-8; header=present" : "application/json";
        httpContext.Response.ContentLength = bytes.Length;
        await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
