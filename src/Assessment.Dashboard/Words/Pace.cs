using System.Globalization;

namespace Assessment.Dashboard.Words;

/// <summary>How long something that is under way will still take.</summary>
public static class Pace
{
    /// <summary>"about 40 s left"; null while nobody can say.</summary>
    /// <param name="done">Of what there is to do.</param>
    /// <param name="total">All there is to do; 0 while it is not counted yet.</param>
    /// <param name="rate">A second.</param>
    public static string? Left(long done, long total, double rate)
    {
        if (total <= 0 || rate <= 0 || done <= 0) return null;
        var seconds = Math.Max(0, total - done) / rate;
        return seconds switch
        {
            < 1 => "almost done",
            < 90 => About(seconds, "s"),
            < 90 * 60 => About(seconds / 60, "min"),
            _ => About(seconds / 3600, "h"),
        };
    }

    /// <summary>How much of it is done, in whole percent; 100 only when all of it is.</summary>
    public static int Percent(long done, long total) => total <= 0 ? 0 : done >= total ? 100 : (int)(100.0 * Math.Max(0, done) / total);

    private static string About(double amount, string unit) => string.Create(CultureInfo.InvariantCulture, $"about {Math.Ceiling(amount):0} {unit} left");
}
