using System.Globalization;
using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

/// <summary>Sixty days of a store of its own. Facts are timed by the database, and here its clock is set back and then runs on.</summary>
public sealed class SixtyDays(TheService tests) : IAsyncLifetime
{
    private RunningService _running = null!;

    public Api Api => _running.Api;

    public Stage Trend { get; private set; } = null!;
    public Stage Hidden { get; private set; } = null!;
    public Stage Old { get; private set; } = null!;
    public Stage Late { get; private set; } = null!;
    public string Claim { get; private set; } = "";
    public Answer First { get; private set; } = null!;
    public Answer Second { get; private set; } = null!;
    public Answer Aged { get; private set; } = null!;
    public Answer InTime { get; private set; } = null!;
    public Answer Delayed { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _running = await tests.StartAsync();
        await SetBackAsync(days: 60);
        (Trend, Hidden, Old, Late) = (await Stage.SetAsync(Api), await Stage.SetAsync(Api), await Stage.SetAsync(Api), await Stage.SetAsync(Api));
        Claim = (await Trend.ClaimAsync()).Id;
        var (secret, open, old, late) = ((await Hidden.ClaimAsync(marking: "AMBER")).Id, (await Hidden.ClaimAsync()).Id, (await Old.ClaimAsync()).Id, (await Late.ClaimAsync()).Id);
        await SetBackAsync(days: 45);
        First = await Trend.PublishAsync(Api.Ana, Claim, level: 2);
        await Hidden.PublishAsync(Api.Ana, secret, level: 2, marking: "AMBER");
        await SetBackAsync(days: 20);
        Aged = await Old.PublishAsync(Api.Ana, old, cutOff: Day(100));
        InTime = await Late.PublishAsync(Api.Ana, late, cutOff: Day(26));
        Delayed = await Late.PublishAsync(Api.Bo, late, cutOff: Day(29));
        await SetBackAsync(days: 10);
        Second = await Trend.PublishAsync(Api.Bo, Claim, level: 5);
        await SetBackAsync(days: 0);
        await Hidden.PublishAsync(Api.Bo, open, level: 4);
    }

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    public static string Day(int ago) => DateTime.UtcNow.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Ago(int days) => Running.Api.Time(DateTimeOffset.UtcNow.AddDays(-days));

    /// <summary>From now on every fact is timed so many days ago.</summary>
    private async Task SetBackAsync(int days)
    {
        await using var command = _running.AsAdministrator.CreateCommand($"""
            create or replace function assessment.time_fact() returns trigger language plpgsql as $$
            begin
                new.timestamp := now() - interval '{days} days';
                return new;
            end $$
            """);
        await command.ExecuteNonQueryAsync();
    }
}

public class LettingTimePass(SixtyDays days) : IClassFixture<SixtyDays>
{
    private Api Api => days.Api;

    [Fact]
    public async Task The_trend_is_against_thirty_days_before_the_moment_asked_for()
    {
        Assert.Equal("new", await TrendAsync(days.Trend, $"?asOf={Position(days.First)}"));
        Assert.Equal("up", await TrendAsync(days.Trend, $"?asOf={Position(days.Second)}"));
        Assert.Equal("new", await TrendAsync(days.Trend, $"?asOf={SixtyDays.Ago(20)}"));
        Assert.Equal("steady", await TrendAsync(days.Trend, $"?asOf={SixtyDays.Ago(12)}"));
        Assert.Equal("up", await TrendAsync(days.Trend));

        (await Api.Bo.PostAsync($"/assessments/{days.Second.Id}/retraction", new { reason = "It was wrong." }, days.Second.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("steady", await TrendAsync(days.Trend));
        await days.Trend.PublishAsync(Api.Bo, days.Claim, level: 1);
        Assert.Equal("down", await TrendAsync(days.Trend));
    }

    [Fact]
    public async Task To_whom_the_judgment_of_that_time_is_closed_what_is_there_now_is_new() =>
        Assert.Equal(("up", "new"), (await TrendAsync(days.Hidden), (string?)Trust(await days.Hidden.PictureAsync(Api.As("rea", "reader", "GREEN")))["trend"]));

    [Fact]
    public async Task What_is_older_than_the_dimension_allows_is_stale_at_the_moment_asked_for()
    {
        // Trust is to be looked at every 90 days.
        Assert.False(await IsStaleAsync($"?asOf={Position(days.Aged)}"));
        Assert.False(await IsStaleAsync($"?asOf={SixtyDays.Ago(12)}"));
        Assert.True(await IsStaleAsync($"?asOf={SixtyDays.Ago(8)}"));
        Assert.True(await IsStaleAsync());
        await days.Old.PublishAsync(Api.Bo, (await days.Old.ClaimAsync()).Id, cutOff: SixtyDays.Day(80));
        Assert.False(await IsStaleAsync());
    }

    [Fact]
    public async Task A_late_entry_is_late_by_when_it_was_recorded()
    {
        var shown = Trust(await days.Late.PictureAsync(Api.Rea))["standings"]!.AsArray().Select(standing => ((string)standing!["analyst"]!, (bool)standing["backdated"]!));
        Assert.Equal([("ana", false), ("bo", true)], shown);
        Assert.False(await IsBackdatedAsync(days.InTime));
        Assert.True(await IsBackdatedAsync(days.Delayed));
    }

    private async Task<string?> TrendAsync(Stage stage, string query = "") => (string?)Trust(await stage.PictureAsync(Api.Rea, query))["trend"];

    private async Task<bool> IsStaleAsync(string query = "") => (bool)Trust(await days.Old.PictureAsync(Api.Rea, query))["stale"]!;

    private async Task<bool> IsBackdatedAsync(Answer published) => (bool)(await Api.Rea.GetAsync($"/assessments/{published.Id}")).Json["published"]!["judgments"]![0]!["backdated"]!;
}
