using System.Globalization;
using Assessment.Server.Http;

namespace Assessment.Server.Picture;

/// <summary>An end of a stretch of a timeline: a day, which counts in as a whole, or a time.</summary>
public readonly record struct DayOrTime(DateOnly? Day, DateTimeOffset? Time) : IQueryValue<DayOrTime>
{
    public static string Form => "a date as 2025-06-07 or a time as 2025-06-07T12:00:00Z";

    /// <summary>Days of the world stand on the axis at their midnight in UTC.</summary>
    public DateTimeOffset First => Time ?? new DateTimeOffset(Day!.Value, TimeOnly.MinValue, TimeSpan.Zero);

    public DateTimeOffset Last => Time ?? new DateTimeOffset(Day!.Value, TimeOnly.MaxValue, TimeSpan.Zero);

    public static bool TryRead(string text, out DayOrTime value)
    {
        value = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) value = new(day, null);
        else if (Rfc3339.TryParse(text, out var time)) value = new(null, time);
        return value != default;
    }
}
