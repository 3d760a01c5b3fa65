using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;
using Assessment.Ledger.Tests;
using Xunit;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary>
/// A service of its own whose log has lived: work on assessments, three transactions in ten rolled back, and one that was committed
/// after a thousand later facts. Somebody outside has kept its key and some of its checkpoints.
/// </summary>
public sealed class WitnessedLog(TheService tests) : IAsyncLifetime
{
    /// <summary>The classes that put it back after what they do to it have one together.</summary>
    public const string Shared = "a witnessed log";

    private static readonly string[] Tables =
    [
        "assessment_events.mt_events", "assessment_events.mt_streams", "assessment_ledger.leaf", "assessment_ledger.salt", "assessment_ledger.tile",
        "assessment_ledger.tree_state", "assessment_ledger.checkpoint", "assessment_ledger.queue",
    ];

    private readonly string _outside = Directory.CreateTempSubdirectory("assessment-outside-").FullName;
    private readonly string _folder = Directory.CreateTempSubdirectory("assessment-witnessed-").FullName;

    public TheService Tests => tests;

    public RunningService Service { get; private set; } = null!;

    public Log Log => new(Service.AsAdministrator);

    /// <summary>Where the signer keeps its key and what it signed.</summary>
    public string Folder => _folder;

    public string SigningKey => Path.Combine(_folder, "ledger", "signing-key");

    /// <summary>As it was handed out, a file.</summary>
    public string Key => Path.Combine(_outside, "key");

    /// <summary>Checkpoints that were kept, the earliest first: files named after their sizes.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>Leaves as they are when nobody has touched them.</summary>
    public IReadOnlyList<Place> Leaves { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Service = await tests.StartAsync(null, $"--Assessment:DataDirectory={_folder}");
        var ct = TestContext.Current.CancellationToken;
        await Log.RecordAsync(Service, 100);
        await KeepAsync();
        await File.WriteAllTextAsync(Key, (await Service.Api.Rea.GetAsync("/ledger/key")).Text, ct);

        var stage = await Stage.SetAsync(Service.Api);
        foreach (var analyst in (string[])["ana", "bo", "cy"]) await stage.PublishAsync(Service.Api.As(analyst, "analyst"), (await stage.ClaimAsync()).Id);
        await using (var connection = await Service.Database.OpenConnectionAsync(ct))
        await using (var late = await connection.BeginTransactionAsync(ct))
        {
            await Log.AppendAsync(connection);
            await Task.WhenAll(Task.Run(() => Log.RecordAsync(Service, 1000, atOnce: 25), ct), Task.Run(() => Log.RollBackAsync(Service, 450), ct));
            await KeepAsync();
            await late.CommitAsync(ct);
        }

        await Log.RecordAsync(Service, 50);
        await KeepAsync();
        // The read models get over the positions that were rolled back, one hole after the other; what they have not reached may not go.
        await Eventually.FindAsync(() => Service.Api.Rea.GetAsync("/partnerships", ("Prefer", "wait=30")), answer => answer.Status == HttpStatusCode.OK, seconds: 180);
        Leaves = await Log.ListAsync("select index, seq_id, stream_id, version, data::text, headers::text from assessment_ledger.leaf join assessment_events.mt_events using (seq_id) order by index",
            row => new Place(row.GetInt64(0), row.GetInt64(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), row.GetString(5)));
        await Log.RunAsync($"create schema kept; {string.Join("; ", Tables.Select(table => $"create table {Copy(table)} as table {table}"))}");
    }

    /// <summary>Has the service export what it has, and verifies that as <c>assess verify</c> does, with the key and checkpoints from outside.</summary>
    public Task<(int Code, string Said)> AssessAsync(params IEnumerable<string> kept) => AssessAsync(Service.Api, kept);

    public async Task<(int Code, string Said)> AssessAsync(Api api, params IEnumerable<string> kept)
    {
        var file = Path.Combine(_outside, Path.GetRandomFileName());
        await using (var bundle = await Bundle.OfAsync(api))
        await using (var written = File.Create(file)) await bundle.CopyToAsync(written);
        var (code, said) = await Assess.RunAsync(["verify", file, "--key", Key, .. kept.SelectMany(checkpoint => (string[])["--checkpoint", checkpoint])]);
        File.Delete(file);
        return (code, said);
    }

    /// <summary>The same without a process of its own.</summary>
    public async Task<Verdict> VerifyAsync()
    {
        await using var bundle = await Bundle.OfAsync(Service.Api);
        using var parts = BundleReader.Open(bundle);
        Assert.True(VerifierKey.TryParse((await File.ReadAllTextAsync(Key)).Trim(), out var key));
        return Verification.Of(parts, new Trust(verifier => new Log.Ed25519(verifier), key, []));
    }

    /// <summary>Puts everything back as it was.</summary>
    public Task RestoreAsync() => Log.TamperAsync(string.Join("; ", Tables.Select(table => $"delete from {table}; insert into {table} select * from {Copy(table)}")));

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Directory.Delete(_outside, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task KeepAsync()
    {
        Kept.Add(Path.Combine(_outside, $"{(await Log.SignedAsync()).Size}"));
        var note = (await Service.Api.Rea.GetAsync("/ledger/checkpoint")).Text;
        await File.WriteAllTextAsync(Kept[^1], note);
    }

    private static string Copy(string table) => $"kept.{table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..]}";
}

[CollectionDefinition(WitnessedLog.Shared)]
public sealed class SharedWitnessedLog : ICollectionFixture<WitnessedLog>;

/// <summary>A leaf with its fact.</summary>
public sealed record Place(long Index, long Position, Guid Stream, long Version, string Data, string Headers);
