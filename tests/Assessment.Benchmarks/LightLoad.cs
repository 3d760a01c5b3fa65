using System.Diagnostics;
using System.Globalization;

namespace Assessment.Benchmarks;

/// <summary>One client, one request at a time: what a person at a desk waits for.</summary>
public static class LightLoad
{
    public static async Task RunAsync(Bench bench, int requests)
    {
        var lead = await bench.TokenAsync("lead-1", "lead");
        var analyst = await bench.TokenAsync("ana", "analyst");
        var reviewer = await bench.TokenAsync("rex", "reviewer");
        var reader = await bench.TokenAsync("rea", "reader");
        await bench.SendAsync(HttpMethod.Post, "/api/v1/partnerships", lead, new { id = "bench", name = "Bench", parties = new[] { "CN", "RU" } });
        var claims = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var source = await bench.SendAsync(HttpMethod.Post, "/api/v1/sources", analyst, new { name = $"Source {i}", kind = "media", reliability = "B" });
            var claim = await bench.SendAsync(HttpMethod.Post, "/api/v1/claims", analyst, new
            {
                partnership = "bench",
                statement = $"Statement {i}.",
                chain = new[] { (string)source["id"]! },
                credibility = 2,
                informationDate = "2025-01-31",
                asserts = "belief",
                bearings = new[] { new { dimension = "strategic-alignment", direction = "raises" } },
            });
            claims.Add((string)claim["id"]!);
        }

        object Post(bool submit) => new
        {
            partnership = "bench",
            title = "Bench",
            informationCutOff = "2025-06-07",
            submit,
            judgments = new[] { Judgment("trust-level", "RU>CN", claims), Judgment("military-aid", "CN>RU", claims), Judgment("economic-dependence", "RU>CN", claims) },
        };

        var figures = new List<(string What, double[] Milliseconds)>();
        async Task Measure(string what, Func<int, Task> act)
        {
            var times = new double[requests];
            for (var i = -20; i < requests; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                await act(i);
                if (i >= 0) times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }

            figures.Add((what, times));
        }

        var submitted = new Queue<string>();
        await Measure("POST assessment, draft, 3 judgments", async _ => await bench.SendAsync(HttpMethod.Post, "/api/v1/assessments", analyst, Post(false)));
        await Measure("POST assessment, submitted, 3 judgments", async _ => submitted.Enqueue((string)(await bench.SendAsync(HttpMethod.Post, "/api/v1/assessments", analyst, Post(true)))["id"]!));
        await Measure("POST approval, publishes", async _ => await bench.SendAsync(HttpMethod.Post, $"/api/v1/assessments/{submitted.Dequeue()}/approvals", reviewer, new { }, "\"2\""));
        var one = (string)(await bench.SendAsync(HttpMethod.Post, "/api/v1/assessments", analyst, Post(true)))["id"]!;
        await bench.SendAsync(HttpMethod.Post, $"/api/v1/assessments/{one}/approvals", reviewer, new { }, "\"2\"");

        // A picture as a desk has it: one standing for each analyst, not one for each of the assessments above.
        await bench.SendAsync(HttpMethod.Post, "/api/v1/partnerships", lead, new { id = "desk", name = "Desk", parties = new[] { "CN", "RU" }, reviewers = 0 });
        await DeskAsync(bench, analyst);
        await Measure("GET assessment", async _ => await bench.SendAsync(HttpMethod.Get, $"/api/v1/assessments/{one}", reader, null));
        await Measure("GET picture, current", async _ => await bench.SendAsync(HttpMethod.Get, "/api/v1/partnerships/desk/picture", reader, null));
        var position = (long)(await bench.SendAsync(HttpMethod.Get, "/api/v1/partnerships/desk/picture", reader, null))["position"]!;
        await Measure("GET picture, as of a position", async _ => await bench.SendAsync(HttpMethod.Get, $"/api/v1/partnerships/desk/picture?asOf={position - 1}", reader, null));

        Console.WriteLine($"One client, {requests} requests each after 20 to warm up; PostgreSQL {bench.PostgresVersion}, fsync on; milliseconds");
        Console.WriteLine($"{"",-42}{"p50",8}{"p95",8}{"max",8}");
        foreach (var (what, times) in figures)
        {
            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-42}{times[times.Length / 2],8:0.00}{times[(int)(times.Length * 0.95)],8:0.00}{times[^1],8:0.00}"));
        }
    }

    private static async Task DeskAsync(Bench bench, System.Net.Http.Headers.AuthenticationHeaderValue analyst)
    {
        var source = await bench.SendAsync(HttpMethod.Post, "/api/v1/sources", analyst, new { name = "Desk", kind = "media", reliability = "B" });
        var claim = await bench.SendAsync(HttpMethod.Post, "/api/v1/claims", analyst, new
        {
            partnership = "desk",
            statement = "Statement.",
            chain = new[] { (string)source["id"]! },
            credibility = 2,
            informationDate = "2025-01-31",
            asserts = "belief",
            bearings = Array.Empty<object>(),
        });
        foreach (var name in new[] { "ana", "bo", "cy", "di" })
        {
            List<string> cited = [(string)claim["id"]!];
            await bench.SendAsync(HttpMethod.Post, "/api/v1/assessments", await bench.TokenAsync(name, "analyst"), new
            {
                partnership = "desk",
                title = "Desk",
                informationCutOff = "2025-06-07",
                submit = true,
                judgments = new[] { Judgment("trust-level", "RU>CN", cited), Judgment("military-aid", "CN>RU", cited), Judgment("economic-dependence", "RU>CN", cited) },
            });
        }
    }

    private static object Judgment(string dimension, string perspective, List<string> claims) => new
    {
        dimension,
        perspective,
        level = 2,
        likelihood = new { term = "likely" },
        confidence = "moderate",
        rationale = "Two independent reports agree on what was said and done.",
        claims,
    };
}
