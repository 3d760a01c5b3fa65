using System.Globalization;
using Assessment.Benchmarks;
using Assessment.Ledger.Tests;

const int Short = 10_000;
const int Long = 1_000_000;
string[] all = ["seed", "light", "writes", "withdrawal", "impact", "merger", "search", "streams", "ledger", "proof", "history", "republishing", "replay"];

if (args is ["bundle", var size, var file])
{
    using var key = new Ed25519Key(SyntheticLog.Origin, 1);
    await using var zip = File.Create(file);
    await new SyntheticLog(int.Parse(size, CultureInfo.InvariantCulture), key).WriteToAsync(zip);
    return 0;
}

if (args is not [var verb, ..] || (verb != "all" && !all.Contains(verb)))
{
    Console.Error.WriteLine($"""
        usage: dotnet run -c Release --project tests/Assessment.Benchmarks -- all | {string.Join(" | ", all)} [facts of the long history, {Long}]
               dotnet run -c Release --project tests/Assessment.Benchmarks -- bundle <facts> <file>, for assess verify
        docs/benchmarks.md says what each measures. Seeded stores are kept in {Seeded.Folder}, or where ASSESSMENT_BENCHMARKS says.
        """);
    return 64;
}

var facts = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Long;
foreach (var one in verb == "all" ? all : [verb])
{
    var begun = TimeProvider.System.GetTimestamp();
    var figures = await (one switch
    {
        "seed" => SeedAsync(),
        "light" => OnFreshAsync(bench => LightLoad.RunAsync(bench, 300)),
        "writes" => OnFreshAsync(bench => Writes.RunAsync(bench, 7)),
        "withdrawal" => OnFreshAsync(bench => Withdrawals.RunAsync(bench, 120)),
        "impact" => Impact.RunAsync(10_000, 2_000),
        "merger" => Impact.RunAsync(10_000, 2_000, merging: true),
        "search" => Searching.RunAsync(args.Length > 1 ? facts : 200_000, 7),
        "streams" => OnFreshAsync(bench => Listening.RunAsync(bench, 1_000, 7)),
        "ledger" => OnFreshAsync(async bench => [.. await Ledgering.AppendingAsync(bench, 9), .. await Ledgering.SigningAsync(bench, 500)]),
        "proof" => OnSeededAsync(facts, bench => Ledgering.ProvingAsync(bench, 500)),
        "history" => OnSeededAsync(Short, small => OnSeededAsync(facts, large => History.RunAsync(small, large, 15))),
        "republishing" => Republishing.RunAsync(15),
        _ => OnSeededAsync(facts, bench => Replaying.RunAsync(bench, 3)),
    });
    Figures.Print(Figures.Write($"{one} ({TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s)"), figures);
}

return 0;

async Task<IReadOnlyList<Figure>> SeedAsync()
{
    var (small, first) = await Seeded.FillAsync(Short);
    await small.DisposeAsync();
    var (large, second) = await Seeded.FillAsync(facts);
    await using (large) return [new("on", await Figures.MachineAsync(large)), .. first, .. second];
}

static async Task<IReadOnlyList<Figure>> OnFreshAsync(Func<Bench, Task<IReadOnlyList<Figure>>> measure)
{
    await using var bench = await Bench.StartAsync();
    return await measure(bench);
}

static async Task<IReadOnlyList<Figure>> OnSeededAsync(int facts, Func<Bench, Task<IReadOnlyList<Figure>>> measure)
{
    await using var bench = await Seeded.StartAsync(facts);
    return await measure(bench);
}
