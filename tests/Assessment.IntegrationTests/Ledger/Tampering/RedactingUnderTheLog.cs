using System.Net;
using System.Text;
using Assessment.IntegrationTests.Running;
using Assessment.IntegrationTests.Storage;
using Xunit;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary>What two persons have taken out is gone from all that the service hands out and keeps, and outsiders can tell it from a theft.</summary>
public sealed class RedactingUnderTheLog(WitnessedLog log) : IClassFixture<WitnessedLog>
{
    private const string Secret = "Zanzibar";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Api Api => log.Service.Api;

    [Fact]
    public async Task It_is_verified_as_what_it_is_and_read_models_are_as_if_it_had_always_been_so()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync(statement: $"The envoy {Secret} confirmed it.");
        var paper = await stage.PublishAsync(Api.Ana, claim.Id);
        await log.Log.SignedAsync();
        var ordered = (await Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
        await using (var before = await Bundle.FetchAsync(Api, ordered)) Assert.Contains(Secret, TextOf(before), StringComparison.Ordinal);

        var position = await log.Log.AskAsync<long>("select seq_id from assessment_events.mt_events where stream_id = $1", Guid.Parse(claim.Id));
        await RedactAsync(position, "DSB 12/26");

        // The same order again: its text is gone from it, and its checkpoint knows why.
        var file = Path.GetTempFileName();
        await using (var after = await Bundle.FetchAsync(Api, ordered))
        {
            Assert.DoesNotContain(Secret, TextOf(after), StringComparison.Ordinal);
            await File.WriteAllBytesAsync(file, after.ToArray(), Cancel);
        }

        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(log.Folder, "ledger", "exports")), path => TextOf(new MemoryStream(File.ReadAllBytes(path))).Contains(Secret, StringComparison.Ordinal));
        foreach (var (code, said) in ((int, string)[])[await Assessment.Ledger.Tests.Assess.RunAsync("verify", file, "--key", log.Key), await log.AssessAsync(log.Kept)])
        {
            Assert.True(code == 3, said);
            Assert.Matches($@"Redacted: position {position} \(leaf \d+\) in case DSB 12/26, proposed by aud, approved by lead-1\.", said);
        }

        var replay = (await Api.Aud.PostAsync("/audit/replays", null)).Is(HttpStatusCode.Accepted);
        var checkedAgain = await Eventually.FindAsync(() => Api.Aud.GetAsync($"/audit/replays/{replay.Id}"), answer => answer.Word("state") != "running");
        Assert.True(checkedAgain.Word("state") == "matched", checkedAgain.Text);

        await log.Service.App.StopAsync(Cancel);
        var rows = await ReadModelRows.ReadAsync(log.Service.Database);
        await ReadModelRows.RebuildAsync(log.Service.Database);
        Assert.Equal(rows, await ReadModelRows.ReadAsync(log.Service.Database));
        Assert.NotNull(paper.ETag);
        File.Delete(file);
    }

    private async Task RedactAsync(long position, string @case)
    {
        var proposed = (await Api.Aud.PostAsync("/audit/redactions", new { position, @case, reason = "It names a child." })).Is(HttpStatusCode.Created);
        (await Api.Lead.PostAsync($"/audit/redactions/{proposed.Id}/approval", null, proposed.IfMatch)).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => Api.Lead.GetAsync($"/audit/redactions/{proposed.Id}"), answer => answer.Text.Contains("carried-out", StringComparison.Ordinal));
    }

    // Bundles are stored, not compressed.
    private static string TextOf(MemoryStream bundle) => Encoding.UTF8.GetString(bundle.ToArray());
}
