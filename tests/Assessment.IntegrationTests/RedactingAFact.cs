using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests;

public class RedactingAFact(TheService service)
{
    private const string Secret = "Zanzibar";
    private const string Case = "DSB 12/26";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_the_text_from_everywhere_and_leaves_the_rest()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var claim = await stage.ClaimAsync(source, statement: $"The envoy {Secret} confirmed it.");
        var (position, leaf) = await LoggedAsync(claim.Id);
        Assert.Single((await FoundAsync(stage)).Ids);

        var done = await RedactAsync(position);

        Assert.Equal(("carried-out", Case, "aud", "lead-1"), (done.Word("state"), done.Word("case"), done.Word("proposedBy"), done.Word("approvedBy")));
        Assert.DoesNotContain(Secret, await DumpAsync(), StringComparison.OrdinalIgnoreCase);
        var left = (await service.Api.Ana.GetAsync($"/claims/{claim.Id}")).Is(HttpStatusCode.OK);
        Assert.Equal(("[redacted]", 2, source), (left.Word("statement"), left.Number("credibility"), left.Json["chain"]![0]!.GetValue<string>()));
        Assert.Empty((await FoundAsync(stage)).Ids);
        Assert.Equal(leaf, await AskAsync<string>($"select line from assessment_ledger.leaf where seq_id = {position}"));
        Assert.Equal(0, await AskAsync<long>($"select count(*) from assessment_ledger.salt where seq_id = {position}"));
        var audited = (await service.Api.Aud.GetAsync($"/audit/events?stream={claim.Id}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json["items"]![0]!;
        Assert.Equal(Case, audited["data"]!["redacted"]!.GetValue<string>());
    }

    [Fact]
    public async Task Takes_a_dissent_from_the_picture_too()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        var paper = await stage.PublishAsync(service.Api.Ana, claim.Id);
        (await service.Api.Bo.PostAsync($"/assessments/{paper.Id}/dissents",
            new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = $"The envoy {Secret} has always said so.", claims = new[] { claim.Id } })).Is(HttpStatusCode.Created);
        var position = await AskAsync<long>($"select seq_id from assessment_events.mt_events where stream_id = '{paper.Id}' and type = 'dissent-recorded'");

        await RedactAsync(position);

        Assert.Equal("[redacted]", await AskAsync<string>($"select rationale from assessment.dissent where assessment = '{paper.Id}'"));
        Assert.DoesNotContain(Secret, (await stage.PictureAsync(service.Api.Rea)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeats_of_the_request_that_recorded_it_write_nothing()
    {
        var body = new { name = Secret, kind = "media", reliability = "B" };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var source = (await service.Api.Ana.PostAsync("/sources", body, key)).Is(HttpStatusCode.Created);

        await RedactAsync(await PositionAsync(source.Id));

        (await service.Api.Ana.PostAsync("/sources", body, key)).IsRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, source.Id));
    }

    [Fact]
    public async Task Takes_two_persons_and_either_in_their_role()
    {
        var position = await PositionAsync((await SourceAsync()).Id);
        var proposal = new { position, @case = Case, reason = "It names a child." };
        (await service.Api.Lead.PostAsync("/audit/redactions", proposal)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        // Somebody who is both: the same person stays one person.
        var both = service.Api.As("lead-1", "auditor");
        var proposed = (await both.PostAsync("/audit/redactions", proposal)).Is(HttpStatusCode.Created);
        var approval = $"/audit/redactions/{proposed.Id}/approval";

        (await service.Api.Aud.PostAsync(approval, null, proposed.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await service.Api.Lead.PostAsync(approval, null, proposed.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "own-work");
        (await service.Api.As("lead-2", "lead").PostAsync(approval, null)).IsRefused((HttpStatusCode)428, "if-match-required");
        Assert.Equal("proposed", (await service.Api.Aud.GetAsync($"/audit/redactions/{proposed.Id}")).Is(HttpStatusCode.OK).Word("state"));
        (await service.Api.Ana.GetAsync($"/audit/redactions/{proposed.Id}")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("A source", await DataAsync(position), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Happens_once()
    {
        var position = await PositionAsync((await SourceAsync()).Id);
        var done = await RedactAsync(position);
        var facts = await RecordedFact.OfStreamAsync(service.Database, done.Id);
        var data = await DataAsync(position);

        (await service.Api.As("lead-2", "lead").PostAsync($"/audit/redactions/{done.Id}/approval", null, done.IfMatch)).IsRefused(HttpStatusCode.Conflict, "redaction-approved");
        (await ProposeAsync(service.Api.Aud, position)).IsRefused(HttpStatusCode.Conflict, "already-redacted");
        await AskAsync<object>($"select assessment.redact({position})");

        Assert.Equal(["redaction-proposed", "redaction-approved", "redaction-carried-out"], facts.Select(fact => fact.Type));
        Assert.Equal(3, (await RecordedFact.OfStreamAsync(service.Database, done.Id)).Count);
        Assert.Equal(data, await DataAsync(position));
    }

    [Fact]
    public async Task Leaves_what_is_no_text_and_what_is_said_about_redactions()
    {
        var done = await RedactAsync(await PositionAsync((await SourceAsync()).Id));
        (await ProposeAsync(service.Api.Aud, await PositionAsync(done.Id))).IsRefused(HttpStatusCode.UnprocessableEntity, "not-redactable");
        (await ProposeAsync(service.Api.Aud, long.MaxValue)).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-fact");
        (await ProposeAsync(service.Api.Aud, 0)).Names("position");

        var stage = await Stage.SetAsync(service.Api);
        var paper = await stage.PublishAsync(service.Api.Ana, (await stage.ClaimAsync()).Id);
        var submitted = await AskAsync<long>($"select seq_id from assessment_events.mt_events where stream_id = '{paper.Id}' and type = 'assessment-submitted'");
        (await ProposeAsync(service.Api.Aud, submitted)).IsRefused(HttpStatusCode.UnprocessableEntity, "nothing-to-redact");
    }

    [Fact]
    public async Task Is_for_who_may_see_the_fact()
    {
        var stage = await Stage.SetAsync(service.Api);
        var position = await PositionAsync((await stage.ClaimAsync(marking: "AMBER")).Id);
        (await ProposeAsync(service.Api.As("aud", "auditor", "GREEN"), position)).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-fact");
        var proposed = (await ProposeAsync(service.Api.Aud, position)).Is(HttpStatusCode.Created);
        (await service.Api.As("lead-1", "lead", "GREEN").GetAsync($"/audit/redactions/{proposed.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await service.Api.As("lead-1", "lead", "GREEN").PostAsync($"/audit/redactions/{proposed.Id}/approval", null, proposed.IfMatch)).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Is_refused_by_the_database_without_the_approval()
    {
        var (position, _) = await LoggedAsync((await SourceAsync()).Id);
        await ProposeAsync(service.Api.Aud, position);

        await RefusesAsync(service.Database, $"select assessment.redact({position})", PostgresErrorCodes.InsufficientPrivilege);
        await RefusesAsync(service.AsAdministrator, $"select assessment.redact({position})", PostgresErrorCodes.InsufficientPrivilege);
        await RefusesAsync(service.AsAdministrator, $"update assessment_events.mt_events set data = assessment.without_text(data, false) where seq_id = {position}", PostgresErrorCodes.RestrictViolation);
        await RefusesAsync(service.AsAdministrator, $"delete from assessment_ledger.salt where seq_id = {position}", PostgresErrorCodes.RestrictViolation);
    }

    [Fact]
    public async Task Is_no_licence_for_any_other_edit()
    {
        var position = await PositionAsync((await SourceAsync()).Id);
        await RedactAsync(position);
        foreach (var other in (string[])["data = data || '{\"reliability\": \"A\"}'", "data = data - 'redacted'", "user_name = 'bo'", "headers = '{}'"])
            await RefusesAsync(service.AsAdministrator, $"update assessment_events.mt_events set {other} where seq_id = {position}", PostgresErrorCodes.RestrictViolation);
    }

    [Fact]
    public async Task Is_taken_up_at_the_start_when_it_was_approved_and_its_message_is_gone()
    {
        var first = await service.StartAsync();
        var database = first.DatabaseName;
        var source = (await first.Api.Ana.PostAsync("/sources", new { name = Secret, kind = "media", reliability = "B" })).Is(HttpStatusCode.Created).Id;
        await using (var asked = first.Database.CreateCommand($"select seq_id from assessment_events.mt_events where stream_id = '{source}'"))
        {
            var position = (long)(await asked.ExecuteScalarAsync(Cancel))!;
            var proposed = (await ProposeAsync(first.Api.Aud, position)).Is(HttpStatusCode.Created).Id;
            // What a crash leaves behind that took the message with it.
            await using var approval = first.Database.CreateCommand($$"""
                select assessment_events.mt_quick_append_events('{{proposed}}', 'redaction_state', '*DEFAULT*', array[gen_random_uuid()], array['redaction-approved'], array['x'],
                    array[jsonb_build_object('redaction', '{{proposed}}', 'position', {{position}}, 'case', '{{Case}}')], array[null]::bytea[], array['c'], array['c'], array['{"marking": "CLEAR"}']::jsonb[], array['lead-1'])
                """);
            await approval.ExecuteNonQueryAsync(Cancel);
        }

        await first.DisposeAsync();
        await using var again = await service.StartAsync(database);
        await Eventually.FindAsync(() => again.Api.Rea.GetAsync($"/sources/{source}"), answer => answer.Text.Contains("[redacted]", StringComparison.Ordinal));
    }

    private async Task<Answer> SourceAsync() => (await service.Api.Ana.PostAsync("/sources", new { name = $"A source {Guid.NewGuid():N}", kind = "media", reliability = "B" })).Is(HttpStatusCode.Created);

    private static Task<Answer> ProposeAsync(Person who, long position) =>
        who.PostAsync("/audit/redactions", new { position, @case = Case, reason = "It names a child." });

    private async Task<Answer> RedactAsync(long position)
    {
        var proposed = (await ProposeAsync(service.Api.Aud, position)).Is(HttpStatusCode.Created);
        (await service.Api.Lead.PostAsync($"/audit/redactions/{proposed.Id}/approval", null, proposed.IfMatch)).Is(HttpStatusCode.OK);
        return await Eventually.FindAsync(() => service.Api.Lead.GetAsync($"/audit/redactions/{proposed.Id}"), answer => answer.Text.Contains("carried-out", StringComparison.Ordinal));
    }

    private static Task<Answer> FoundAsync(Stage stage) =>
        stage.Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}&q={Secret}", ("Prefer", "wait=10"));

    private Task<long> PositionAsync(string stream) => AskAsync<long>($"select min(seq_id) from assessment_events.mt_events where stream_id = '{stream}'");

    private Task<string> DataAsync(long position) => AskAsync<string>($"select data::text from assessment_events.mt_events where seq_id = {position}");

    private async Task<(long Position, string Leaf)> LoggedAsync(string stream)
    {
        var position = await PositionAsync(stream);
        var until = DateTime.UtcNow.AddSeconds(30);
        while (await AskAsync<long>($"select count(*) from assessment_ledger.leaf where seq_id = {position}") == 0)
        {
            Assert.True(DateTime.UtcNow < until, "The fact does not come into the log.");
            await Task.Delay(50, Cancel);
        }

        return (position, await AskAsync<string>($"select line from assessment_ledger.leaf where seq_id = {position}"));
    }

    /// <summary>Every row of every table of the service, as text; bytes as the text they would be.</summary>
    private async Task<string> DumpAsync()
    {
        await using var tables = service.AsAdministrator.CreateCommand("select oid::regclass::text from pg_class where relkind = 'r' and starts_with(relnamespace::regnamespace::text, 'assessment')");
        var names = new List<string>();
        await using (var reader = await tables.ExecuteReaderAsync(Cancel))
            while (await reader.ReadAsync(Cancel)) names.Add(reader.GetString(0));
        Assert.Contains("assessment_messages.wolverine_incoming_envelopes", names);
        var all = new System.Text.StringBuilder();
        foreach (var name in names)
        {
            await using var rows = service.AsAdministrator.CreateCommand(name.StartsWith("assessment_messages", StringComparison.Ordinal)
                ? $"select string_agg(to_jsonb(t)::text || coalesce(encode(decode(substr(to_jsonb(t)->>'body', 3), 'hex'), 'escape'), ''), '|') from {name} t"
                : $"select string_agg(t::text, '|') from {name} t");
            all.Append(await rows.ExecuteScalarAsync(Cancel) as string);
        }

        return all.ToString();
    }

    private static async Task RefusesAsync(NpgsqlDataSource database, string sql, string state)
    {
        await using var command = database.CreateCommand(sql);
        Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel))).SqlState);
    }

    private async Task<T> AskAsync<T>(string sql)
    {
        await using var command = service.Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
