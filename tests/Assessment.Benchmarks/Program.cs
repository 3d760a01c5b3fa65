using Assessment.Benchmarks;

if (args is not ["light", ..])
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Assessment.Benchmarks -- light [requests]");
    return 64;
}

var requests = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 300;
await using var bench = await Bench.StartAsync();
await LightLoad.RunAsync(bench, requests);
return 0;
