using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
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
    public async Task Before_the_partnership_was_there_is_nothing_to_see()
    {
        var stage = await Stage.SetAsync(Api);
        await stage.SourceAsync();
        var position = await PositionAsync(stage);
        Assert.Null(Level(await stage.PictureAsync(Api.Rea, $"?asOf={position}")));
        foreach (var moment in (string[])[$"{position - 1}", "0", "2001-01-01T00:00:00Z"])
            (await Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture?asOf={moment}")).IsRefused(HttpStatusCode.NotFound, "not-found");
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

    private async Task<long> PositionAsync(Stage stage)
    {
        await using var command = service.Running.Database.CreateCommand("select min(seq_id) from assessment_events.mt_events where stream_id = $1");
        command.Parameters.AddWithValue(Streams.OfPartnership(stage.Partnership));
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
