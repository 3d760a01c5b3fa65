using System.Diagnostics;

namespace Assessment.Benchmarks;

/// <summary>Stores that are filled once and used by every benchmark that needs a long history.</summary>
public static class Seeded
{
    /// <summary>Where they are kept.</summary>
    public static readonly string Folder = Environment.GetEnvironmentVariable("ASSESSMENT_BENCHMARKS") ?? Path.Combine(Path.GetTempPath(), "assessment-benchmarks");

    /// <summary>The service on a store of so many facts, followed by the read models and signed; it is filled if it is not yet.</summary>
    public static async Task<Bench> StartAsync(int facts) => (await FillAsync(facts)).Bench;

    public static async Task<(Bench Bench, IReadOnlyList<Figure> Figures)> FillAsync(int facts)
    {
        var folder = Path.Combine(Folder, Figures.Write($"{facts}"));
        var done = Path.Combine(folder, "seeded");
        if (File.Exists(done)) return (await Bench.StartAsync(folder), []);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);

        var (written, insert) = (0, 0.0);
        var bench = await Bench.StartAsync(folder, async store =>
        {
            var begun = Stopwatch.GetTimestamp();
            var seeding = new Seeding(store, facts);
            await seeding.FillAsync();
            (written, insert) = (seeding.Facts, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        });
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(bench.SignAsync(), bench.FollowAsync());
        var signed = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Figure[] figures =
        [
            new($"{written:N0} facts through Marten's bulk insert, queued for the ledger", Figures.Write($"{insert:0.0} s, {written / insert:N0} facts/s")),
            new("taken into the ledger and signed by the service", Figures.Write($"{signed:0.0} s, {written / signed:N0} facts/s")),
        ];
        await bench.ExecuteAsync("vacuum analyze");
        await File.WriteAllTextAsync(done, "");
        return (bench, figures);
    }
}
