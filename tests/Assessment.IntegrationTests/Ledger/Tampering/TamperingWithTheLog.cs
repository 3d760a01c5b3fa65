using System.Globalization;
using System.Text.RegularExpressions;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger.Bundles;
using Xunit;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary>
/// As a superuser with all triggers off. What is done is found in the bundle that the service itself exports, and named. Places are of
/// chance; a failure says the seed, which ASSESSMENT_SEED gives again.
/// </summary>
[Collection(WitnessedLog.Shared)]
public sealed class TamperingWithTheLog(WitnessedLog log)
{
    private const int Places = 2;

    public static TheoryData<string> Crimes => [.. Crime.All.Select(crime => crime.Name)];

    [Theory]
    [MemberData(nameof(Crimes))]
    public async Task Is_found_and_the_first_bad_leaf_is_named(string name)
    {
        var crime = Crime.All.Single(crime => crime.Name == name);
        var seed = Seed();
        var random = new Random(seed);
        for (var i = 0; i < Places; i++)
        {
            var deed = crime.Plan(random, log.Leaves);
            await CommitAsync(deed.Sql);
            var verdict = await log.VerifyAsync();
            await log.RestoreAsync();
            var because = $"{name}, seed {seed}: {deed}\n{string.Join('\n', verdict.Findings)}";
            Assert.True(verdict.Outcome == Outcome.Tampered, because);
            Assert.True(verdict.Findings.FirstOrDefault(finding => finding.Index is not null)?.Index == deed.Leaf, because);
            Assert.True(verdict.Findings.Any(finding => finding.Index == deed.Leaf && Regex.IsMatch(finding.Sentence, deed.Says)), because);
        }
    }

    /// <summary>Two facts, their leaves, every tile and the root are made anew around what was changed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_found_when_everything_is_made_again_even_with_the_key(bool withKey)
    {
        var seed = Seed();
        var place = log.Leaves[new Random(seed).Next(log.Leaves.Count)];
        await CommitAsync($"update assessment_events.mt_events set user_name = 'mallory' where seq_id = {place.Position}");
        if (withKey) await Forgery.RebuildAndSignAsync(log.Log, log.SigningKey);
        else await Forgery.RebuildAsync(log.Log);
        var (alone, _) = await log.AssessAsync();
        var (code, said) = await log.AssessAsync(log.Kept);
        await log.RestoreAsync();

        // With the key it agrees with itself, and only somebody outside knows better.
        var because = $"seed {seed}: {place}\n{said}";
        Assert.True(alone == (withKey ? 0 : 1), because);
        Assert.True(code == 1, because);
        var named = Regex.Match(said, @"^Leaf (\d+): it(?:, or one of those up to leaf (\d+),)? is not what was signed", RegexOptions.Multiline);
        Assert.True(named.Success, because);
        var first = long.Parse(named.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Assert.InRange(place.Index, first, named.Groups[2].Success ? long.Parse(named.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : first);
    }

    [Fact]
    public async Task Leaves_a_log_that_was_cut_off_short_of_what_is_known_outside()
    {
        var size = long.Parse(Path.GetFileName(log.Kept[1]), CultureInfo.InvariantCulture);
        await CommitAsync($"""
            delete from assessment_events.mt_events where seq_id in (select seq_id from assessment_ledger.leaf where index >= {size});
            delete from assessment_ledger.salt where seq_id in (select seq_id from assessment_ledger.leaf where index >= {size});
            delete from assessment_ledger.leaf where index >= {size}; delete from assessment_ledger.checkpoint where size > {size}
            """);
        await Forgery.RebuildTreeAsync(log.Log);
        var (alone, before, now) = (await log.AssessAsync(), await log.AssessAsync(log.Kept[1]), await log.AssessAsync(log.Kept));
        await Eventually.FindAsync(() => log.Service.Api.Rea.GetAsync("//health/ready"),
            answer => answer.Text.StartsWith("Degraded", StringComparison.Ordinal) && answer.Text.Contains("has lost what was signed", StringComparison.Ordinal));
        await log.RestoreAsync();

        Assert.True((alone.Code, before.Code, now.Code) == (0, 0, 2), $"{alone}\n{before}\n{now}");
        Assert.Contains($"is of {log.Leaves.Count} leaves, and only {size} are here", now.Said, StringComparison.Ordinal);
    }

    private Task CommitAsync(string sql) => log.Log.TamperAsync(sql);

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("ASSESSMENT_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
}
