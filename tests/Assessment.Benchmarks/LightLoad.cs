using System.Globalization;

namespace Assessment.Benchmarks;

/// <summary>One client, one request at a time: what a person at a desk waits for.</summary>
public static class LightLoad
{
    private const int WarmUp = 20;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bench bench, int requests)
    {
        var desk = await Desk.SetAsync(bench, reviewers: 1, "reviewed");
        var (reviewer, reader) = (await bench.TokenAsync("rex", "reviewer"), await bench.TokenAsync("rea", "reader"));
        string[] claims = [await desk.ClaimAsync(), await desk.ClaimAsync(), await desk.ClaimAsync()];
        var figures = new List<Figure>();
        async Task Measure(string what, Func<int, Task> act)
        {
            await Figures.TimeAsync(WarmUp, act);
            var times = await Figures.TimeAsync(requests, act);
            figures.Add(new($"{what}: p50 / p95, one at a time", Figures.P50P95(times)));
        }

        async Task<string> PostAsync(bool submit) => (string)(await bench.SendAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, desk.Assessment(submit, claims)))["id"]!;

        var submitted = new Queue<string>();
        await Measure("POST assessment, draft, 3 judgments", _ => PostAsync(submit: false));
        await Measure("POST assessment, submitted, 3 judgments", async _ => submitted.Enqueue(await PostAsync(submit: true)));
        await Measure("POST approval, publishes", _ => bench.TextAsync(HttpMethod.Post, $"/api/v1/assessments/{submitted.Dequeue()}/approvals", reviewer, new { }, "\"2\""));
        var one = await PostAsync(submit: true);
        await bench.TextAsync(HttpMethod.Post, $"/api/v1/assessments/{one}/approvals", reviewer, new { }, "\"2\"");

        // A picture as a desk has it: one standing for each of four analysts, not one for each of the assessments above.
        var small = await Desk.SetAsync(bench, reviewers: 0);
        var cited = await small.ClaimAsync();
        foreach (var name in new[] { "ana", "bo", "cy", "di" })
            await bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", await bench.TokenAsync(name, "analyst"), small.Assessment(submit: true, [cited]));
        await bench.FollowAsync();
        const string Picture = $"/api/v1/partnerships/{Desk.Partnership}/picture";
        await Measure("GET assessment", _ => bench.TextAsync(HttpMethod.Get, $"/api/v1/assessments/{one}", reader));
        await Measure("GET picture, current", _ => bench.TextAsync(HttpMethod.Get, Picture, reader));
        var position = (long)(await bench.SendAsync(HttpMethod.Get, Picture, reader, null))["position"]!;
        await Measure("GET picture, as of a position", _ => bench.TextAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{Picture}?asOf={position - 1}"), reader));
        return figures;
    }
}
