using System.Text;
using System.Text.Json.Nodes;
using Assessment.BrowserTests.Running;
using Assessment.Cli.Ledger;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;
using Microsoft.Playwright;
using Npgsql;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class Overseeing(ThePage page)
{
    private const string Root = "/partnerships/china-russia/audit";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_all_facts_folded_anew_and_sees_that_nothing_differs()
    {
        await using var auditor = await page.VisitAsync("auditor-1");
        await StartAsync(auditor);
        await EndsAsync(auditor, "no difference");
        await auditor.SeesAsync("What is shown is what was recorded.");
        var run = new Uri(auditor.Page.Url).AbsolutePath;
        await auditor.Page.ReloadAsync();
        await EndsAsync(auditor, "no difference");
        await auditor.FindsNoBarrierAsync();

        await auditor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Audit" }).GetByRole(AriaRole.Link, new() { Name = "Replay check" }).ClickAsync();
        var row = auditor.Page.Locator("tbody tr").First;
        await Assertions.Expect(row).ToContainTextAsync("no difference");
        Assert.Equal(run, await row.GetByRole(AriaRole.Link).GetAttributeAsync("href"));
    }

    [Fact]
    public async Task Is_shown_what_somebody_changed_behind_the_service()
    {
        await using var auditor = await page.VisitAsync("auditor-1");
        await TamperAsync("level + 1");
        try
        {
            await StartAsync(auditor);
            await EndsAsync(auditor, "differences");
        }
        finally
        {
            await TamperAsync("level - 1");
        }

        var row = auditor.Page.Locator("tbody tr").Filter(new() { HasText = "standing" }).First;
        await Assertions.Expect(row.Locator("td").Nth(2)).ToHaveTextAsync("level");
        Assert.Equal(int.Parse(await row.Locator(".value").Nth(0).InnerTextAsync()) + 1, int.Parse(await row.Locator(".value").Nth(1).InnerTextAsync()));
        await auditor.FindsNoBarrierAsync();
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await auditor.SeesAsync("assessment published");
    }

    [Fact]
    public async Task Follows_a_check_that_takes_long_through_a_reload_and_cancels_it()
    {
        await using var auditor = await page.VisitAsync("auditor-1");
        await using (await HoldAsync("assessment.source_listing", "access exclusive"))
        {
            await StartAsync(auditor);
            await auditor.LiveAsync();
            await auditor.Page.ReloadAsync();
            await auditor.LiveAsync();
            await Assertions.Expect(auditor.Page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
            await auditor.FindsNoBarrierAsync();
            await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the check" }).ClickAsync();
            await EndsAsync(auditor, "cancelled");
            await Assertions.Expect(auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the check" })).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Takes_the_proof_of_a_fact_away_and_it_holds()
    {
        await using var auditor = await page.VisitAsync("auditor-1");
        await auditor.GoAsync($"{Root}?type=claim-withdrawn");
        await auditor.Page.Locator("tbody tr").First.GetByRole(AriaRole.Link, new() { Name = "Fact at position" }).ClickAsync();
        await auditor.SeesAsync("claim withdrawn");
        var text = await DownloadAsync(auditor, "Download the proof");
        var json = JsonNode.Parse(await DownloadAsync(auditor, "as JSON, with the leaf"))!;
        await auditor.FindsNoBarrierAsync();
        await auditor.Page.GetByRole(AriaRole.Link, new() { Name = "The key and the ledger" }).ClickAsync();
        var (key, origin) = await KeyAsync(auditor);

        Assert.True(TlogProof.TryParse(text, out var proof));
        var leaf = (string)json["leaf"]!;
        Assert.True(proof.Verify(Encoding.UTF8.GetBytes(leaf), origin, new Ed25519Verifier(key)));
        Assert.False(proof.Verify(Encoding.UTF8.GetBytes(leaf.Replace("claim-withdrawn", "claim-recorded", StringComparison.Ordinal)), origin, new Ed25519Verifier(key)));
    }

    [Fact]
    public async Task Waits_for_the_checkpoint_of_a_fact_that_was_just_recorded()
    {
        await using var auditor = await page.VisitAsync("auditor-1");
        await using (await HoldAsync("assessment_ledger.checkpoint", "exclusive"))
        {
            var position = await PositionAsync((await page.Service.Api.Ana.PostAsync("/sources", new { name = "The Courier", kind = "media", reliability = "B" })).Id);
            await auditor.Page.GotoAsync($"{Root}/facts/{position}", new() { WaitUntil = WaitUntilState.Commit });
            await auditor.SeesAsync("Waiting for a checkpoint that covers it");
            await auditor.SeesAsync("The Courier");
        }

        await Assertions.Expect(auditor.Page.GetByRole(AriaRole.Link, new() { Name = "Download the proof" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Takes_the_whole_ledger_away_and_it_holds()
    {
        await using var auditor = await page.VisitAsync("auditor-1");
        await auditor.GoAsync($"{Root}/ledger");
        var (key, _) = await KeyAsync(auditor);
        var kept = await DownloadAsync(auditor, "Download the checkpoint");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Make a" }).ClickAsync();
        await auditor.Page.GetByRole(AriaRole.Link, new() { Name = "Download assessment-ledger-" }).WaitForAsync();
        await auditor.GoAsync("/partnerships/china-russia");
        await auditor.GoAsync($"{Root}/ledger");
        using var bundle = new MemoryStream(await DownloadAsync(auditor, "Download assessment-ledger-"));

        using var parts = BundleReader.Open(bundle);
        var verdict = Verification.Of(parts, new Trust(trusted => new Ed25519Verifier(trusted), key, [kept]), ct: Ct);
        Assert.Contains(verdict.Outcome, (Outcome[])[Outcome.Verified, Outcome.Redacted]);
    }

    [Fact]
    public async Task Has_it_proved_that_the_ledger_only_grew()
    {
        await using var auditor = await page.VisitAsync("auditor-1");
        await auditor.GoAsync($"{Root}/ledger");
        await auditor.Page.GetByLabel("The ledger of so many facts").FillAsync("100");
        await auditor.Page.GetByLabel("begins that of").FillAsync("131");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Prove it" }).ClickAsync();
        await auditor.SeesAsync("hashes prove it");
        Assert.All((await auditor.Page.GetByLabel("The proof").InnerTextAsync()).Split('\n'), hash => Assert.Equal(32, Convert.FromBase64String(hash).Length));
    }

    [Fact]
    public async Task Takes_a_text_out_together_with_a_lead()
    {
        var source = (await page.Service.Api.Ana.PostAsync("/sources", new { name = "Zanzibar", kind = "media", reliability = "B" })).Id;
        await using var auditor = await page.VisitAsync("auditor-1");
        await auditor.GoAsync($"{Root}/facts/{await PositionAsync(source)}");
        await auditor.SeesAsync("Zanzibar");
        await auditor.Page.Locator("summary", new() { HasTextString = "Propose to take its text out" }).ClickAsync();
        await auditor.Page.GetByLabel("Case, as it is known outside").FillAsync("DSB 12/26");
        await auditor.Page.GetByLabel("Reason").FillAsync("It names a child.");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Propose to take its text out" }).ClickAsync();
        await auditor.SeesAsync("A lead who is somebody else finds it under Redactions");
        await auditor.FindsNoBarrierAsync();

        await using var lead = await page.VisitAsync("lead-1");
        await lead.GoLiveAsync("/partnerships/china-russia");
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "Redactions" }).ClickAsync();
        await lead.SeesAsync("of all partnerships, newest first");
        await lead.FindsNoBarrierAsync();
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "DSB 12/26" }).First.ClickAsync();
        await lead.SeesAsync("It names a child.");
        await lead.FindsNoBarrierAsync();
        await lead.ActAsync("Approve");
        await lead.SeesAsync("by lead-1");
        await TakenOutAsync(lead);

        await auditor.GoAsync($"{Root}/facts/{await PositionAsync(source)}");
        await auditor.SeesAsync("Its text was taken out in case DSB 12/26.");
        await Assertions.Expect(auditor.Page.Locator("body")).Not.ToContainTextAsync("Zanzibar");
        await Assertions.Expect(auditor.Page.GetByRole(AriaRole.Link, new() { Name = "Download the proof" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Sees_who_read_what()
    {
        await using var analyst = await page.VisitAsync("analyst-3");
        await analyst.GoAsync("/partnerships/china-russia/assessments");
        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "Covert lethal aid" }).ClickAsync();
        await analyst.SeesAsync("Covert lethal aid");
        var covert = new Uri(analyst.Page.Url).Segments[^1];

        await using var auditor = await page.VisitAsync("auditor-1");
        for (var looks = 0; looks < 50; looks++)
        {
            await auditor.GoAsync($"{Root}/reads");
            await auditor.Page.GetByLabel("Who", new() { Exact = true }).FillAsync("analyst-3");
            await auditor.Page.GetByLabel("What was read").FillAsync($"/api/v1/assessments/{covert}");
            await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
            await auditor.Page.WaitForURLAsync(url => url.Contains("actor=analyst-3", StringComparison.Ordinal));
            if (await auditor.Page.Locator("tbody tr").CountAsync() > 0) break;
        }

        var read = auditor.Page.Locator("tbody tr").First;
        await Assertions.Expect(read).ToContainTextAsync("analyst-3");
        await Assertions.Expect(read).ToContainTextAsync("AMBER");
        await auditor.FindsNoBarrierAsync();
        await read.GetByRole(AriaRole.Link, new() { Name = "an assessment", Exact = true }).ClickAsync();
        await auditor.SeesAsync("Covert lethal aid");
    }

    [Theory]
    [InlineData("reader-1")]
    [InlineData("analyst-1")]
    [InlineData("lead-1")]
    public async Task Is_for_auditors_alone(string other)
    {
        await using var visitor = await page.VisitAsync(other);
        visitor.Expected.Add("403");
        foreach (var path in (string[])["", "/replays", $"/replays/{Guid.NewGuid()}", "/ledger", "/reads", "/facts/60"])
        {
            await visitor.GoAsync(Root + path);
            await visitor.SeesAsync("None of your roles allows this");
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" })).Not.ToContainTextAsync("Audit");
        }

        if (other != "lead-1")
        {
            await visitor.GoAsync($"{Root}/redactions");
            await visitor.SeesAsync("None of your roles allows this");
        }

        foreach (var path in (string[])["/facts/60/proof", "/facts/60/proof.json", $"/ledger/bundles/{Guid.NewGuid()}"])
        {
            var answer = await visitor.Page.Context.APIRequest.GetAsync(Root + path);
            Assert.Equal(403, answer.Status);
        }
    }

    private static async Task StartAsync(Visitor auditor)
    {
        await auditor.GoAsync($"{Root}/replays");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Start a replay check" }).ClickAsync();
        await auditor.Page.WaitForURLAsync(url => url.Contains("/replays/", StringComparison.Ordinal));
    }

    private static Task EndsAsync(Visitor auditor, string outcome) => Assertions.Expect(auditor.Page.Locator(".status")).ToHaveTextAsync(outcome, new() { Timeout = 60_000 });

    private static async Task TakenOutAsync(Visitor lead)
    {
        for (var looks = 0; looks < 100 && await lead.Page.GetByText("Taken out").CountAsync() == 0; looks++)
        {
            await Task.Delay(200, Ct);
            await lead.Page.ReloadAsync();
        }

        await Assertions.Expect(lead.Page.Locator(".status")).ToHaveTextAsync("carried out");
    }

    private static async Task<byte[]> DownloadAsync(Visitor auditor, string link)
    {
        var file = await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.Page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
        await using var content = await file.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    private static async Task<(VerifierKey Key, string Origin)> KeyAsync(Visitor auditor)
    {
        var line = await auditor.Page.GetByLabel("The verifier key").InnerTextAsync();
        Assert.True(VerifierKey.TryParse(line.Trim(), out var key), line);
        return (key, key.Name);
    }

    private async Task<long> PositionAsync(string stream)
    {
        var answer = await page.Service.Api.Aud.GetAsync($"/audit/events?stream={stream}", ("Prefer", "wait=20"));
        return (long)answer.Json["items"]![0]!["position"]!;
    }

    private async Task TamperAsync(string level)
    {
        await using var command = page.Service.AsAdministrator.CreateCommand(
            $"update assessment.standing set level = {level} where partnership = 'china-russia' and dimension = 'trust-level' and valid_until = 9223372036854775807");
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Ct));
    }

    private async Task<NpgsqlConnection> HoldAsync(string table, string mode)
    {
        var connection = await page.Service.AsAdministrator.OpenConnectionAsync(Ct);
        await using var command = new NpgsqlCommand($"begin; lock table {table} in {mode} mode", connection);
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }
}
