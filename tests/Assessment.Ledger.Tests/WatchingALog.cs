using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Assessment.Ledger.Tests;

/// <summary><c>assess monitor</c> as a process, against a server that tells whatever log it likes.</summary>
public sealed class WatchingALog : IAsyncLifetime
{
    private static readonly Ed25519Key Key = new(SyntheticLog.Origin, 1);
    private static readonly SyntheticLog Honest = new(300, Key);
    private static readonly SyntheticLog Forked = Fork();

    private readonly string folder = Directory.CreateTempSubdirectory("assess-").FullName;
    private readonly WebApplication server = TellingServer.Build();
    private (SyntheticLog Log, int Size, Func<string, string> Changed) told = (Honest, 100, note => note);
    private bool wiped;
    private IResult? refusal;

    private static IResult NothingSigned => Results.Problem(title: "nothing-signed-yet", detail: "The ledger has no checkpoint yet.", statusCode: 404);

    private string State => Path.Combine(folder, "kept", "log.checkpoint");

    [Fact]
    public async Task A_log_that_only_grows_is_followed()
    {
        var (code, said) = await LookAsync();
        Assert.Equal(0, code);
        Assert.Contains($"The key of the server is believed from now on: {Key.Key}", said, StringComparison.Ordinal);
        Assert.Contains("100 leaves, seen for the first time", said, StringComparison.Ordinal);
        Assert.Equal(Honest.Checkpoint(100), await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));

        Assert.Contains("100 leaves, as before", (await LookAsync()).Said, StringComparison.Ordinal);
        foreach (var size in (int[])[101, 256, 300])
        {
            told.Size = size;
            (code, said) = await LookAsync();
            Assert.Equal(0, code);
            Assert.Contains($"{size} leaves, which begin with the", said, StringComparison.Ordinal);
            Assert.Equal(Honest.Checkpoint(size), await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task An_empty_log_may_become_any_other()
    {
        told.Size = 0;
        Assert.Equal(0, (await LookAsync()).Code);
        told.Size = 3;
        Assert.Equal(0, (await LookAsync()).Code);
    }

    [Theory]
    [InlineData(100, "The root of the 100 leaves was")]
    [InlineData(101, "The 101 leaves do not begin with the 100 from before")]
    [InlineData(300, "The 300 leaves do not begin with the 100 from before")]
    public async Task A_history_that_was_rewritten_under_the_same_key_sounds_the_alarm(int size, string says)
    {
        await LookAsync();
        told = (Forked, size, note => note);
        await AlarmedAsync(says);
        Assert.Equal(Forked.Checkpoint(size), await File.ReadAllTextAsync(State + ".contradiction", TestContext.Current.CancellationToken));

        // What was seen first stays what counts.
        await AlarmedAsync(says);
        told = (Honest, 120, note => note);
        Assert.Equal(0, (await LookAsync()).Code);
    }

    [Fact]
    public async Task A_log_that_was_cut_sounds_the_alarm()
    {
        await LookAsync();
        told.Size = 99;
        await AlarmedAsync("The log had 100 leaves, and now has 99");
    }

    [Fact]
    public async Task A_log_that_was_wiped_sounds_the_alarm()
    {
        wiped = true;
        Assert.Equal(2, (await LookAsync()).Code);
        (wiped, told.Size) = (false, 0);
        Assert.Equal(0, (await LookAsync()).Code);
        wiped = true;
        Assert.Equal(2, (await LookAsync()).Code);
        (wiped, told.Size) = (false, 100);
        Assert.Equal(0, (await LookAsync()).Code);
        wiped = true;
        await AlarmedAsync("The log had 100 leaves, and now has no checkpoint");
        Assert.Equal("nothing-signed-yet: The ledger has no checkpoint yet.\n", await File.ReadAllTextAsync(State + ".contradiction", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(409, "not-in-ledger-yet")]
    [InlineData(404, "not-found")]
    [InlineData(400, "validation")]
    public async Task A_checkpoint_that_the_server_does_not_stand_by_sounds_the_alarm(int status, string code)
    {
        await LookAsync();
        (told.Size, refusal) = (200, Results.Problem(title: code, detail: "The log has not grown to this size.", statusCode: status));
        await AlarmedAsync("The server shows 200 leaves and refuses to prove that they begin with the 100 from before");
        refusal = Results.Problem(title: "forbidden", detail: "This takes an auditor.", statusCode: 403);
        Assert.Equal(2, (await LookAsync()).Code);
        refusal = Results.Json(new { });
        await AlarmedAsync("The 200 leaves do not begin with the 100 from before");
    }

    [Fact]
    public async Task What_the_known_key_has_not_signed_sounds_the_alarm()
    {
        await LookAsync();
        using var other = new Ed25519Key(SyntheticLog.Origin, 2);
        told = (new SyntheticLog(200, other), 200, note => note);
        await AlarmedAsync("is not one of assessment.local/log that the key");
        told = (Honest, 200, note => note.Replace("\n200\n", "\n201\n", StringComparison.Ordinal));
        await AlarmedAsync("is not one of");
        told = (Honest, 200, _ => "");
        await AlarmedAsync("is not one of");
    }

    [Fact]
    public async Task A_key_given_from_outside_is_the_only_one_believed()
    {
        using var other = new Ed25519Key(SyntheticLog.Origin, 2);
        Assert.Equal(0, (await LookAsync("--key", Key.Key.ToString())).Code);
        Assert.Equal(1, (await LookAsync("--key", other.Key.ToString())).Code);
    }

    [Fact]
    public async Task A_server_that_fails_or_talks_nonsense_proves_nothing_and_loses_nothing()
    {
        await LookAsync();
        told = (Honest, 200, _ => throw new InvalidOperationException("The server breaks."));
        Assert.Equal(2, (await LookAsync()).Code);
        told = (Honest, 200, note => note);
        await File.WriteAllTextAsync(State, "spoiled", TestContext.Current.CancellationToken);
        Assert.Equal(2, (await LookAsync()).Code);
        await File.WriteAllTextAsync(State, Honest.Checkpoint(100), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await LookAsync()).Code);
    }

    [Fact]
    public async Task It_looks_again_until_it_sounds_the_alarm()
    {
        var watching = Assess.RunAsync("monitor", server.Urls.First(), "--token", "t", "--state", State, "--interval", "1");
        while (!File.Exists(State)) await Task.Delay(50, TestContext.Current.CancellationToken);
        told = (Honest, 150, note => note);
        while (await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken) != Honest.Checkpoint(150)) await Task.Delay(50, TestContext.Current.CancellationToken);
        told = (Forked, 200, note => note);
        var (code, said) = await watching;
        Assert.Equal(1, code);
        Assert.Contains("ALARM: The 200 leaves do not begin with the 150 from before", said, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        server.MapGet("/api/v1/ledger/checkpoint", () => wiped ? NothingSigned : Results.Text(told.Changed(told.Log.Checkpoint(told.Size))));
        server.MapGet("/api/v1/ledger/key", () => wiped ? NothingSigned : Results.Text($"{Key.Key}\n"));
        server.MapGet("/api/v1/audit/consistency", (long from, long to) => refusal ?? Results.Json(new
        {
            from,
            to,
            proof = Proofs.Consistency(from, to, new Reference([.. told.Log.Leaves()]).NodeAt).Select(hash => hash.ToString()),
        }));
        await server.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<(int Code, string Said)> LookAsync(params string[] more) =>
        Assess.RunAsync(["monitor", server.Urls.First(), "--token", "t", "--state", State, "--once", .. more]);

    private async Task AlarmedAsync(string says)
    {
        var kept = await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);
        var (code, said) = await LookAsync();
        Assert.Equal(1, code);
        Assert.Contains("ALARM: ", said, StringComparison.Ordinal);
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.Equal(kept, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    private static SyntheticLog Fork()
    {
        var log = new SyntheticLog(300, Key);
        log.Replace(42, fact => fact with { Actor = "mallory" });
        return log;
    }
}
