using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger.Bundles;
using Xunit;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary>A redacted fact has lost its salt, and with it what its leaf proves; what was left of it is on record with the redaction.</summary>
public sealed class EditingWhatARedactionLeft(TheService tests)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_found_in_a_bundle_and_the_leaf_is_named()
    {
        await using var service = await tests.StartAsync();
        var log = new Log(service.AsAdministrator);
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync(marking: "AMBER");
        await log.SignedAsync();
        var (position, leaf) = (await log.ListAsync($"select seq_id, index from assessment_ledger.leaf join assessment_events.mt_events using (seq_id) where stream_id = '{claim.Id}'", row => (row.GetInt64(0), row.GetInt64(1)))).Single();
        var proposed = (await service.Api.Aud.PostAsync("/audit/redactions", new { position, @case = "DSB 12/26", reason = "It names a child." })).Is(HttpStatusCode.Created);
        (await service.Api.Lead.PostAsync($"/audit/redactions/{proposed.Id}/approval", null, proposed.IfMatch)).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => service.Api.Lead.GetAsync($"/audit/redactions/{proposed.Id}"), answer => answer.Text.Contains("carried-out", StringComparison.Ordinal));
        await log.SignedAsync();
        Assert.Equal(Outcome.Redacted, (await VerifyAsync()).Outcome);

        foreach (var (crime, said) in ((string, string)[])
            [("headers = jsonb_set(headers, '{marking}', '\"CLEAR\"')", "its headers are not those that the redaction in case DSB 12/26 left"), ("data = jsonb_set(data, '{credibility}', '6')", "its fact cannot be read")])
        {
            await log.TamperAsync($"create table kept as select * from assessment_events.mt_events where seq_id = {position}; update assessment_events.mt_events set {crime} where seq_id = {position}");
            var verdict = await VerifyAsync();
            Assert.Equal((Outcome.Tampered, leaf, said), (verdict.Outcome, verdict.Findings.Single().Index, verdict.Findings.Single().Sentence));
            await log.TamperAsync($"delete from assessment_events.mt_events where seq_id = {position}; insert into assessment_events.mt_events select * from kept; drop table kept");
        }

        Assert.Equal(Outcome.Redacted, (await VerifyAsync()).Outcome);

        async Task<Verdict> VerifyAsync()
        {
            await using var bundle = await Bundle.OfAsync(service.Api);
            using var parts = BundleReader.Open(bundle);
            return Verification.Of(parts, new Trust(key => new Log.Ed25519(key), null, []), ct: Cancel);
        }
    }
}
