using System.Diagnostics;
using System.Diagnostics.Metrics;
using Assessment.Server.Observability;

namespace Assessment.Benchmarks;

/// <summary>One source in the chains of very many claims is regraded, or merged into another: how long it takes, in how much memory, and what others notice of it.</summary>
public sealed class Impact : IDisposable
{
    private const string Partnership = "fan";
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(15);

    private readonly MeterListener _meters = new();
    private long _found;
    private long _recorded;
    private long _spared;

    private Impact()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Measures.Name && instrument.Name.StartsWith("assessment.evidence.reactions.", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, count, _, _) => Interlocked.Add(
            ref instrument.Name.EndsWith("found", StringComparison.Ordinal) ? ref _found : ref instrument.Name.EndsWith("recorded", StringComparison.Ordinal) ? ref _recorded : ref _spared, count));
        _meters.Start();
    }

    public static async Task<IReadOnlyList<Figure>> RunAsync(int claims, int assessments, bool merging = false)
    {
        // A quarter of it first: what is bounded does not grow with it.
        var (_, quarter) = await MeasureAsync(claims / 4, assessments / 4, merging);
        var (figures, whole) = await MeasureAsync(claims, assessments, merging);
        return [.. figures, new("managed heap above rest at its highest: for a quarter of it, for all", Figures.Write($"{quarter >> 20} MB, {whole >> 20} MB"))];
    }

    public void Dispose() => _meters.Dispose();

    private static async Task<(IReadOnlyList<Figure> Figures, long Peak)> MeasureAsync(int claims, int assessments, bool merging)
    {
        using var impact = new Impact();
        var source = Guid.Empty;
        await using var bench = await Bench.StartAsync(seed: async store => source = await new Seeding(store, claims + 8 * assessments).FanAsync(Partnership, claims, assessments));
        await Task.WhenAll(bench.FollowAsync(), bench.SignAsync());
        var desk = await Desk.SetAsync(bench, reviewers: 1);
        string[] cited = [await desk.ClaimAsync(), await desk.ClaimAsync(), await desk.ClaimAsync()];

        var survivor = Guid.CreateVersion7();
        await bench.TextAsync(HttpMethod.Post, "/api/v1/sources", desk.Analyst, new { id = survivor, name = "Who it really is", kind = "media", reliability = "E" });

        using var ending = new CancellationTokenSource();
        var (before, during) = (new List<double>(), new List<double>());
        var written = before;
        var writers = WriteAsync(desk, cited, milliseconds => { lock (before) written.Add(milliseconds); }, ending.Token);
        await Task.Delay(Before);

        GC.Collect();
        var (rested, restedSet) = (Heap(), Environment.WorkingSet);
        var (peak, peakSet, halfSeen) = (rested, restedSet, false);
        lock (before) written = during;
        var begun = Stopwatch.GetTimestamp();
        if (merging) await bench.TextAsync(HttpMethod.Post, $"/api/v1/sources/{source}/merger", desk.Analyst, new { into = survivor, reason = "It was the other one." }, "\"2\"");
        else await bench.TextAsync(HttpMethod.Post, $"/api/v1/sources/{source}/regradings", desk.Analyst, new { reliability = "D", reason = "It was bought." }, "\"2\"");
        while (Interlocked.Read(ref impact._recorded) < assessments)
        {
            await Task.Delay(20);
            (peak, peakSet) = (Math.Max(peak, Heap()), Math.Max(peakSet, Environment.WorkingSet));
            halfSeen |= Interlocked.Read(ref impact._recorded) is var done && done > assessments / 4 && done < assessments;
        }

        // It counts what is about to be committed.
        const string Count = "select count(*) from assessment_events.mt_events where type = 'evidence-changed'";
        while (await bench.AskAsync<long>(Count) < assessments) await Task.Delay(20);
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await ending.CancelAsync();
        await writers;
        await bench.FollowAsync();
        var (facts, touched) = (await bench.AskAsync<long>(Count),
            await bench.AskAsync<long>("select count(distinct stream_id) from assessment_events.mt_events where type = 'evidence-changed'"));
        var (p95, slowest) = (during.Percentile(0.95), during.Max());
        return (
        [
            new($"a source behind {claims:N0} claims {(merging ? "merged into another" : "regraded")} → on record on {assessments:N0} assessments", Figures.Write($"{took:0.0} s, {assessments / took:0} a second")),
            new("facts about it, on so many assessments", Figures.Write($"{facts:N0} on {touched:N0}"), "one on each", facts == assessments && touched == assessments),
            new("progress in the metrics assessment.evidence.reactions: found, recorded, spared", Figures.Write($"{impact._found:N0}, {impact._recorded:N0}, {impact._spared:N0}"), "seen while it runs", halfSeen && impact._found >= assessments),
            new("managed heap after a collection, at rest → highest; working set", Figures.Write($"{rested >> 20} → {peak >> 20} MB; {restedSet >> 20} → {peakSet >> 20} MB"), "≤ 64 MB above rest", (peak - rested) >> 20 <= 64),
            new("20 other writes a second before: p50 / p95", Figures.P50P95(before)),
            new("20 other writes a second meanwhile: p50 / p95, slowest", Figures.Write($"{Figures.P50P95(during)}, {slowest:0} ms"), "p95 ≤ 250 ms", p95 <= 250),
        ], peak - rested);
    }

    private static long Heap() => GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes;

    /// <summary>Twenty drafts a second by whoever is free, whether earlier ones are answered or not.</summary>
    private static async Task WriteAsync(Desk desk, string[] cited, Action<double> done, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var running = new List<Task>();
        while (!ct.IsCancellationRequested)
        {
            running.Add(OneAsync());
            await timer.WaitForNextTickAsync(default);
        }

        await Task.WhenAll(running);

        async Task OneAsync()
        {
            var begun = Stopwatch.GetTimestamp();
            await desk.Bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, desk.Assessment(submit: false, cited));
            done(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }
}
