using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assessment.Benchmarks;

/// <summary>A whole replay check against its floor: reading all facts with the bare driver and folding each stream once.</summary>
public static class Replaying
{
    private const int Rounds = 5;

    public static async Task RunAsync(Bench bench, int facts)
    {
        var store = bench.Services.GetRequiredService<IDocumentStore>();
        var seeding = new Seeding(store);
        await seeding.FillAsync(facts);
        await Seeding.FollowAsync(bench.Database, TimeSpan.FromMinutes(60));
        var auditor = await bench.TokenAsync("aud", "auditor");

        var (floors, targets) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            floors.Add(await FoldAsync(bench.Database));
            targets.Add(await ReplayAsync(bench, auditor));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: scan + fold {floors[^1],10:0} facts/s   replay {targets[^1],10:0} facts/s   ratio {targets[^1] / floors[^1]:0.00}"));
        }

        double[] ratios = [.. floors.Zip(targets, (floor, target) => target / floor).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{seeding.Facts} facts, PostgreSQL {bench.PostgresVersion}: median ratio {ratios[Rounds / 2]:0.00}; working set {Environment.WorkingSet / 1024 / 1024} MB"));
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
