using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Assessment.Benchmarks;

/// <summary>
/// What is asked about a partnership whose analysts have published again and again, in turns with the same about one on which as many have published
/// little. What the answers show is as much: they are to cost the same.
/// </summary>
public static class Republishing
{
    private const int Requests = 25;
    private const double Bound = 1.3;

    private static readonly (string Name, string Few, string Many, int Analysts, int FewOf, int ManyOf, int Markings)[] Shapes =
    [
        ("8 analysts, 40 and 2,400 assessments", "few-of-8", "many-of-8", 8, 40, 2_400, 1),
        ("40 analysts under all five markings, 200 and 2,400", "few-of-40", "many-of-40", 40, 200, 2_400, 5),
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(int rounds)
    {
        await using var bench = await Bench.StartAsync(seed: async store =>
        {
            var seeding = new Seeding(store, 40_000);
            foreach (var shape in Shapes)
            {
                await seeding.RepeatAsync(shape.Few, shape.Analysts, shape.FewOf, shape.Markings);
                await seeding.RepeatAsync(shape.Many, shape.Analysts, shape.ManyOf, shape.Markings);
            }
        });
        await bench.FollowAsync();
        List<Figure> figures = [new("on", await Figures.MachineAsync(bench))];
        var reader = await bench.TokenAsync("rea", "reader");
        foreach (var shape in Shapes) figures.AddRange(await CompareAsync(bench, reader, shape.Name, shape.Few, shape.Many, rounds));
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> CompareAsync(Bench bench, AuthenticationHeaderValue reader, string shape, string few, string many, int rounds)
    {
        var (fewAt, manyAt) = (await SpanAsync(bench, few), await SpanAsync(bench, many));
        (string Kind, Func<Span, string> Query)[] kinds =
        [
            ("current", _ => "picture"),
            ("as of a position", span => $"picture?asOf={span.Middle}"),
            ("valid at a date", span => $"picture?validAt={span.Date:yyyy-MM-dd}"),
            ("as of and valid at", span => $"picture?asOf={span.Late}&validAt={span.Date:yyyy-MM-dd}"),
            ("what if", span => $"picture?without=source:{span.Source}"),
            ("timeline", _ => "timeline?dimension=military-aid&perspective=CN%3ERU"),
            ("changes of the last twenty publications", span => $"changes?from={span.Late}&to={span.Last}"),
            ("the stream's first events", _ => "stream"),
        ];
        var given = await Figures.InterleaveAsync(rounds, [.. kinds.SelectMany(kind => ((string, Func<Task<double[]>>)[])
        [
            ($"{kind.Kind} few", () => Figures.TimeAsync(Requests, _ => GetAsync(bench, reader, few, kind.Query(fewAt)))),
            ($"{kind.Kind} many", () => Figures.TimeAsync(Requests, _ => GetAsync(bench, reader, many, kind.Query(manyAt)))),
        ])]);
        return [.. kinds.SelectMany(kind =>
        {
            var (one, other) = (given[$"{kind.Kind} few"], given[$"{kind.Kind} many"]);
            var growth = Figures.Ratio(other.Select(Figures.Median), one.Select(Figures.Median));
            return (Figure[])
            [
                new($"{shape}: {kind.Kind}, p50 / p95 of few; of many", $"{Figures.P50P95([.. one.SelectMany(times => times)])}; {Figures.P50P95([.. other.SelectMany(times => times)])}"),
                new($"{shape}: {kind.Kind}, many ÷ few", Figures.Write($"{growth:0.00}"), Figures.Write($"≤ {Bound:0.00}"), growth <= Bound),
            ];
        })];
    }

    private static async Task GetAsync(Bench bench, AuthenticationHeaderValue reader, string partnership, string query)
    {
        if (query != "stream")
        {
            await bench.TextAsync(HttpMethod.Get, $"/api/v1/partnerships/{partnership}/{query}", reader);
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/partnerships/{partnership}/stream");
        request.Headers.Authorization = reader;
        using var answer = await bench.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        // Every question that was judged, three of them.
        for (var told = 0; told < 3;)
        {
            var line = await lines.ReadLineAsync() ?? throw new InvalidOperationException($"The stream ended after {told} questions.");
            if (line.StartsWith("data: ", StringComparison.Ordinal)) told++;
        }
    }

    /// <summary>Where the publications on a partnership lie: in the middle, twenty before the end, at the end; a date in the middle, and a source.</summary>
    private sealed record Span(long Middle, long Late, long Last, DateOnly Date, string Source);

    private static async Task<Span> SpanAsync(Bench bench, string partnership)
    {
        var read = JsonNode.Parse(await bench.AskAsync<string>($"""
            with published as (select distinct valid_from, cut_off from assessment.standing where partnership = '{partnership}')
            select json_build_object('middle', percentile_disc(0.5) within group (order by valid_from), 'last', max(valid_from), 'date', percentile_disc(0.5) within group (order by cut_off),
                'late', (select valid_from from published order by valid_from desc offset 20 limit 1),
                'source', (select chain[1] from assessment.claim_listing where partnership = '{partnership}' order by position limit 1))::text from published
            """))!;
        return new((long)read["middle"]!, (long)read["late"]!, (long)read["last"]!, DateOnly.Parse((string)read["date"]!, System.Globalization.CultureInfo.InvariantCulture), (string)read["source"]!);
    }
}
