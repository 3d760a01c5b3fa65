using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests;

/// <summary>On services of their own: what is read is on record, whatever happens to the process or the database.</summary>
public sealed class KeepingReads(TheService service)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_auditors_ask_for_is_recorded()
    {
        await using var running = await service.StartAsync();
        var api = running.Api;
        var stage = await Stage.SetAsync(api);
        var (amber, clear) = ((await stage.ClaimAsync(marking: "AMBER")).Id, (await stage.ClaimAsync()).Id);
        var position = (await RecordedFact.OfStreamAsync(running.Database, amber))[0].Position;
        var replay = (await api.Aud.PostAsync("/audit/replays", null)).Is(HttpStatusCode.Accepted).Location!;
        (await api.Aud.GetAsync($"/audit/events/{position}/proof", ("Prefer", "wait=30"))).Is(HttpStatusCode.OK);
        var export = (await api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted).Location!;
        var redaction = (await api.Aud.PostAsync("/audit/redactions", new { position, @case = "1/26", reason = "A name." })).Is(HttpStatusCode.Created).Id;
        (string Path, string Marking, string Role)[] asked =
        [
            ($"/audit/streams/{clear}", "CLEAR", "auditor"), ($"/audit/streams/{amber}", "AMBER", "auditor"), ($"/audit/streams/{amber}/state", "AMBER", "auditor"),
            ($"/audit/streams/{clear}/comparison?from=1&to=1", "CLEAR", "auditor"), ($"/audit/events?stream={clear}", "CLEAR", "auditor"), ($"/audit/events?stream={amber}", "AMBER", "auditor"),
            ($"/audit/events/{position}/proof", "AMBER", "auditor"), ("/audit/consistency?from=1&to=2", "CLEAR", "auditor"), (replay[7..], "CLEAR", "auditor"),
            ($"/audit/redactions/{redaction}", "AMBER", "auditor"), ($"/audit/redactions/{redaction}", "AMBER", "lead"), ("/audit/reads?actor=nobody", "CLEAR", "auditor"),
            ("/ledger/tile/entries/000.p/1", "RED", "auditor"), ("/partnerships", "CLEAR", ""),
        ];
        foreach (var (path, marking, role) in asked)
        {
            var person = api.As($"{Guid.NewGuid():N}", role.Length == 0 ? "auditor" : role);
            Assert.True((int)(await person.GetAsync(path, ("Prefer", "wait=20"))).Status < 300, path);
            await person.GetAsync($"/audit/streams/{Guid.NewGuid()}");
            Assert.Equal(role.Length == 0 ? [] : [($"/api/v1{path.Split('?')[0]}", marking)], await ReadsAsync(running, person.Subject, flushed: true));
        }

        // A bundle is whose it is.
        Assert.True((int)(await api.Aud.GetAsync(export[7..])).Status < 300);
        Assert.Contains((export, "RED"), await ReadsAsync(running, "aud", flushed: true));
        var reader = api.As("reading-lines", "auditor");
        (await reader.GetAsync($"/audit/events?partnership={stage.Partnership}", ("Accept", "application/x-ndjson"))).Is(HttpStatusCode.OK);
        Assert.Equal([("/api/v1/audit/events", "AMBER")], await ReadsAsync(running, reader.Subject, flushed: true));
    }

    [Theory]
    [InlineData("update assessment.reading set actor = 'bo'")]
    [InlineData("delete from assessment.reading")]
    [InlineData("truncate assessment.reading")]
    public async Task Nobody_changes_what_is_recorded(string crime)
    {
        (await service.Api.Aud.GetAsync("/audit/reads")).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => service.Api.Aud.GetAsync("/audit/reads?limit=1&actor=aud"), found => found.Json["items"]!.AsArray().Count > 0);
        await RefusesAsync(service.AsAdministrator, crime, PostgresErrorCodes.RestrictViolation);
        await RefusesAsync(service.Database, crime, PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task While_it_cannot_be_written_down_few_are_answered_and_all_of_those_are_kept()
    {
        await using var running = await service.StartAsync(null, "--Assessment:Reads:Waiting=5");
        var stage = await Stage.SetAsync(running.Api);
        var claim = $"/claims/{(await stage.ClaimAsync(marking: "AMBER")).Id}";
        await Eventually.FindAsync(() => CountAsync(running), count => count == 1);
        var answered = 0;
        await using (var connection = await running.AsAdministrator.OpenConnectionAsync(Cancel))
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await using var hold = new NpgsqlCommand("lock table assessment.reading in access exclusive mode", connection);
            await hold.ExecuteNonQueryAsync(Cancel);
            Answer answer;
            while ((answer = await running.Api.Rea.GetAsync(claim)).Status == HttpStatusCode.OK) answered++;
            answer.IsRefused(HttpStatusCode.ServiceUnavailable, "reads-unrecorded");
            Assert.Contains("Retry-After", answer.Headers.Keys);
            Assert.InRange(answered, 1, 5);
            (await running.Api.Rea.GetAsync("/audit/reads")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
            (await running.Api.As("gil", "reader", "GREEN").GetAsync($"/partnerships/{stage.Partnership}")).Is(HttpStatusCode.OK);
            // Nothing was done that would have had to be answered.
            (await running.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, Guid.NewGuid().ToString()))).IsRefused(HttpStatusCode.ServiceUnavailable, "reads-unrecorded");
            await Eventually.FindAsync(() => running.Api.Rea.GetAsync("//health/ready"), health => health.Text.Contains("cannot be recorded who reads", StringComparison.Ordinal));
        }

        await Eventually.FindAsync(() => CountAsync(running), count => count == answered + 1);
        await Eventually.FindAsync(() => running.Api.Rea.GetAsync(claim), answer => answer.Status == HttpStatusCode.OK);
        await Eventually.FindAsync(() => CountAsync(running), count => count == answered + 2);
    }

    [Fact]
    public async Task What_was_answered_before_the_service_stopped_is_written_down()
    {
        string database;
        await using (var running = await service.StartAsync())
        {
            database = running.DatabaseName;
            var claim = $"/claims/{(await (await Stage.SetAsync(running.Api)).ClaimAsync(marking: "AMBER")).Id}";
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => running.Api.Rea.GetAsync(claim)));
        }

        await using var next = await service.StartAsync(database);
        Assert.Equal(51, await CountAsync(next));
    }

    [Fact]
    public async Task What_was_written_down_before_the_process_was_killed_is_there_and_it_is_written_down_soon()
    {
        await using var running = await service.StartAsync();
        await using var killed = await ServiceProcess.StartAsync(new NpgsqlConnectionStringBuilder(service.Owner) { Database = running.DatabaseName }.ConnectionString);
        var claim = $"/claims/{(await (await Stage.SetAsync(running.Api)).ClaimAsync(marking: "AMBER")).Id}";
        for (var i = 0; i < 20; i++) (await killed.Api.Rea.GetAsync(claim)).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => CountAsync(running), count => count == 21);
        await killed.KillAsync();
        Assert.Equal(21, await CountAsync(running));
    }

    private static async Task RefusesAsync(NpgsqlDataSource by, string crime, string state)
    {
        await using var command = by.CreateCommand(crime);
        Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel))).SqlState);
    }

    private static async Task<List<(string Path, string Marking)>> ReadsAsync(RunningService running, string subject, bool flushed)
    {
        var marker = running.Api.As($"{Guid.NewGuid():N}", "auditor");
        (await marker.GetAsync("/audit/reads?limit=1")).Is(HttpStatusCode.OK);
        if (flushed) await Eventually.FindAsync(() => ReadsAsync(running, marker.Subject, flushed: false), read => read.Count > 0);
        var items = (await running.Api.Aud.GetAsync($"/audit/reads?actor={subject}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        return [.. items.Select(item => ((string)item!["path"]!, (string)item["marking"]!))];
    }

    private static async Task<long> CountAsync(RunningService running)
    {
        await using var command = running.Database.CreateCommand("select count(*) from assessment.reading where path like '/api/v1/claims%'");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
