using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Npgsql;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

public class LookingBack(ServiceOfItsOwn service) : IClassFixture<ServiceOfItsOwn>
{
    private Api Api => service.Running.Api;

    [Fact]
    public async Task By_time_a_publication_is_there_from_its_moment_on()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id, level: 2);
        var at = DateTimeOffset.Parse(published.Json["published"]!["publishedAt"]!.GetValue<string>(), null);
        (await Api.Ana.PostAsync($"/assessments/{published.Id}/retraction", new { reason = "It was wrong." }, published.IfMatch)).Is(HttpStatusCode.OK);

        var before = await stage.PictureAsync(Api.Rea, $"?asOf={Running.Api.Time(at.AddMicroseconds(-1))}");
        var then = await stage.PictureAsync(Api.Rea, $"?asOf={Running.Api.Time(at)}");
        var after = await stage.PictureAsync(Api.Rea, $"?asOf={Running.Api.Time(at.AddMicroseconds(1))}");
        Assert.Equal((null, 2.0, 2.0), (Level(before), Level(then), Level(after)));
        Assert.Equal(at, DateTimeOffset.Parse(then.Json["asOf"]!.GetValue<string>(), null));
        Assert.Equal(Position(published), then.Json["position"]!.GetValue<long>());
        Assert.Null(Level(await stage.PictureAsync(Api.Rea, $"?asOf={Running.Api.Time(DateTimeOffset.UtcNow.AddMilliseconds(-1))}")));
    }

    [Fact]
    public async Task A_moment_that_has_not_come_is_refused()
    {
        var stage = await Stage.SetAsync(Api);
        foreach (var moment in (string[])["999999999", Running.Api.Time(DateTimeOffset.UtcNow.AddHours(1))])
            (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture?asOf={moment}")).IsRefused(HttpStatusCode.UnprocessableEntity, "moment-in-future");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("2025-06-07")]
    [InlineData("2025-06-07T12:00:00")]
    [InlineData("99999999999999999999")]
    public async Task What_is_no_moment_is_refused(string moment) =>
        Assert.NotNull((await Api.Rea.GetAsync($"/partnerships/{(await Stage.SetAsync(Api)).Partnership}/picture?asOf={moment}")).IsRefused(HttpStatusCode.BadRequest, "invalid-request").Json["errors"]!["asOf"]);

    [Fact]
    public async Task Before_the_first_event_the_picture_is_empty_and_says_since_when_there_is_something()
    {
        var stage = await Stage.SetAsync(Api, marking: "GREEN");
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync(marking: "GREEN")).Id, marking: "GREEN");
        var (position, recordedAt) = await BeginningAsync(stage);
        var first = await stage.PictureAsync(Api.Rea, $"?asOf={position}");
        Assert.Null(Level(first));
        Assert.Null(first.Json["recordedSince"]);
        foreach (var moment in (string[])[$"{position - 1}", "0", "2001-01-01T00:00:00Z", Running.Api.Time(recordedAt.AddMicroseconds(-1))])
        {
            var empty = await stage.PictureAsync(Api.Rea, $"?asOf={moment}");
            Assert.Equal(recordedAt, DateTimeOffset.Parse(empty.Json["recordedSince"]!.GetValue<string>(), null));
            Assert.Equal(first.Json["dimensions"]!.ToJsonString(), empty.Json["dimensions"]!.ToJsonString());
            Assert.True(empty.Json["position"]!.GetValue<long>() < position);
            Assert.Equal(empty.Text, (await stage.PictureAsync(Api.Rea, $"?asOf={moment}")).Text);
            Assert.Empty((await stage.PictureAsync(Api.Rea, $"?asOf={moment}&without=claim:{Guid.NewGuid()}")).Json["changes"]!.AsArray());
            (await Api.As("cleo", "reader", "CLEAR").GetAsync($"/partnerships/{stage.Partnership}/picture?asOf={moment}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        }

        (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}-not/picture?asOf=0")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Before_the_first_event_nothing_has_changed_and_no_step_was_taken()
    {
        var stage = await Stage.SetAsync(Api, marking: "GREEN");
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync(marking: "GREEN")).Id, marking: "GREEN");
        var (position, recordedAt) = await BeginningAsync(stage);
        var path = $"/partnerships/{stage.Partnership}/changes?from=2001-01-01T00:00:00Z&to={position - 1}";
        var changes = (await Api.Rea.GetAsync(path)).Is(HttpStatusCode.OK).Json;
        Assert.Empty(changes["dimensions"]!.AsArray());
        Assert.Equal(recordedAt, DateTimeOffset.Parse(changes["recordedSince"]!.GetValue<string>(), null));
        (await Api.As("cleo", "reader", "CLEAR").GetAsync(path)).IsRefused(HttpStatusCode.NotFound, "not-found");
        var whole = (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/changes?from=0&to={position}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json;
        Assert.Null(whole["recordedSince"]);
        var steps = (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/timeline?dimension=trust-level&perspective=RU>CN&to=2001-01-01T00:00:00Z")).Is(HttpStatusCode.OK).Json;
        Assert.Empty(steps["items"]!.AsArray());
    }

    [Fact]
    public async Task A_picture_is_the_one_of_its_position_while_others_write()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PictureAsync(Api.Rea);
        using var written = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var read = new Dictionary<string, long>();
            while (!written.IsCancellationRequested)
            {
                var picture = (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture")).Is(HttpStatusCode.OK).Json;
                read.TryAdd($"{picture["position"]} {picture["dimensions"]}", (long)picture["position"]!);
            }

            return read;
        })).ToArray();
        for (var analyst = 1; analyst <= 60; analyst++) await stage.PublishAsync(Api.As($"analyst-{analyst}", "analyst"), claim, level: 1 + (analyst % 5));
        await written.CancelAsync();

        var pictures = (await Task.WhenAll(readers)).SelectMany(read => read).DistinctBy(picture => picture.Key).ToArray();
        Assert.True(pictures.Length > 3, $"{pictures.Length} pictures were seen.");
        foreach (var (picture, position) in pictures)
            Assert.Equal($"{position} {(await stage.PictureAsync(Api.Rea, $"?asOf={position}")).Json["dimensions"]}", picture);
    }

    [Fact]
    public async Task What_was_answered_for_a_moment_is_answered_for_ever()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, claim, level: 2);
        var then = await stage.PictureAsync(Api.Rea, $"?asOf={Position(published)}");
        await stage.PublishAsync(Api.Ana, claim, level: 5);
        await stage.PublishAsync(Api.Bo, claim, level: 1);
        (await Api.Ana.PostAsync($"/assessments/{published.Id}/retraction", new { reason = "It was wrong." }, published.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(then.Text, (await stage.PictureAsync(Api.Rea, $"?asOf={Position(published)}")).Text);
    }

    [Fact]
    public async Task A_timeline_up_to_a_time_is_the_beginning_of_the_whole_one_whatever_order_transactions_end_in()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(Api.Ana, claim, level: 2);
        await stage.PublishAsync(Api.Ana, claim, level: 4);
        // A fact that took its position sooner than the next one, in a transaction that began later.
        var ahead = new NpgsqlConnectionStringBuilder(service.Running.Ways.Administrator) { Options = "-c session_replication_role=replica" };
        await using var administrator = NpgsqlDataSource.Create(ahead.ConnectionString);
        await using var command = administrator.CreateCommand("""
            insert into assessment_events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            select nextval('assessment_events.mt_events_sequence'), gen_random_uuid(), id, 1,
                jsonb_build_object('source', id, 'name', 'Source', 'kind', 'media', 'reliability', 'B'), 'source-registered', clock_timestamp() + interval '2 seconds', '*DEFAULT*'
            from (select gen_random_uuid() as id) fresh
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await stage.PublishAsync(Api.Ana, claim, level: 5);

        var timeline = $"/partnerships/{stage.Partnership}/timeline?dimension=trust-level&perspective=RU>CN";
        var whole = (await Api.Rea.GetAsync(timeline, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json;
        Assert.Equal([2, 4, 5], whole["items"]!.AsArray().Select(step => (int)step!["level"]!));
        var upTo = (await Api.Rea.GetAsync($"{timeline}&to={whole["items"]![2]!["time"]}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(whole.ToJsonString(), upTo.ToJsonString());
        // Whoever asks for now, next on this service, is not to find a fact of later.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
    }

    private async Task<(long Position, DateTimeOffset RecordedAt)> BeginningAsync(Stage stage)
    {
        await using var command = service.Running.Database.CreateCommand("select seq_id, timestamp from assessment_events.mt_events where stream_id = $1 order by seq_id limit 1");
        command.Parameters.AddWithValue(Streams.OfPartnership(stage.Partnership));
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1));
    }
}
