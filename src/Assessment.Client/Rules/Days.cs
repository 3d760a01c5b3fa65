namespace Assessment.Client.Rules;

/// <summary>Which day it is, and where.</summary>
public static class Days
{
    /// <summary>The time zone furthest ahead, of the Line Islands: no day is later anywhere.</summary>
    public static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(14);

    public const string FurthestAheadName = "UTC+14";

    /// <summary>Today in the time zone furthest ahead: a date up to it is not in the future for somebody.</summary>
    public static DateOnly LatestToday(DateTimeOffset now) => DateOnly.FromDateTime((now.UtcDateTime + FurthestAhead));
}
