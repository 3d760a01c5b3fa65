using System.Net;
using System.Text;
using Assessment.Client;
using Assessment.IntegrationTests.Ledger;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;
using Xunit;

namespace Assessment.IntegrationTests.TypedClient;

/// <summary>The client has things checked, proved and taken out as the server answers it, on a database of its own: one replay runs at a time.</summary>
public sealed class Overseeing(ToldStory told) : IClassFixture<ToldStory>
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AssessmentApi Auditor => told.Running.Api.Aud.Typed();

    [Fact]
    public async Task Replays_are_started_followed_and_listed_the_latest_first()
    {
        var key = Guid.NewGuid().ToString();
        var started = await Auditor.StartReplayAsync(key, Ct);
        Assert.Equal(("running", "aud"), (started.State, started.StartedBy));
        var ended = await EndedAsync(started.Id);
        Assert.Equal(("matched", ended.Total, 0L), (ended.State, ended.Processed, ended.DifferenceCount));
        Assert.Equal(started.Id, (await Auditor.StartReplayAsync(key, Ct)).Id);
        Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<ApiProblem>(() => Auditor.CancelReplayAsync(started.Id, Ct))).Status);

        var second = await Auditor.StartReplayAsync(ct: Ct);
        await EndedAsync(second.Id);
        var latest = await Auditor.ListReplaysAsync(limit: 1, ct: Ct);
        Assert.Equal((second.Id, "matched"), Assert.Single(latest.Items) is var listed ? (listed.Id, listed.State) : default);
        var earlier = (await Auditor.ListReplaysAsync(cursor: latest.Next, ct: Ct)).Items;
        Assert.Equal(new ListedReplay(ended.Id, "matched", "aud", ended.StartedAt, ended.EndedAt, ended.Processed, ended.Total, ended.Rate, 0), earlier[0]);
        Assert.DoesNotContain(earlier, replay => replay.Id == second.Id);
        Assert.Null(await Auditor.FindReplayAsync(Guid.NewGuid(), Ct));
        (await told.Running.Api.Ana.GetAsync("/audit/replays")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await told.Running.Api.Aud.GetAsync("/audit/replays?limit=0")).Names("limit");
    }

    [Fact]
    public async Task A_list_of_replays_counts_no_difference_above_the_clearance()
    {
        var secret = await Stage.SetAsync(told.Running.Api, marking: "AMBER");
        await secret.PublishAsync(told.Running.Api.Ana, (await secret.ClaimAsync(marking: "AMBER")).Id, marking: "AMBER");
        await secret.PictureAsync(told.Running.Api.Aud);
        await new Log(told.Running.AsAdministrator).RunAsync($"update assessment.standing set level = level + 1 where partnership = '{secret.Partnership}'");
        var found = await EndedAsync((await Auditor.StartReplayAsync(ct: Ct)).Id);
        await new Log(told.Running.AsAdministrator).RunAsync($"update assessment.standing set level = level - 1 where partnership = '{secret.Partnership}'");

        Assert.Equal("differs", found.State);
        var difference = Assert.Single(found.Differences, difference => difference.Member == "level" && difference.Table == "assessment.standing");
        Assert.Equal(difference.Expected!.Value.GetDouble() + 1, difference.Found!.Value.GetDouble());
        var listed = (await told.Running.Api.As("gus", "auditor", "GREEN").Typed().ListReplaysAsync(ct: Ct)).Items.Single(replay => replay.Id == found.Id);
        Assert.Equal(("matched", 0L), (listed.State, listed.DifferenceCount));
    }

    [Fact]
    public async Task Facts_are_proved_under_the_checkpoint_that_was_signed()
    {
        var position = (await Auditor.ListFactsAsync(new FactFilter(), limit: 3, wait: Wait, ct: Ct)).Items[^1].Position;
        var parts = await Auditor.GetProofAsync(position, Wait, Ct);
        Assert.True(TlogProof.TryParse(Encoding.UTF8.GetBytes(await Auditor.GetProofTextAsync(position, Wait, Ct)), out var proof));
        var key = await KeyAsync();
        var signed = (await Auditor.FindCheckpointAsync(Ct))!;
        Assert.True(proof.Verify(Encoding.UTF8.GetBytes(parts.Leaf), signed.Origin, new Log.Ed25519(key)));
        Assert.Equal((proof.Index, proof.Path.Count), (parts.Index, parts.Proof.Count));
        Assert.True(Checkpoint.TryOpen(Encoding.UTF8.GetBytes(signed.Note), key.Name, new Log.Ed25519(key), out var opened));
        Assert.Equal((opened.Size, opened.Root.ToString()), (signed.Size, signed.Root));
        Assert.InRange(signed.SignedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-30), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.True((await Assert.ThrowsAsync<ApiProblem>(() => Auditor.GetProofAsync(long.MaxValue, ct: Ct))).IsMissingResource);
    }

    [Fact]
    public async Task Nothing_signed_is_no_checkpoint()
    {
        await using var unsigned = await told.Tests.StartAsync(null, "--Assessment:Ledger:Signer=elsewhere");
        Assert.Null(await unsigned.Api.Aud.Typed().FindCheckpointAsync(Ct));
    }

    [Fact]
    public async Task Bundles_are_ordered_followed_and_opened()
    {
        await new Log(told.Running.AsAdministrator).SignedAsync();
        var ordered = await Auditor.OrderExportAsync(ct: Ct);
        BundleFile made;
        while (true)
        {
            var progress = (await Auditor.FindExportAsync(ordered.Id, Ct))!;
            if (progress.Made is { } file)
            {
                made = file;
                break;
            }

            Assert.InRange(progress.Making!.Written, 0, ordered.Facts);
            await Task.Delay(50, Ct);
        }

        using var bytes = new MemoryStream();
        using (var open = (await Auditor.OpenExportAsync(ordered.Id, Ct))!)
        {
            Assert.Equal((made, $"assessment-ledger-{ordered.Facts}.zip"), (open.File, open.File.Name));
            await open.Content.CopyToAsync(bytes, Ct);
        }

        Assert.Equal(made.Length, bytes.Length);
        bytes.Position = 0;
        using var parts = BundleReader.Open(bytes);
        Assert.Contains(Verification.Of(parts, new Trust(key => new Log.Ed25519(key), await KeyAsync(), []), ct: Ct).Outcome, (Outcome[])[Outcome.Verified, Outcome.Redacted]);
        Assert.Null(await Auditor.FindExportAsync(Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task Redactions_are_proposed_by_one_and_approved_by_another()
    {
        var source = (await told.Running.Api.Ana.PostAsync("/sources", new { name = "Zanzibar", kind = "media", reliability = "B" })).Is(HttpStatusCode.Created).Id;
        var fact = Assert.Single((await Auditor.ListFactsAsync(new FactFilter(Stream: Guid.Parse(source)), wait: Wait, ct: Ct)).Items);
        var key = Guid.NewGuid().ToString();
        var proposed = await Auditor.ProposeRedactionAsync(fact.Position, "DSB 12/26", "It names a child.", key, Ct);
        Assert.Equal(proposed, await Auditor.ProposeRedactionAsync(fact.Position, "DSB 12/26", "It names a child.", key, Ct));
        Assert.Equal(("proposed", "aud", null), (proposed.Content.State, proposed.Content.ProposedBy, proposed.Content.ApprovedBy));

        var lead = told.Running.Api.As("lead-1", "lead").Typed();
        var approved = await lead.ApproveRedactionAsync(proposed.Content.Id, proposed.ETag, ct: Ct);
        Assert.Equal("lead-1", approved.Content.ApprovedBy);
        var done = await Eventually.FindAsync(() => lead.FindRedactionAsync(proposed.Content.Id, Ct), redaction => redaction!.Content.State == "carried-out");
        Assert.NotNull(done!.Content.CarriedOutAt);
        Assert.Null(await lead.FindRedactionAsync(Guid.NewGuid(), Ct));
        Assert.Equal(done.Content, Assert.Single((await lead.ListRedactionsAsync(limit: 1, ct: Ct)).Items));
        Assert.DoesNotContain((await Auditor.ListRedactionsAsync(cursor: (await lead.ListRedactionsAsync(limit: 1, ct: Ct)).Next ?? "", ct: Ct)).Items, earlier => earlier.Id == done.Content.Id);
        (await told.Running.Api.Ana.GetAsync("/audit/redactions")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Redactions_of_what_is_marked_above_the_clearance_are_not_listed()
    {
        var secret = await Stage.SetAsync(told.Running.Api, marking: "AMBER");
        var claim = (await secret.ClaimAsync(marking: "AMBER")).Id;
        var fact = (await Auditor.ListFactsAsync(new FactFilter(Stream: Guid.Parse(claim)), wait: Wait, ct: Ct)).Items[0];
        var proposed = (await Auditor.ProposeRedactionAsync(fact.Position, "DSB 13/26", "It names a child.", ct: Ct)).Content.Id;
        Assert.Contains((await Auditor.ListRedactionsAsync(ct: Ct)).Items, redaction => redaction.Id == proposed);
        Assert.DoesNotContain((await told.Running.Api.As("gus", "auditor", "GREEN").Typed().ListRedactionsAsync(ct: Ct)).Items, redaction => redaction.Id == proposed);
    }

    [Fact]
    public async Task Reads_are_listed_by_who_and_what()
    {
        var curious = told.Running.Api.As($"aud-{Guid.NewGuid():N}", "auditor");
        await curious.Typed().ListFactsAsync(new FactFilter(Type: "claim-recorded"), limit: 1, ct: Ct);
        await curious.Typed().ListReplaysAsync(ct: Ct);
        var reads = await Eventually.FindAsync(() => Auditor.ListReadsAsync(new ReadFilter(curious.Subject), ct: Ct), found => found.Items.Count == 2);
        Assert.Equal(["/api/v1/audit/replays", "/api/v1/audit/events"], reads.Items.Select(read => read.Path));
        Assert.Equal("type=claim-recorded&limit=1", reads.Items[1].Query);
        var first = await Auditor.ListReadsAsync(new ReadFilter(curious.Subject), limit: 1, ct: Ct);
        Assert.Equal(reads.Items[1], Assert.Single((await Auditor.ListReadsAsync(new ReadFilter(curious.Subject), cursor: first.Next, ct: Ct)).Items));
        Assert.Equal(reads.Items[1], Assert.Single((await Auditor.ListReadsAsync(new ReadFilter(curious.Subject, "/api/v1/audit/events", DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1)), ct: Ct)).Items));
    }

    private async Task<VerifierKey> KeyAsync() => VerifierKey.TryParse((await Auditor.GetLedgerKeyAsync(Ct)).Trim(), out var key) ? key : throw new FormatException("It is no key.");

    private async Task<ReplayAnswer> EndedAsync(Guid id) => (await Eventually.FindAsync(() => Auditor.FindReplayAsync(id, Ct), replay => replay!.State != "running"))!;
}
