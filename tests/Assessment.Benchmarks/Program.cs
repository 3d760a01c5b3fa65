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

if (args is not ["light", ..])
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project tests/Assessment.Benchmarks -- light [requests]
               dotnet run -c Release --project tests/Assessment.Benchmarks -- bundle <facts> <file>, for assess verify
        """);
    return 64;
}

var requests = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300;
await using var bench = await Bench.StartAsync();
await LightLoad.RunAsync(bench, requests);
return 0;
