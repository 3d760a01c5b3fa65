using System.Globalization;
using Assessment.Benchmarks;
using Assessment.Ledger.Tests;

if (args is ["bundle", var size, var file])
{
    using var key = new Ed25519Key(SyntheticLog.Origin, 1);
    await using var zip = File.Create(file);
    await new SyntheticLog(int.Parse(size, CultureInfo.InvariantCulture), key).WriteToAsync(zip);
    return 0;
}

if (args is not ["light" or "replay", ..])
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project tests/Assessment.Benchmarks -- light [requests]
               dotnet run -c Release --project tests/Assessment.Benchmarks -- replay [facts]
               dotnet run -c Release --project tests/Assessment.Benchmarks -- bundle <facts> <file>, for assess verify
        """);
    return 64;
}

int? measure = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : null;
await using var bench = await Bench.StartAsync();
await (args[0] switch
{
    "replay" => Replaying.RunAsync(bench, measure ?? 100_000),
    _ => LightLoad.RunAsync(bench, measure ?? 300),
});
return 0;
