using System.Net;
using Assessment.IntegrationTests.Ledger.Tampering;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;
using Assessment.Server.Ledger;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>The signer believes its own file rather than the database.</summary>
public sealed class SigningTheLog(TheService tests) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assessment-signer-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => $"--Assessment:DataDirectory={_folder}";

    private string LastSigned => Path.Combine(_folder, "ledger", "last-signed");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Checkpoints_come_at_most_once_a_second_and_each_continues_the_one_before()
    {
        await using var service = await tests.StartAsync(null, Data);
        var log = new Log(service.AsAdministrator);
        for (var i = 0; i < 40; i++)
        {
            await Log.RecordAsync(service, 5, atOnce: 5);
            await Task.Delay(75, Cancel);
        }

        Assert.Equal(200, (await log.SignedAsync()).Size);
        var times = await log.ListAsync<DateTime>("select signed_at from assessment_ledger.checkpoint order by size");
        Assert.InRange(times.Count, 3, 2 + (times[^1] - times[0]).TotalSeconds);
        Assert.Equal((await log.LatestAsync()).ToText(), await File.ReadAllTextAsync(LastSigned, Cancel));
        Assert.Equal("rw-------", Mode(Path.Combine(_folder, "ledger", "signing-key")));
        Assert.Equal("rw-------", Mode(LastSigned));
    }

    [Fact]
    public async Task What_is_signed_is_written_down_before_it_is_handed_out()
    {
        await using var service = await tests.StartAsync(null, Data);
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 3);
        await log.SignedAsync();
        await using var connection = await service.AsAdministrator.OpenConnectionAsync(Cancel);
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await using (var command = new NpgsqlCommand("lock table assessment_ledger.checkpoint in exclusive mode", connection)) await command.ExecuteNonQueryAsync(Cancel);
            await Log.RecordAsync(service, 4);
            await Eventually.FindAsync(() => File.ReadAllTextAsync(LastSigned, Cancel), text => text.Contains("\n7\n", StringComparison.Ordinal));
            Assert.Equal(3, (await log.LatestAsync()).Size);
        }

        Assert.Equal(7, (await log.SignedAsync()).Size);
    }

    public static TheoryData<string, string> Rewritings => new()
    {
        { "another leaf under the same size", Rewrite("set line = replace(line, '\"actor\":\"ana\"', '\"actor\":\"bob\"') where index = 5", 0) },
        { "another leaf in a log that has grown since", Rewrite("set line = replace(line, '\"actor\":\"ana\"', '\"actor\":\"bob\"') where index = 5", 1) },
        { "a log cut off", "delete from assessment_ledger.leaf where index >= 20; delete from assessment_ledger.checkpoint" },
    };

    /// <summary>As somebody would who owns the database, the code and all the time there is, but not the signer's machine.</summary>
    [Theory]
    [MemberData(nameof(Rewritings))]
    public async Task A_tree_that_was_rewritten_as_a_whole_gets_no_signature(string what, string crime)
    {
        var service = await tests.StartAsync(null, Data);
        var (database, connection) = (service.DatabaseName, service.Ways.Administrator);
        await Log.RecordAsync(service, 40);
        Assert.Equal(40, (await new Log(service.AsAdministrator).SignedAsync()).Size);
        await service.DisposeAsync();
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            var log = new Log(source);
            await log.TamperAsync(crime);
            await Forgery.RebuildTreeAsync(log);
        }

        await using var again = await tests.StartAsync(database, Data);
        await Log.RecordAsync(again, 3);
        var after = new Log(again.AsAdministrator);
        await after.IntegratedAsync();
        // Just started, it may be unhealthy for other reasons as well.
        await Eventually.FindAsync(() => again.Api.Rea.GetAsync("//health/ready"), answer =>
            answer.Status == HttpStatusCode.OK && answer.Text.StartsWith("Degraded", StringComparison.Ordinal) && answer.Text.Contains("Nothing is signed", StringComparison.Ordinal));
        Assert.True(await after.AskAsync<long>("select count(*) from assessment_ledger.checkpoint") == 0, what);
        // Facts are recorded all the while.
        (await again.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_signer_that_lost_its_file_still_continues_what_was_handed_out()
    {
        var service = await tests.StartAsync(null, Data);
        var (database, connection) = (service.DatabaseName, service.Ways.Administrator);
        await Log.RecordAsync(service, 40);
        await new Log(service.AsAdministrator).SignedAsync();
        await service.DisposeAsync();
        File.Delete(LastSigned);
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            var log = new Log(source);
            await log.TamperAsync("update assessment_ledger.leaf set line = line || ' ' where index = 5");
            await Forgery.RebuildTreeAsync(log);
        }

        await using var again = await tests.StartAsync(database, Data);
        await Eventually.FindAsync(() => again.Api.Rea.GetAsync("//health/ready"), answer => answer.Text.Contains("has been rewritten", StringComparison.Ordinal));
    }

    [Fact]
    public async Task During_a_rotation_both_keys_sign()
    {
        Directory.CreateDirectory(_folder);
        var (now, before) = (SigningKey.NewLine(Log.Origin), SigningKey.NewLine(Log.Origin));
        await using var service = await tests.StartAsync(null, Data, $"--Assessment:Ledger:Key={now},{before}");
        await Log.RecordAsync(service, 3);
        await new Log(service.AsAdministrator).SignedAsync();
        var latest = (await service.Api.Rea.GetAsync("/ledger/checkpoint")).Is(HttpStatusCode.OK).Text;
        foreach (var line in (string[])[now, before])
        {
            using var key = SigningKey.Parse(line, Log.Origin)!;
            Assert.True(Checkpoint.TryOpen(System.Text.Encoding.UTF8.GetBytes(latest), Log.Origin, new Log.Ed25519(key.Key), out _));
        }

        using var first = SigningKey.Parse(now, Log.Origin)!;
        Assert.Equal($"{first.Key}\n", (await service.Api.Rea.GetAsync("/ledger/key")).Text);
    }

    [Fact]
    public async Task A_change_of_keys_loses_nobody_who_knows_the_old_one_or_kept_what_it_signed()
    {
        var (old, fresh) = (SigningKey.NewLine(Log.Origin), SigningKey.NewLine(Log.Origin));
        var (before, after) = (KeyOf(old), KeyOf(fresh));
        string? database = null, kept = null;
        foreach (var (keys, known) in ((string, VerifierKey[])[])[(old, [before]), ($"{fresh},{old}", [before, after]), (fresh, [after])])
        {
            await using var service = await tests.StartAsync(database, Data, $"--Assessment:Ledger:Key={keys}");
            database = service.DatabaseName;
            await Log.RecordAsync(service, 3);
            await new Log(service.AsAdministrator).SignedAsync();
            kept ??= (await service.Api.Rea.GetAsync("/ledger/checkpoint")).Text;
            await using var bundle = await Bundle.OfAsync(service.Api);
            foreach (var key in known)
            {
                using var parts = BundleReader.Open(bundle);
                var verdict = Verification.Of(parts, new Trust(verifier => new Log.Ed25519(verifier), key, [System.Text.Encoding.UTF8.GetBytes(kept)]), ct: Cancel);
                Assert.True(verdict.Outcome == Outcome.Verified, string.Join('\n', verdict.Findings));
                // All that was signed before, by whichever key, and what was kept.
                Assert.Equal(await new Log(service.AsAdministrator).AskAsync<long>("select count(*) from assessment_ledger.checkpoint"), verdict.OlderCheckpoints);
            }
        }

        static VerifierKey KeyOf(string line)
        {
            using var key = SigningKey.Parse(line, Log.Origin)!;
            return key.Key;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRIVATE+KEY+other.example.org/log+00000000+AAAA")]
    [InlineData("PRIVATE+KEY+assessment.local/log+00000000+AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("PRIVATE+KEY+assessment.local/log+00000000+not base64")]
    public void What_is_no_key_is_not_taken_for_one(string line) => Assert.Null(SigningKey.Parse(line, Log.Origin));

    private static string Mode(string file)
    {
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file);
        return string.Concat(Enumerable.Range(0, 9).Select(bit => ((int)mode & (256 >> bit)) != 0 ? "rwx"[bit % 3] : '-'));
    }

    private static string Rewrite(string change, int more) => $"update assessment_ledger.leaf {change}; delete from assessment_ledger.checkpoint" + (more == 0 ? "" :
        "; insert into assessment_ledger.leaf select 40, 1000000, line || ' ' from assessment_ledger.leaf where index = 0");
}
