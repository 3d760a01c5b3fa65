using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Audit.Replays;
using Assessment.Server.Storage;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests;

/// <summary>On a database of its own, with every kind of fact.</summary>
public sealed class ReplayingFacts(ToldStory told) : IClassFixture<ToldStory>
{
    private Api Api => told.Running.Api;

    private NpgsqlDataSource Database => told.Running.AsAdministrator;

    [Fact]
    public async Task Finds_rows_that_nobody_touched_as_they_should_be_and_leaves_them_so()
    {
        var before = await ContentsAsync();
        var ended = await ReplayAsync();

        Assert.Equal(("matched", 0L, "aud"), (ended.Word("state"), ended.Number("differenceCount"), ended.Word("startedBy")));
        Assert.Empty(ended.Json["differences"]!.AsArray());
        Assert.Equal(await CountAsync("assessment_events.mt_events"), ended.Number("processed"));
        Assert.Equal(ended.Number("processed"), ended.Number("total"));
        Assert.True((double)ended.Json["rate"]! > 0);
        Assert.NotNull(ended.Json["endedAt"]);
        Assert.Equal(before, await ContentsAsync());
        (await Api.Aud.GetAsync($"/audit/replays/{ended.Id}", ("If-None-Match", ended.ETag!))).Is(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Sees_every_kind_of_fact_and_every_table_of_every_read_model()
    {
        await using var command = Database.CreateCommand("select distinct type from assessment_events.mt_events order by 1");
        Assert.Equal(Facts.Names.Values.Order(StringComparer.Ordinal), (await command.ListAsync(row => row.GetString(0), TestContext.Current.CancellationToken)).Order(StringComparer.Ordinal));
        Assert.Equal(ReadModels.All.Values.SelectMany(model => model.Tables).Order(), ReplayedTable.All.Select(table => table.Name).Order());
        foreach (var table in ReplayedTable.All) Assert.NotEqual(0, await CountAsync(table.Name));
    }

    public static TheoryData<string, string, string> Changes => new()
    {
        { "standing", "judgment = jsonb_set(judgment, '{level}', '5')", "judgment.level" },
        { "standing", "valid_until = valid_until - 1", "valid_until" },
        { "standing", "analyst = 'bo'", "analyst" },
        { "dissent", "rationale = 'Nothing of the kind.'", "rationale" },
        { "dissent", "joiners = '{di}'", "joiners[0]" },
        { "partnership_listing", "marking = 2", "marking" },
        { "source_listing", "position = position + 1000", "position" },
        { "claim_listing", "words = to_tsvector('english', 'something else')", "words" },
        { "claim_listing", "contradicts = array[claim]", "contradicts[0]" },
        { "claim_listing", "withdrawn = not withdrawn", "withdrawn" },
        { "assessment_listing", "published_claims = '{}'", "published_claims[0]" },
        { "assessment_listing", "author = author || 'x'", "author" },
        { "forecast_listing", "ended = 'open'", "ended" },
        { "forecast_listing", "closes_at = closes_at + interval '1 microsecond'", "closes_at" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Names_the_member_that_somebody_changed(string table, string change, string member)
    {
        var key = await TamperAsync(table, $"update assessment.{table} t set {change} where ctid = (select min(ctid) from assessment.{table} where {Chosen(table)}) returning to_jsonb(t)::text");
        var difference = Assert.Single(await DifferencesAsync(table), found => (string?)found["member"] == member);
        Assert.Equal(key, difference["key"]!.ToJsonString());
        Assert.NotEqual(difference["expected"]?.ToJsonString(), difference["found"]?.ToJsonString());
        Assert.NotNull(difference["position"]);
    }

    public static TheoryData<string> Tables => [.. ReplayedTable.All.Select(table => table.Name["assessment.".Length..])];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Names_the_row_that_somebody_removed(string table)
    {
        var key = await TamperAsync(table, $"delete from assessment.{table} t where ctid = (select min(ctid) from assessment.{table} where {Chosen(table)}) returning to_jsonb(t)::text");
        var difference = Assert.Single(await DifferencesAsync(table));
        Assert.Equal((key, null, null), (difference["key"]!.ToJsonString(), (string?)difference["member"], difference["found"]));
        Assert.NotNull(difference["expected"]);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Names_the_row_that_somebody_added(string table)
    {
        var stream = ReplayedTable.All.Single(known => known.Name == $"assessment.{table}").Stream;
        var key = await TamperAsync(table, $"""
            insert into assessment.{table} as added select (jsonb_populate_record(t, jsonb_build_object('{stream}', gen_random_uuid()))).* from assessment.{table} t where {Chosen(table)} limit 1
            returning to_jsonb(added)::text
            """);
        var difference = Assert.Single(await DifferencesAsync(table));
        Assert.Equal((key, null, null), (difference["key"]!.ToJsonString(), (string?)difference["member"], difference["expected"]));
        Assert.NotNull(difference["found"]);
    }

    [Theory]
    [InlineData("standing")]
    [InlineData("dissent")]
    public async Task Is_not_misled_by_the_same_row_twice(string table)
    {
        await TamperAsync(table, $"insert into assessment.{table} as added select * from assessment.{table} where {Chosen(table)} limit 1 returning to_jsonb(added)::text");
        Assert.Null(Assert.Single(await DifferencesAsync(table))["expected"]);
    }

    [Fact]
    public async Task Shows_what_a_tampered_standing_does_to_the_picture()
    {
        await TamperAsync("standing", "update assessment.standing t set judgment = jsonb_set(judgment, '{level}', '5') where ctid = (select min(ctid) from assessment.standing where valid_until = 9223372036854775807) returning to_jsonb(t)::text");
        var ended = await ReplayAsync();
        await RestoreAsync("standing");
        var seen = ended.Json["differences"]!.AsArray().Where(found => (string)found!["table"]! == "picture").ToArray();
        var level = Assert.Single(seen.DistinctBy(found => (string)found!["member"]!), found => (string)found!["member"]! == "level")!;
        Assert.Equal((2.0, 5.0, "trust-level"), ((double)level["expected"]!, (double)level["found"]!, (string)level["key"]!["dimension"]!));
    }

    [Fact]
    public async Task Says_of_a_stream_that_some_of_it_is_gone()
    {
        await KeepAsync("assessment_events.mt_events");
        await ExecuteAsync("alter table assessment_events.mt_events disable trigger all; delete from assessment_events.mt_events where seq_id = (select min(seq_id) from assessment_events.mt_events where type = 'assessment-drafted')");
        var ended = await ReplayAsync();
        await ExecuteAsync("insert into assessment_events.mt_events select * from kept.mt_events except select * from assessment_events.mt_events; alter table assessment_events.mt_events enable trigger all; drop table kept.mt_events");
        Assert.Equal("differs", ended.Word("state"));
        Assert.Contains("cannot be folded", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hides_what_is_marked_above_the_auditors_clearance()
    {
        var secret = await Stage.SetAsync(Api, marking: "AMBER");
        await secret.PublishAsync(Api.Ana, (await secret.ClaimAsync(marking: "AMBER")).Id, marking: "AMBER");
        await secret.PictureAsync(Api.Rea);
        await TamperAsync("standing", $"update assessment.standing t set level = 5 where partnership = '{secret.Partnership}' returning to_jsonb(t)::text");
        var seen = await ReplayAsync();
        var unseen = await Api.As("gus", "auditor", "GREEN").GetAsync($"/audit/replays/{seen.Id}");
        await RestoreAsync("standing");

        Assert.Equal(("differs", 1L), (seen.Word("state"), seen.Number("differenceCount")));
        Assert.Equal(("matched", 0L), (unseen.Word("state"), unseen.Number("differenceCount")));
        Assert.Empty(unseen.Json["differences"]!.AsArray());

        // Nor how much there is of it.
        var listed = 0;
        for (var next = ""; next is not null;)
        {
            var page = (await Api.As("gus", "auditor", "GREEN").GetAsync($"/audit/events?limit=200{next}")).Is(HttpStatusCode.OK).Json;
            listed += page["items"]!.AsArray().Count;
            next = (string?)page["next"] is { } cursor ? $"&cursor={cursor}" : null;
        }

        Assert.Equal((listed, listed), (unseen.Number("total"), unseen.Number("processed")));
        Assert.True(seen.Number("total") > listed);
    }

    [Fact]
    public async Task Finds_no_difference_while_others_write()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task[] writers = [.. Enumerable.Range(0, 3).Select(_ => WriteAsync(enough.Token))];
        for (var i = 0; i < 5; i++) Assert.Equal("matched", (await ReplayAsync()).Word("state"));
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal("matched", (await ReplayAsync()).Word("state"));

        async Task WriteAsync(CancellationToken enough)
        {
            while (!enough.IsCancellationRequested) await Story.TellAsync(Api);
        }
    }

    [Fact]
    public async Task Is_answered_again_to_a_repeated_request()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await Api.Aud.PostAsync("/audit/replays", null, key)).Is(HttpStatusCode.Accepted);
        Assert.Equal(($"/api/v1/audit/replays/{first.Id}", "running"), (first.Location, first.Word("state")));
        await EndAsync(first);
        var again = (await Api.Aud.PostAsync("/audit/replays", null, key)).Is(HttpStatusCode.Accepted);
        Assert.Equal((first.Text, first.Location, first.ETag), (again.Text, again.Location, again.ETag));
    }

    [Fact]
    public async Task Is_for_auditors_alone()
    {
        var path = $"/audit/replays/{Guid.NewGuid()}";
        foreach (var person in (Person[])[Api.Lead, Api.Ana, Api.Rex, Api.Rea])
        {
            (await person.PostAsync("/audit/replays", null)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
            (await person.GetAsync(path)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
            (await person.DeleteAsync(path)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        }

        (await Api.Aud.GetAsync(path)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.Aud.DeleteAsync(path)).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    // A row with something in every column.
    private static string Chosen(string table) => table switch
    {
        "standing" or "dissent" => "valid_until < 9223372036854775807",
        "assessment_listing" => "published_claims <> '{}'",
        _ => "true",
    };

    private async Task<Answer> ReplayAsync() => await EndAsync((await Api.Aud.PostAsync("/audit/replays", null)).Is(HttpStatusCode.Accepted));

    private Task<Answer> EndAsync(Answer started) => Eventually.FindAsync(() => Api.Aud.GetAsync($"/audit/replays/{started.Id}"), answer => answer.Word("state") != "running");

    /// <summary>Replays, and puts the table back as it was.</summary>
    private async Task<JsonNode[]> DifferencesAsync(string table)
    {
        var ended = await ReplayAsync();
        await RestoreAsync(table);
        Assert.Equal("differs", ended.Word("state"));
        var differences = ended.Json["differences"]!.AsArray();
        Assert.Equal(differences.Count, ended.Number("differenceCount"));
        Assert.All(differences, found => Assert.Contains((string)found!["table"]!, (string[])[$"assessment.{table}", "picture"]));
        return [.. differences.Where(found => (string)found!["table"]! != "picture").Select(found => found!)];
    }

    /// <summary>Does it as superuser; the key of the row it was done to, as the facts have it.</summary>
    private async Task<string> TamperAsync(string table, string sql)
    {
        // Nothing of what is done is undone by a read model that was still on its way.
        Assert.True(await told.CaughtUpAsync());
        await KeepAsync($"assessment.{table}");
        await using var command = Database.CreateCommand(sql);
        var row = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)!;
        return new JsonObject(ReplayedTable.All.Single(known => known.Name == $"assessment.{table}").Key.Select(column => KeyValuePair.Create(column, row[column]?.DeepClone()))).ToJsonString();
    }

    private Task KeepAsync(string table) => ExecuteAsync($"create schema if not exists kept; create table kept.{table.Split('.')[1]} as table {table}");

    private Task RestoreAsync(string table) => ExecuteAsync($"truncate assessment.{table}; insert into assessment.{table} as added select * from kept.{table}; drop table kept.{table}");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string table)
    {
        await using var command = Database.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<Dictionary<string, string>> ContentsAsync()
    {
        var contents = new Dictionary<string, string>();
        foreach (var table in ReplayedTable.All.Select(table => table.Name).Append("assessment_events.mt_events").Append("assessment_events.mt_streams"))
        {
            await using var command = Database.CreateCommand($"select md5(string_agg(t::text || ctid::text, '' order by ctid)) from {table} t");
            contents[table] = (string)(await command.ExecuteScalarAsync())!;
        }

        return contents;
    }
}

/// <summary>A service on whose database every kind of fact was recorded.</summary>
public sealed class ToldStory(TheService tests) : IAsyncLifetime
{
    public TheService Tests => tests;

    public RunningService Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Running = await tests.StartAsync();
        await Story.TellAsync(Running.Api);
        Assert.True(await CaughtUpAsync());
    }

    public Task<bool> CaughtUpAsync() => new Progress(Running.Database).CatchUpAsync(TimeSpan.FromSeconds(30), default);

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
