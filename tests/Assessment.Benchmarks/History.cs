using Assessment.Server.Http;

namespace Assessment.Benchmarks;

/// <summary>The picture of now, of then, about a date and without some evidence, after a short and after a long history, asked in turns.</summary>
public static class History
{
    private const int Requests = 40;

    private sealed record Reader(Bench Bench, System.Net.Http.Headers.AuthenticationHeaderValue Who, long Last, DateTimeOffset First, string Source);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bench small, Bench large, int rounds)
    {
        (string Name, Reader Reader)[] stores = [("short", await ReaderAsync(small)), ("long", await ReaderAsync(large))];
        var random = new Random(11);
        (string Kind, Func<Reader, string> Query)[] kinds =
        [
            ("current", _ => ""),
            ("as of a position", reader => $"?asOf={Position(reader)}"),
            ("as of a time", reader => $"?asOf={Uri.EscapeDataString(Time(reader))}"),
            ("valid at a date", reader => $"?validAt={Time(reader)[..10]}"),
            ("as of and valid at", reader => $"?asOf={Position(reader)}&validAt={Time(reader)[..10]}"),
            ("what if, now", reader => $"?without=source:{reader.Source}"),
            ("what if, as of", reader => $"?without=source:{reader.Source}&asOf={Position(reader)}"),
        ];

        // From a tenth on: by then everybody who stays has spoken.
        long Position(Reader reader) => random.NextInt64(reader.Last / 10, reader.Last);
        string Time(Reader reader) => Rfc3339.Write(reader.First + Seeding.Span * (0.1 + 0.85 * random.NextDouble()));

        var given = await Figures.InterleaveAsync(rounds, [.. from kind in kinds from store in stores select ($"{kind.Kind} {store.Name}", Act(kind.Query, store.Reader))]);
        var figures = new List<Figure>();
        foreach (var (kind, _) in kinds)
        {
            var (few, many) = (given[$"{kind} short"], given[$"{kind} long"]);
            var growth = Figures.Ratio(many.Select(Figures.Median), few.Select(Figures.Median));
            figures.Add(new($"picture, {kind}: p50 / p95 after the short history", Figures.P50P95([.. few.SelectMany(times => times)])));
            figures.Add(new($"picture, {kind}: p50 / p95 after the long history", Figures.P50P95([.. many.SelectMany(times => times)])));
            figures.Add(new($"picture, {kind}: long ÷ short", Figures.Write($"{growth:0.00}"), "≤ 1.20", growth <= 1.20));
        }

        foreach (var (kind, _) in kinds.Skip(1).Where(kind => !kind.Kind.StartsWith("what", StringComparison.Ordinal)))
        {
            var rate = Figures.Ratio(given["current long"].Select(Figures.Median), given[$"{kind} long"].Select(Figures.Median));
            figures.Add(new($"picture, {kind}: rate ÷ that of the current one, long history", Figures.Write($"{rate:0.00}"), "≥ 0.50", rate >= 0.50));
        }

        return figures;
    }

    private static Func<Task<double[]>> Act(Func<Reader, string> query, Reader reader) => () => Figures.TimeAsync(Requests, _ =>
        reader.Bench.TextAsync(HttpMethod.Get, $"/api/v1/partnerships/{Seeding.LongHistory}/picture{query(reader)}", reader.Who));

    private static async Task<Reader> ReaderAsync(Bench bench) => new(
        bench, await bench.TokenAsync("rea", "reader"),
        await bench.AskAsync<long>("select max(seq_id) from assessment_events.mt_events"),
        new(await bench.AskAsync<DateTime>("select min(timestamp) from assessment_events.mt_events")),
        (await bench.AskAsync<Guid[]>($"select chain from assessment.claim_listing where partnership = '{Seeding.LongHistory}' order by position limit 1"))[0].ToString());
}
