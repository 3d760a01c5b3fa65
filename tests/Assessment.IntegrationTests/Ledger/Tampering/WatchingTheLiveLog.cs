using Assessment.Ledger.Tests;
using Xunit;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary><c>assess verify --live</c> and <c>assess monitor</c>, as processes, against the service.</summary>
[Collection(WitnessedLog.Shared)]
public sealed class WatchingTheLiveLog(WitnessedLog log) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assess-").FullName;

    private string Address => log.Service.Api.Http.BaseAddress!.ToString();

    private string State => Path.Combine(_folder, "state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task All_that_the_service_says_now_is_verified()
    {
        var (code, said) = await VerifyAsync();
        Assert.True(code == 0, said);
        Assert.Contains(FormattableString.Invariant($"{log.Leaves.Count:N0} facts are listed by the server as they were logged"), said, StringComparison.Ordinal);
        Assert.Contains("VERIFIED\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_is_named()
    {
        var place = log.Leaves[^7];
        await log.Log.TamperAsync($"update assessment_events.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = {place.Position}");
        var (code, said) = await VerifyAsync();
        await log.RestoreAsync();
        Assert.True(code == 1, said);
        Assert.Contains($"TAMPERED WITH, from leaf {place.Index} on\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_signed_anew_is_found_by_whoever_kept_a_checkpoint()
    {
        await RewriteAsync();
        var (believing, knowing) = (await VerifyAsync(), await VerifyAsync("--checkpoint", log.Kept[^1]));
        await log.RestoreAsync();
        Assert.True(believing.Code == 0, believing.Said);
        Assert.True(knowing.Code == 1, knowing.Said);
    }

    [Fact]
    public async Task A_log_that_only_grew_is_followed()
    {
        Assert.Equal(0, (await LookAsync()).Code);
        await RemembersAsync(log.Kept[0]);
        var (code, said) = await LookAsync();
        Assert.True(code == 0, said);
        Assert.Contains($"{log.Leaves.Count} leaves, which begin with the {Path.GetFileName(log.Kept[0])} from before", said, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(log.Kept[^1], TestContext.Current.CancellationToken), await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0, "do not begin with the")]
    [InlineData(2, "and now is")]
    public async Task A_log_that_was_signed_anew_sounds_the_alarm(int kept, string says)
    {
        await RemembersAsync(log.Kept[kept]);
        await RewriteAsync();
        var (code, said) = await LookAsync();
        await log.RestoreAsync();
        Assert.True(code == 1, said);
        Assert.Contains("ALARM: ", said, StringComparison.Ordinal);
        Assert.Contains(says, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_set_back_sounds_the_alarm()
    {
        await RemembersAsync(log.Kept[^1]);
        await log.Log.TamperAsync("delete from assessment_ledger.checkpoint where size = (select max(size) from assessment_ledger.checkpoint); update assessment_ledger.tree_state set size = 1");
        var (code, said) = await LookAsync();
        await log.RestoreAsync();
        Assert.True(code == 1, said);
        Assert.Contains($"The log had {log.Leaves.Count} leaves, and now has", said, StringComparison.Ordinal);
    }

    private async Task RewriteAsync()
    {
        await log.Log.TamperAsync($"update assessment_events.mt_events set user_name = 'mallory' where seq_id = {log.Leaves[17].Position}");
        await Forgery.RebuildAndSignAsync(log.Log, log.SigningKey);
    }

    private async Task RemembersAsync(string checkpoint)
    {
        File.Copy(checkpoint, State, overwrite: true);
        await File.WriteAllBytesAsync($"{State}.key", await File.ReadAllBytesAsync(log.Key, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }

    private Task<(int Code, string Said)> VerifyAsync(params string[] more) => Assess.RunAsync(["verify", "--live", Address, "--key", log.Key, .. more]);

    private Task<(int Code, string Said)> LookAsync() => Assess.RunAsync("monitor", Address, "--state", State, "--once");
}
