using System.Globalization;
using Assessment.Client.Rules;

namespace Assessment.Dashboard.Words;

/// <summary>How the page says what the API answers in codes.</summary>
public static class Said
{
    /// <summary>"RU>CN" as "Russia → China"; without a perspective "both".</summary>
    public static string Perspective(string? perspective) =>
        perspective?.Split('>') is [var from, var toward] ? $"{Countries.NameOf(from)} → {Countries.NameOf(toward)}" : "both";

    /// <summary>With whom something of a marking may be shared (TLP 2.0).</summary>
    public static string Sharing(string marking) => marking switch
    {
        "CLEAR" => "may be shared with anybody",
        "GREEN" => "may be shared within the community, not in public",
        "AMBER" => "for those who need to know, in your organization and at its clients",
        "AMBER+STRICT" => "for those who need to know, in your organization alone",
        _ => "for those alone to whom it was given",
    };

    /// <summary>Where there is no level for the reader: the same words whether nobody assessed it, or somebody above their clearance.</summary>
    public const string Unseen = "nothing you may see";

    /// <summary>"almost-no-chance" as "almost no chance".</summary>
    public static string Term(string? code) => code?.Replace('-', ' ') ?? "";

    /// <summary>A likelihood so that it never contradicts the word beside it: 0.799 is "79 %".</summary>
    public static string Percent(double? likelihood) => likelihood is { } part ? string.Create(CultureInfo.InvariantCulture, $"{Yardstick.Percent(part):0} %") : "";

    public static string Number(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A score, to the thousandth: "0.164".</summary>
    public static string Score(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '−') ?? "";

    /// <summary>A figure that may be large: "12,480".</summary>
    public static string Figure(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Of a file, in the largest unit that fits.</summary>
    public static string Bytes(long length) => length switch
    {
        < 1000 => $"{length} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{length / 1000.0:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{length / 1_000_000.0:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length / 1_000_000_000.0:0.#} GB"),
    };

    /// <summary>With its sign: "+0.5", "−1".</summary>
    public static string Difference(double value) => value < 0 ? $"−{Number(-value)}" : value > 0 ? $"+{Number(value)}" : "0";

    public static string Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "";

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>To the second.</summary>
    public static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How long ago, in the largest unit that fits.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < 10 } => "just now",
        { TotalSeconds: < 60 } past => $"{past.TotalSeconds:0} s ago",
        { TotalMinutes: < 60 } past => $"{Math.Floor(past.TotalMinutes):0} min ago",
        { TotalHours: < 24 } past => $"{Math.Floor(past.TotalHours):0} h ago",
        var past => Count((int)past.TotalDays, "day") + " ago",
    };

    public static string Count(int count, string thing, string things) => count == 1 ? $"1 {thing}" : $"{count.ToString(CultureInfo.InvariantCulture)} {things}";

    public static string Count(int count, string thing) => Count(count, thing, $"{thing}s");
}
