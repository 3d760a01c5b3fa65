using System.Diagnostics;

namespace Assessment.Benchmarks;

/// <summary>How long after a claim was withdrawn the picture shows what rested on it, while a few others read and write.</summary>
public static class Withdrawals
{
    private const int Analysts = 10;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bench bench, int withdrawals)
    {
        var reader = await bench.TokenAsync("rea", "reader");
        var (desks, claims) = (new List<Desk>(), new List<string>());
        for (var i = 0; i < withdrawals; i++)
        {
            if (i % Analysts == 0) desks.Add(await Desk.SetAsync(bench, reviewers: 0, Figures.Write($"desk-{i / Analysts}")));
            claims.Add(await desks[^1].ClaimAsync());
            await bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", await bench.TokenAsync(Figures.Write($"analyst-{i % Analysts}"), "analyst"), desks[^1].Assessment(submit: true, [claims[i]]));
        }

        await bench.FollowAsync();
        var (answered, shown) = (new List<double>(), new List<double>());
        using var ending = new CancellationTokenSource();
        var others = OthersAsync(bench, await Desk.SetAsync(bench, reviewers: 1, "others"), ending.Token);
        for (var i = 0; i < withdrawals; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var desk = desks[i / Analysts];
            await bench.TextAsync(HttpMethod.Post, $"/api/v1/claims/{claims[i]}/withdrawal", desk.Analyst, new { reason = "Fabricated." }, "\"1\"");
            var withdrawn = Stopwatch.GetTimestamp();
            while (await LostAsync(desk, reader) <= i % Analysts) await Task.Delay(Poll);
            answered.Add(Stopwatch.GetElapsedTime(begun, withdrawn).TotalMilliseconds);
            shown.Add(Stopwatch.GetElapsedTime(withdrawn).TotalMilliseconds);
        }

        await ending.CancelAsync();
        await others;
        return
        [
            new("POST withdrawal: p50 / p95", Figures.P50P95(answered)),
            new($"withdrawal answered → picture shows it: p50 / p95 of {withdrawals}, ten other requests a second", Figures.P50P95(shown), "p95 ≤ 500 ms", shown.Percentile(0.95) <= 500),
        ];
    }

    private static async Task<int> LostAsync(Desk desk, System.Net.Http.Headers.AuthenticationHeaderValue reader) =>
        (await desk.Bench.SendAsync(HttpMethod.Get, $"/api/v1/partnerships/{desk.Slug}/picture", reader, null))["dimensions"]!.AsArray()
            .Sum(dimension => dimension!["support"]?["lost"] is { } lost ? (int)lost : 0) / Desk.Questions;

    private static async Task OthersAsync(Bench bench, Desk desk, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var claim = await desk.ClaimAsync();
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            if (i % 2 == 0) await bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, desk.Assessment(submit: false, [claim]));
            else await bench.TextAsync(HttpMethod.Get, $"/api/v1/partnerships/{desk.Slug}/timeline?dimension=trust-level&perspective=RU%3ECN", desk.Analyst);
            await timer.WaitForNextTickAsync(default);
        }
    }
}
