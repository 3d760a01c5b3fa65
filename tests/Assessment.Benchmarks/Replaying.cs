using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using JasperFx.Events;
using Npgsql;

namespace Assessment.Benchmarks;

/// <summary>A whole replay check against its floor: reading all facts with the bare driver and folding each stream once.</summary>
public static class Replaying
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Bench bench, int rounds)
    {
        var auditor = await bench.TokenAsync("aud", "auditor");
        var given = await Figures.InterleaveAsync(rounds, ("floor", () => FoldAsync(bench.Database)), ("replay", () => ReplayAsync(bench, auditor)));
        var ratio = Figures.Ratio(given["replay"], given["floor"]);
        return
        [
            new("all facts read and folded once, bare: median", Figures.Write($"{given["floor"].Median():N0} facts/s")),
            new("replay check, full, matched: median", Figures.Write($"{given["replay"].Median():N0} facts/s")),
            new("replay ÷ scan + fold, median over the rounds", Figures.Write($"{ratio:0.00}"), "≥ 0.30", ratio >= 0.30),
        ];
    }

    private static async Task<double> ReplayAsync(Bench bench, AuthenticationHeaderValue auditor)
    {
        var started = await bench.SendAsync(HttpMethod.Post, "/api/v1/audit/replays", auditor, new { });
        while (true)
        {
            var seen = await bench.SendAsync(HttpMethod.Get, $"/api/v1/audit/replays/{(string)started["id"]!}", auditor, null);
            if ((string)seen["state"]! == "matched") return (double)seen["rate"]!;
            if ((string)seen["state"]! != "running") throw new InvalidOperationException(seen.ToJsonString());
            await Task.Delay(100);
        }
    }

    private static async Task<double> FoldAsync(NpgsqlDataSource database)
    {
        var types = Facts.Names.ToDictionary(named => named.Value, named => named.Key);
        var options = Store.Stored();
        var (claims, sources, partnerships, assessments, forecasts) = (new Dictionary<Guid, ClaimState>(), new Dictionary<Guid, SourceState>(),
            new Dictionary<Guid, PartnershipState>(), new Dictionary<Guid, AssessmentState>(), new Dictionary<Guid, ForecastState>());
        var (begun, count) = (Stopwatch.GetTimestamp(), 0L);
        await using var command = database.CreateCommand("select seq_id, stream_id, type, timestamp, data from assessment_events.mt_events order by seq_id");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (position, stream, time) = (reader.GetInt64(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(3));
            var data = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(4), types[reader.GetString(2)], options)!;
            count++;
            switch (data)
            {
                case IClaimEvent: Fold(claims, (state, fact) => state.Evolve(fact)); break;
                case ISourceEvent: Fold(sources, (state, fact) => state.Evolve(fact)); break;
                case IPartnershipEvent: Fold(partnerships, (state, fact) => state.Evolve(fact)); break;
                case IForecastEvent: Fold(forecasts, (state, fact) => state.Evolve(fact)); break;
                default: assessments[stream] = (assessments.GetValueOrDefault(stream) ?? new()).Evolve(data, time, position); break;
            }

            void Fold<TState>(Dictionary<Guid, TState> states, Func<TState, IEvent, TState> evolve) where TState : class, new() =>
                states[stream] = evolve(states.GetValueOrDefault(stream) ?? new(), new Event<object>(data) { Sequence = position, Timestamp = time });
        }

        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
