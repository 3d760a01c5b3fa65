using System.Globalization;

namespace Assessment.Dashboard.Picture;

/// <summary>Which picture is asked for; the address says it, so that it can be sent to somebody.</summary>
/// <param name="AsOf">A position or a time of recording; null for now.</param>
/// <param name="ValidAt">The date of the world; null for today.</param>
/// <param name="Since">The moment to compare with; null for none.</param>
/// <param name="Why">The dimension and perspective laid open, as <see cref="KeyOf"/> writes it.</param>
public sealed record Asked(string? AsOf = null, DateOnly? ValidAt = null, string? Since = null, string? Why = null)
{
    public static string KeyOf(string dimension, string? perspective) => perspective is null ? dimension : $"{dimension},{perspective}";

    public bool IsNow => AsOf is null && ValidAt is null;

    /// <summary>Whether it is a picture of its own that changes with what is recorded: of a date as it is known now, or compared with now.</summary>
    public bool GoesWithNow => AsOf is null && (ValidAt is not null || Since is not null);

    /// <summary>A moment as somebody types it: a position, a time, or a day, which means its end. What has not come yet means now.</summary>
    public static string? Moment(string? typed, DateTimeOffset now) => typed?.Trim() switch
    {
        null or "" or "now" => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            day >= DateOnly.FromDateTime(now.UtcDateTime) ? null : $"{text}T23:59:59Z",
        var text when !text.All(char.IsAsciiDigit) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            time >= now ? null : time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        var text => text,
    };

    /// <summary>A date of the world as somebody types it; null for today and for what is none.</summary>
    public static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public string Address(string partnership)
    {
        var query = new (string Name, string? Value)[]
        {
            ("asOf", AsOf), ("validAt", ValidAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("since", Since), ("why", Why),
        }.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return string.Join('?', new[] { $"/partnerships/{Uri.EscapeDataString(partnership)}", string.Join('&', query) }.Where(part => part.Length > 0));
    }
}
