using System.Net;
using System.Net.Http.Headers;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;
using Assessment.Server.Ledger.Exports;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>A bundle is everything to verify the log without the service.</summary>
public sealed class TakingItAllAway(ServiceWithLog with) : IClassFixture<ServiceWithLog>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Api Api => with.Service.Api;

    [Fact]
    public async Task A_bundle_is_verified_with_nothing_but_the_key()
    {
        await new Log(with.Service.AsAdministrator).SignedAsync();
        var key = (await Api.Aud.GetAsync("/ledger/key")).Text.TrimEnd('\n');
        var ordered = (await Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
        Assert.Equal($"/api/v1/audit/exports/{ordered.Id}", ordered.Location);

        await using var bundle = await Bundle.FetchAsync(Api, ordered);
        var verdict = Verify(bundle, key);
        Assert.Equal((Outcome.Verified, ordered.Number("facts")), (verdict.Outcome, verdict.Leaves));
        Assert.True(ordered.Number("facts") >= 600);
        Assert.True(verdict.Checkpoint!.Size == verdict.Leaves);
    }

    [Fact]
    public async Task What_came_after_the_checkpoint_is_not_in_it_and_not_missing()
    {
        await using var service = await with.Tests.StartAsync();
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 30);
        await log.SignedAsync();
        var ordered = (await service.Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
        await Log.RecordAsync(service, 30);
        await using var bundle = await Bundle.FetchAsync(service.Api, ordered);
        var verdict = Verify(bundle, (await service.Api.Aud.GetAsync("/ledger/key")).Text.TrimEnd('\n'));
        Assert.Equal((Outcome.Verified, 30), (verdict.Outcome, verdict.Leaves));
    }

    [Fact]
    public async Task A_fact_that_got_round_the_ledger_is_noticed()
    {
        await using var service = await with.Tests.StartAsync();
        var log = new Log(service.AsAdministrator);
        await Log.RecordAsync(service, 30);
        await log.SignedAsync();
        await log.TamperAsync("insert into assessment_events.mt_events (seq_id, id, stream_id, version, data, type, user_name, headers, timestamp) select 1000, gen_random_uuid(), stream_id, 2, data, type, user_name, headers, timestamp from assessment_events.mt_events limit 1");
        await using var bundle = await Bundle.FetchAsync(service.Api, (await service.Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted));
        Assert.Equal(Outcome.Tampered, Verify(bundle, (await service.Api.Aud.GetAsync("/ledger/key")).Text.TrimEnd('\n')).Outcome);
    }

    [Fact]
    public async Task A_repeated_order_is_the_same_order()
    {
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var one = (await Api.As("aud-2", "auditor").PostAsync("/audit/exports", null, key)).Is(HttpStatusCode.Accepted);
        var again = (await Api.As("aud-2", "auditor").PostAsync("/audit/exports", null, key)).Is(HttpStatusCode.Accepted);
        Assert.Equal((one.Text, one.Location), (again.Text, again.Location));
        await using var bundle = await Bundle.FetchAsync(Api, one, "aud-2");
    }

    [Fact]
    public async Task Of_many_orders_at_once_one_is_taken()
    {
        await new Log(with.Service.AsAdministrator).SignedAsync();
        var auditor = Api.As("aud-5", "auditor");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => auditor.PostAsync("/audit/exports", null)));
        var ordered = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.All(answers.Where(answer => answer != ordered), answer => answer.IsRefused(HttpStatusCode.Conflict, "export-running"));
        await using var bundle = await Bundle.FetchAsync(Api, ordered, "aud-5");
        await Eventually.FindAsync(() => auditor.PostAsync("/audit/exports", null), answer => answer.Status == HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Another_node_or_a_service_started_anew_makes_the_bundle_of_the_same_order_again()
    {
        var service = await with.Tests.StartAsync();
        var database = service.DatabaseName;
        await Log.RecordAsync(service, 30);
        await new Log(service.AsAdministrator).SignedAsync();
        var ordered = (await service.Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
        await using var first = await Bundle.FetchAsync(service.Api, ordered);
        await service.DisposeAsync();

        await using var again = await with.Tests.StartAsync(database);
        await Log.RecordAsync(again, 3);
        await new Log(again.AsAdministrator).SignedAsync();
        await using var second = await Bundle.FetchAsync(again.Api, ordered);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public async Task A_bundle_that_cannot_be_made_is_said_to_have_failed_and_tried_again()
    {
        var folder = Directory.CreateTempSubdirectory("assessment-exports-").FullName;
        await using (var service = await with.Tests.StartAsync(null, $"--Assessment:DataDirectory={folder}"))
        {
            await Log.RecordAsync(service, 3);
            await new Log(service.AsAdministrator).SignedAsync();
            var obstacle = Path.Combine(folder, "ledger", "exports");
            await File.WriteAllTextAsync(obstacle, "a file where the folder should be", Cancel);
            var ordered = (await service.Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
            var failed = await Eventually.FindAsync(() => service.Api.Aud.GetAsync($"/audit/exports/{ordered.Id}"), answer => answer.Status != HttpStatusCode.Accepted);
            failed.IsRefused(HttpStatusCode.ServiceUnavailable, "export-failed");
            File.Delete(obstacle);
            await using var bundle = await Bundle.FetchAsync(service.Api, ordered);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_could_not_be_completed_leaves_no_text_behind()
    {
        var folder = Directory.CreateTempSubdirectory("assessment-exports-").FullName;
        await using (var service = await with.Tests.StartAsync(null, $"--Assessment:DataDirectory={folder}"))
        {
            var log = new Log(service.AsAdministrator);
            await Log.RecordAsync(service, 3);
            await log.SignedAsync();
            // The facts are written by the time the queue is asked for.
            await log.RunAsync("revoke select on assessment_ledger.queue from assessment_service");
            var ordered = (await service.Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
            (await Eventually.FindAsync(() => service.Api.Aud.GetAsync($"/audit/exports/{ordered.Id}"), answer => answer.Status != HttpStatusCode.Accepted))
                .IsRefused(HttpStatusCode.ServiceUnavailable, "export-failed");
            var exports = Path.Combine(folder, "ledger", "exports");
            Assert.Empty(Directory.GetFiles(exports));

            var stray = Path.Combine(exports, $"{Guid.NewGuid()}.part");
            await File.WriteAllTextAsync(stray, "left behind", Cancel);
            await log.RunAsync("grant select on assessment_ledger.queue to assessment_service");
            await using var bundle = await Bundle.FetchAsync(service.Api, ordered);
            Assert.Equal(".zip", Path.GetExtension(Assert.Single(Directory.GetFiles(exports))));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Many_who_ask_at_once_after_a_failure_have_it_tried_again()
    {
        var folder = Directory.CreateTempSubdirectory("assessment-exports-").FullName;
        await using (var service = await with.Tests.StartAsync(null, $"--Assessment:DataDirectory={folder}"))
        {
            await Log.RecordAsync(service, 3);
            await new Log(service.AsAdministrator).SignedAsync();
            var obstacle = Path.Combine(folder, "ledger", "exports");
            await File.WriteAllTextAsync(obstacle, "a file where the folder should be", Cancel);
            var ordered = (await service.Api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
            var exporting = service.App.Services.GetRequiredService<Exporting>();
            var export = new Export(Guid.Parse(ordered.Id), "aud", ordered.Number("facts"), DateTimeOffset.UtcNow);
            var failures = 0;
            Parallel.For(0, 4, _ =>
            {
                while (Volatile.Read(ref failures) < 300 && !exporting.ExecuteTask!.IsCompleted)
                {
                    if (exporting.FailureOf(export) is not null) Interlocked.Increment(ref failures);
                    exporting.Make(export);
                }
            });
            Assert.False(exporting.ExecuteTask!.IsCompleted, exporting.ExecuteTask.Exception?.ToString());
            File.Delete(obstacle);
            await Eventually.FindAsync(() => service.Api.Aud.GetAsync($"/audit/exports/{ordered.Id}"), answer => answer.Status is not (HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable));
            await using var bundle = await Bundle.FetchAsync(service.Api, ordered);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_is_for_auditors_who_may_see_everything_and_each_fetches_their_own()
    {
        var ordered = (await Api.As("aud-3", "auditor").PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted);
        await using var bundle = await Bundle.FetchAsync(Api, ordered, "aud-3");
        (await Api.As("aud-4", "auditor").GetAsync($"/audit/exports/{ordered.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.As("aud-3", "auditor").GetAsync($"/audit/exports/{Guid.NewGuid()}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        var amber = Api.As("aud-3", "auditor", "AMBER+STRICT");
        (await amber.GetAsync($"/audit/exports/{ordered.Id}")).IsRefused(HttpStatusCode.Forbidden, "clearance-too-low");
        (await amber.PostAsync("/audit/exports", null)).IsRefused(HttpStatusCode.Forbidden, "clearance-too-low");
        foreach (var person in (Person[])[Api.Ana, Api.Rex, Api.Rea, Api.Lead])
        {
            (await person.PostAsync("/audit/exports", null)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
            (await person.GetAsync($"/audit/exports/{ordered.Id}")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    private static Verdict Verify(Stream stream, string key)
    {
        Assert.True(VerifierKey.TryParse(key, out var pinned));
        using var bundle = BundleReader.Open(stream);
        var verdict = Verification.Of(bundle, new Trust(verifier => new Log.Ed25519(verifier), pinned, []));
        TestContext.Current.AddAttachment("findings", string.Join('\n', verdict.Findings.Select(finding => finding.Sentence)));
        return verdict;
    }
}
