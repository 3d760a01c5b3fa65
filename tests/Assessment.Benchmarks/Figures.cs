using System.Diagnostics;

namespace Assessment.Benchmarks;

/// <summary>One line of a table: what was measured, what came out, what was to be reached, and whether it was.</summary>
/// <param name="Reached">Null when there is no target, or none that a figure can decide.</param>
public sealed record Figure(string What, string Measured, string Target = "", bool? Reached = null);

/// <summary>Percentiles, interleaved rounds and tables: what every benchmark shares.</summary>
public static class Figures
{
    /// <summary>The smallest value that so many of all are not above.</summary>
    public static double Percentile(this IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double Median(this IEnumerable<double> values) => values.Percentile(0.5);

    public static string Write(FormattableString text) => FormattableString.Invariant(text);

    public static string P50P95(IReadOnlyCollection<double> milliseconds) => Write($"{milliseconds.Percentile(0.5):0.0} / {milliseconds.Percentile(0.95):0.0} ms");

    /// <summary>Milliseconds of each of so many calls, one after the other.</summary>
    public static async Task<double[]> TimeAsync(int times, Func<int, Task> act)
    {
        var milliseconds = new double[times];
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await act(i);
            milliseconds[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        return milliseconds;
    }

    /// <summary>Rounds of all sides in random order, so that what else the machine does meets every side alike; by side, what each round gave.</summary>
    public static async Task<Dictionary<string, List<T>>> InterleaveAsync<T>(int rounds, params (string Side, Func<Task<T>> Act)[] sides)
    {
        var random = new Random(7);
        foreach (var (_, act) in sides) await act();
        var given = sides.ToDictionary(side => side.Side, _ => new List<T>());
        for (var round = 0; round < rounds; round++)
        {
            var order = sides.ToArray();
            random.Shuffle(order);
            foreach (var (side, act) in order) given[side].Add(await act());
        }

        return given;
    }

    /// <summary>The median over the rounds of one side divided by another in the same round.</summary>
    public static double Ratio(IEnumerable<double> above, IEnumerable<double> below) => above.Zip(below, (one, other) => one / other).Median();

    public static void Print(string title, IReadOnlyList<Figure> figures)
    {
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        Console.WriteLine("| measured | figure | to reach | reached |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (what, measured, target, reached) in figures)
            Console.WriteLine($"| {what} | {measured} | {target} | {reached switch { true => "yes", false => "**no**", null => "" }} |");
    }

    /// <summary>On which machine it was.</summary>
    public static async Task<string> MachineAsync(Bench bench)
    {
        var (version, fsync) = (await bench.AskAsync<string>("show server_version"), await bench.AskAsync<string>("show fsync"));
        return Write($"{Environment.ProcessorCount} cores, PostgreSQL {version}, fsync {fsync}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    }
}
