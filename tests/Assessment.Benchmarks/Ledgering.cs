using System.Collections.Concurrent;
using System.Diagnostics;
using Assessment.Server.Assessments;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Assessment.Benchmarks;

/// <summary>What the ledger costs whoever appends, how long a fact waits for a signed checkpoint, and what a proof costs in a long log.</summary>
public static class Ledgering
{
    private const int Writers = 16;
    private const int Appends = 2400;
    private const int FactsOfAppend = 3;

    private static readonly TimeSpan Paced = TimeSpan.FromSeconds(30);

    /// <summary>Appends by Marten alone, without HTTP and rules around them: there the ledger weighs most. On: with trigger, sequencer and signer.</summary>
    public static async Task<IReadOnlyList<Figure>> AppendingAsync(Bench bench, int rounds)
    {
        var store = bench.Services.GetRequiredService<IDocumentStore>();
        async Task<(double Rate, double Cpu)> WithAsync(string ledger)
        {
            await bench.ExecuteAsync($"alter table assessment_events.mt_events {ledger} trigger facts_are_queued_for_the_ledger");
            var (begun, cpu) = (Stopwatch.GetTimestamp(), bench.Cpu());
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
            {
                for (var i = 0; i < Appends / Writers; i++) await AppendAsync(store);
            })));
            var rate = Appends * FactsOfAppend / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            // What is left to do is part of the cost, but nobody who appends waits for it; and it is not to weigh on the next round.
            await Task.WhenAll(bench.FollowAsync(), bench.SignAsync());
            return (rate, (bench.Cpu() - cpu) / Appends);
        }

        var given = await Figures.InterleaveAsync(rounds, ("on", () => WithAsync("enable always")), ("off", () => WithAsync("disable")));
        await bench.ExecuteAsync("alter table assessment_events.mt_events enable always trigger facts_are_queued_for_the_ledger");
        var ratio = Figures.Ratio(given["on"].Select(round => round.Rate), given["off"].Select(round => round.Rate));
        var cpu = Figures.Ratio(given["off"].Select(round => round.Cpu), given["on"].Select(round => round.Cpu));
        return
        [
            new($"appends of {FactsOfAppend} facts by {Writers} writers, ledger off: median", Figures.Write($"{given["off"].Select(round => round.Rate).Median():0} facts/s")),
            new("the same with the ledger on", Figures.Write($"{given["on"].Select(round => round.Rate).Median():0} facts/s")),
            new("append rate, ledger on ÷ off, median over the rounds", Figures.Write($"{ratio:0.00}"), "≥ 0.85", ratio >= 0.85),
            new("CPU of an append with everything that follows from it: off, on, off ÷ on", Figures.Write($"{given["off"].Select(round => round.Cpu * 1000).Median():0.00} ms, {given["on"].Select(round => round.Cpu * 1000).Median():0.00} ms, {cpu:0.00}")),
        ];
    }

    /// <summary>From the commit of a fact until a checkpoint that covers it can be read.</summary>
    public static async Task<IReadOnlyList<Figure>> SigningAsync(Bench bench, int factsPerSecond)
    {
        var store = bench.Services.GetRequiredService<IDocumentStore>();
        var committed = new ConcurrentDictionary<Guid, long>();
        var checkpoints = new List<(long Size, long Seen)>();
        using var ending = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!ending.IsCancellationRequested)
            {
                var size = await bench.AskAsync<long>("select coalesce(max(size), 0) from assessment_ledger.checkpoint");
                if (checkpoints.Count == 0 || checkpoints[^1].Size < size) checkpoints.Add((size, Stopwatch.GetTimestamp()));
                await Task.Delay(10);
            }
        });
        using var slots = new SemaphoreSlim(Writers);
        var (begun, appends, running) = (Stopwatch.GetTimestamp(), (int)(factsPerSecond * Paced.TotalSeconds / FactsOfAppend), new List<Task>());
        for (var i = 0; i < appends; i++)
        {
            var due = TimeSpan.FromSeconds((double)i * FactsOfAppend / factsPerSecond) - Stopwatch.GetElapsedTime(begun);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            await slots.WaitAsync();
            running.Add(Task.Run(async () =>
            {
                var stream = await AppendAsync(store);
                committed[stream] = Stopwatch.GetTimestamp();
                slots.Release();
            }));
        }

        await Task.WhenAll(running);
        var rate = appends * FactsOfAppend / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await bench.SignAsync();
        await Task.Delay(100);
        await ending.CancelAsync();
        await watching;

        var waits = new List<double>();
        await using var command = bench.Administrator.CreateCommand("select stream_id, index from assessment_ledger.leaf join assessment_events.mt_events using (seq_id) where stream_id = any($1)");
        command.Parameters.AddWithValue(committed.Keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var covering = checkpoints.First(checkpoint => checkpoint.Size > reader.GetInt64(1));
            waits.Add(Math.Max(0, Stopwatch.GetElapsedTime(committed[reader.GetGuid(0)], covering.Seen).TotalMilliseconds));
        }

        var p99 = waits.Percentile(0.99);
        return
        [
            new($"fact committed → under a signed checkpoint: p50 / p99, at {rate:0} facts/s for {Paced.TotalSeconds:0} s",
                Figures.Write($"{waits.Median():0} / {p99:0} ms of {waits.Count:N0}"), "p99 ≤ 1500 ms at 500 facts/s", p99 <= 1500 && rate > factsPerSecond * 0.95),
        ];
    }

    /// <summary>The proof of any fact, in a long log.</summary>
    public static async Task<IReadOnlyList<Figure>> ProvingAsync(Bench bench, int proofs)
    {
        var auditor = await bench.TokenAsync("aud", "auditor");
        var (random, size) = (new Random(3), await bench.AskAsync<long>("select size from assessment_ledger.tree_state"));
        var positions = new List<long>();
        for (var i = 0; i < proofs; i++) positions.Add(await bench.AskAsync<long>(Figures.Write($"select seq_id from assessment_ledger.leaf where index = {random.NextInt64(size)}")));
        await Figures.TimeAsync(50, i => bench.TextAsync(HttpMethod.Get, Figures.Write($"/api/v1/audit/events/{positions[i]}/proof"), auditor));
        var times = await Figures.TimeAsync(proofs, i => bench.TextAsync(HttpMethod.Get, Figures.Write($"/api/v1/audit/events/{positions[i]}/proof"), auditor));
        return [new($"GET proof of one of {size:N0} leaves: p50 / p95", Figures.P50P95(times), "p50 ≤ 10 ms", times.Median() <= 10)];
    }

    private static async Task<Guid> AppendAsync(IDocumentStore store)
    {
        var id = Guid.CreateVersion7();
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "ana";
        session.SetHeader(FactHeaders.Marking, Codes.Of(Marking.Clear));
        session.SetHeader(FactHeaders.Partnership, "bench");
        session.Events.StartStream<AssessmentState>(id, [new AssessmentDrafted(id, "bench", "ana", Seeding.Text(1, [id], DateOnly.MinValue)), new AssessmentSubmitted(id, 1), new AssessmentApproved(id, 1, "rex", null)]);
        await session.SaveChangesAsync();
        return id;
    }
}
