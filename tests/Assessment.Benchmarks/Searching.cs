using System.Net.Http.Headers;

namespace Assessment.Benchmarks;

/// <summary>Searches of two words among many claims, beside the same page of claims without a search.</summary>
public static class Searching
{
    private const int Requests = 30;

    private static readonly string[] Common = ["ministry", "border", "missile", "Москва", "北京外交部", "report", "drones", "visit"];

    public static async Task<IReadOnlyList<Figure>> RunAsync(int claims, int rounds)
    {
        await using var bench = await Bench.StartAsync(null, store => new Seeding(store, claims).ClaimsAsync("searched", claims, number => Statement(number, claims)));
        await bench.SignAsync();
        await bench.ExecuteAsync("vacuum analyze");
        var who = await bench.TokenAsync("rea", "reader");
        var random = new Random(5);
        (string Kind, Func<string> Query)[] kinds =
        [
            ("two common words", () => "ministry+report"),
            ("a common and a rare word", () => $"ministry+n{random.Next(claims)}"),
            ("two rare words that stand nowhere together", () => $"n{random.Next(claims)}+n{random.Next(claims)}"),
            ("two words of one in a thousand", () => $"t{random.Next(1000)}+report"),
            ("common words that stand in the older half alone", () => "archived+ministry"),
            ("a common word and a beginning", () => "ministry+dron"),
            ("Chinese and Russian", () => Uri.EscapeDataString("外交 москва")),
            ("a word that is nowhere", () => "ministry+nowhere"),
        ];
        var given = await Figures.InterleaveAsync(rounds, [("floor", Ask(() => "")), .. kinds.Select(kind => (kind.Kind, Ask(() => $"&q={kind.Query()}")))]);
        List<Figure> figures = [new("on", await Figures.MachineAsync(bench)), new($"a page of {claims:N0} claims without a search: p50 / p95", Figures.P50P95([.. given["floor"].SelectMany(times => times)]))];
        foreach (var (kind, _) in kinds)
        {
            double[] times = [.. given[kind].SelectMany(round => round)];
            figures.Add(new($"{kind}: p50 / p95", Figures.P50P95(times), "p95 ≤ 50 ms", times.Percentile(0.95) <= 50));
        }

        return figures;

        Func<Task<double[]>> Ask(Func<string> query) => () => Figures.TimeAsync(Requests, _ => bench.TextAsync(HttpMethod.Get, $"/api/v1/claims?partnership=searched&limit=20{query()}", who));
    }

    private static string Statement(int number, int of) =>
        $"The {Common[number % 2]} said n{number} in t{number % 1000}: {string.Join(' ', Common.Where((_, at) => (number >> at) % 2 == 0))} {(number < of / 2 ? "archived" : "current")} and the guards were reinforced.";
}
