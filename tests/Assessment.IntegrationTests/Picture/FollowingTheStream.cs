using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Assessment.IntegrationTests.Running;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

public class FollowingTheStream(TheService service)
{
    private Api Api => service.Api;

    [Fact]
    public async Task Begins_with_what_is_assessed_and_goes_on_with_what_changes()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var first = await stage.PublishAsync(Api.Ana, claim, level: 2);
        await stage.PictureAsync(Api.Rea);
        using var stream = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership);

        var begun = await stream.NextAsync();
        Assert.Equal(("picture", 2.0), (begun.Event, (double)begun.Data["level"]!));
        Assert.True(begun.Id >= Position(first));
        await IsWhatThePictureShowsAsync(stage, begun);

        var second = await stage.PublishAsync(Api.Bo, claim, level: 5);
        var changed = await stream.NextAsync();
        Assert.True(changed.Id >= Position(second));
        await IsWhatThePictureShowsAsync(stage, changed);

        (await Api.Bo.PostAsync($"/assessments/{second.Id}/retraction", new { reason = "It was wrong." }, second.IfMatch)).Is(HttpStatusCode.OK);
        await IsWhatThePictureShowsAsync(stage, await stream.NextAsync());
    }

    [Fact]
    public async Task Tells_of_dissents_and_of_evidence_that_moved()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync();
        var published = await stage.PublishAsync(Api.Ana, claim.Id);
        await stage.PictureAsync(Api.Rea);
        using var stream = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership);
        await stream.NextAsync();

        await DissentAsync(published, claim.Id);
        Assert.Equal("bo", (string)(await stream.NextAsync()).Data["dissents"]![0]!["analyst"]!);
        (await Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(1, (int)(await stream.NextAsync()).Data["support"]!["lost"]!);
    }

    [Fact]
    public async Task Tells_together_what_changes_within_a_second()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        using var stream = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership);
        var (begun, told, analysts) = (TimeProvider.System.GetTimestamp(), 0, 0);
        var listening = Task.Run(async () =>
        {
            for (; analysts < 12; told++) analysts = (int)(await stream.NextAsync()).Data["analysts"]!;
        }, TestContext.Current.CancellationToken);
        // Far enough apart for the feed to look in between.
        for (var analyst = 1; analyst <= 12; analyst++)
        {
            await stage.PublishAsync(Api.As($"analyst-{analyst}", "analyst"), claim);
            await Task.Delay(Server.Picture.PictureFeed.Pause, TestContext.Current.CancellationToken);
        }

        await listening;
        Assert.InRange(told, 1, (int)(TimeProvider.System.GetElapsedTime(begun).TotalSeconds) + 2);
    }

    [Fact]
    public async Task Sends_nothing_of_what_is_above_the_clearance()
    {
        var stage = await Stage.SetAsync(Api);
        using var green = await PictureStreamReader.OpenAsync(Api.As("rea", "reader", "GREEN"), stage.Partnership);
        using var amber = await PictureStreamReader.OpenAsync(Api.As("rea", "reader", "AMBER"), stage.Partnership);
        var secret = (await stage.ClaimAsync(marking: "AMBER")).Id;
        await stage.PublishAsync(Api.Ana, secret, level: 5, marking: "AMBER", cutOff: "2025-07-01");
        Assert.Equal(5.0, (double)(await amber.NextAsync()).Data["level"]!);

        // The first that a GREEN reader hears is what was published openly afterwards, and of the other there is no trace in it.
        await stage.PublishAsync(Api.Bo, (await stage.ClaimAsync()).Id, level: 2);
        var heard = await green.NextAsync();
        Assert.Equal((2.0, 1), ((double)heard.Data["level"]!, (int)heard.Data["analysts"]!));
        Assert.Equal(3.5, (double)(await amber.NextAsync()).Data["level"]!);
    }

    [Fact]
    public async Task Goes_on_where_it_was_left_on_any_node()
    {
        await using var one = await service.StartAsync();
        await using var other = await RunningService.StartMigratedAsync(one.Ways);
        var stage = await Stage.SetAsync(one.Api);
        var claim = (await stage.ClaimAsync()).Id;
        await stage.PublishAsync(one.Api.Ana, claim, level: 2);
        await stage.PictureAsync(one.Api.Rea);
        long left;
        using (var stream = await PictureStreamReader.OpenAsync(one.Api.Rea, stage.Partnership)) left = (await stream.NextAsync()).Id;

        await stage.PublishAsync(one.Api.Bo, claim, level: 4);
        await stage.PictureAsync(one.Api.Rea);
        using var resumed = await PictureStreamReader.OpenAsync(other.Api.Rea, stage.Partnership, after: left);
        var missed = await resumed.NextAsync();
        Assert.Equal((3.0, 2), ((double)missed.Data["level"]!, (int)missed.Data["analysts"]!));
        Assert.True(missed.Id > left);

        // With nothing missed there is nothing to send, until the other node records something. Who names what the store never gave is told everything.
        using var ahead = await PictureStreamReader.OpenAsync(other.Api.Rea, stage.Partnership, after: missed.Id + 1_000_000);
        using var current = await PictureStreamReader.OpenAsync(other.Api.Rea, stage.Partnership, after: missed.Id);
        await stage.PublishAsync(one.Api.As("cy", "analyst"), claim, level: 4);
        Assert.Equal(3, (int)(await current.NextAsync()).Data["analysts"]!);
        Assert.Equal((2, 3), ((int)(await ahead.NextAsync()).Data["analysts"]!, (int)(await ahead.NextAsync()).Data["analysts"]!));
    }

    [Fact]
    public async Task Whoever_is_cut_off_between_two_events_misses_none()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        string[] both = ["RU>CN", "CN>RU"];
        using var stream = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership);
        var posted = (await stage.PostAsync(Api.Ana, [.. both.Select(perspective => Stage.Judgment(claim, perspective: perspective))])).Is(HttpStatusCode.Created);
        (await Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);
        var first = await stream.NextAsync();
        var last = await stream.NextAsync();
        Assert.True(first.Id < last.Id);

        using var resumed = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership, after: first.Id);
        Assert.Equal(both.Order(), new[] { await resumed.NextAsync(), await resumed.NextAsync() }.Select(told => (string)told.Data["perspective"]!).Order());
    }

    [Fact]
    public async Task Whoever_was_told_what_was_taken_back_since_is_told_so()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var before = (long)(await stage.PictureAsync(Api.Rea)).Json["position"]!;
        var published = await stage.PublishAsync(Api.Ana, claim);
        (await Api.Ana.PostAsync($"/assessments/{published.Id}/retraction", new { reason = "It was wrong." }, published.IfMatch)).Is(HttpStatusCode.OK);
        await stage.PictureAsync(Api.Rea);

        // As from the first of two events, of which only the second bore the position of both: nothing differs from then, and much was told.
        using var resumed = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership, after: before);
        var told = await resumed.NextAsync();
        Assert.Equal(("RU>CN", 0), ((string)told.Data["perspective"]!, (int)told.Data["analysts"]!));
    }

    [Fact]
    public async Task Stays_alive_while_nothing_happens()
    {
        var stage = await Stage.SetAsync(Api);
        using var stream = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership);
        Assert.StartsWith(":", await stream.LineAsync(60), StringComparison.Ordinal);
        Assert.Equal("", await stream.LineAsync(60));
        await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        Assert.Equal(1, (int)(await stream.NextAsync()).Data["analysts"]!);
    }

    [Fact]
    public async Task Is_not_there_for_whom_the_partnership_is_not()
    {
        var stage = await Stage.SetAsync(Api, marking: "AMBER");
        (await Api.As("rea", "reader", "GREEN").GetAsync($"/partnerships/{stage.Partnership}/stream")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.Rea.GetAsync("/partnerships/nowhere/stream")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("1, 2")]
    public async Task Cannot_go_on_from_what_is_no_position(string last) =>
        (await Api.Rea.GetAsync($"/partnerships/{(await Stage.SetAsync(Api)).Partnership}/stream", ("Last-Event-ID", last))).Names("Last-Event-ID");

    [Fact]
    public async Task Drops_whoever_does_not_take_what_is_sent()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(Api.Ana, claim);
        using var idle = await OpenWithoutReadingAsync(stage);
        using var attentive = await PictureStreamReader.OpenAsync(Api.Rea, stage.Partnership);
        await attentive.NextAsync();

        // Every dissent makes the event 20 kB longer: soon more than the machine holds between two ends of a connection.
        const int Many = 240;
        var told = Channel.CreateUnbounded<int>();
        var listening = Task.Run(async () =>
        {
            for (var dissents = 0; dissents < Many; await told.Writer.WriteAsync(dissents)) dissents = (await attentive.NextAsync()).Data["dissents"]!.AsArray().Count;
        }, TestContext.Current.CancellationToken);
        for (var dissents = 1; dissents <= Many; dissents++)
        {
            await DissentAsync(published, claim, $"dissenter-{dissents}", new string('x', 19_000));
            if (dissents % 30 == 0) while (await told.Reader.ReadAsync(TestContext.Current.CancellationToken) < dissents) { }
        }

        await listening;
        // Who kept reading has it all; the other finds the end of the stream behind what was under way.
        var (taken, buffer) = (0L, new byte[1 << 20]);
        await Task.Delay(Server.Picture.PictureStream.Patience + TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await idle.ReceiveAsync(buffer, patience.Token) is var received and > 0) taken += received;
        }
        catch (SocketException)
        {
            // Reset: dropped all the same.
        }

        Assert.InRange(taken, 1, 15_000_000);
    }

    private async Task<Socket> OpenWithoutReadingAsync(Stage stage)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8192 };
        await socket.ConnectAsync(Api.Http.BaseAddress!.Host, Api.Http.BaseAddress.Port);
        var token = await Api.TokenAsync("rea", "reader", "RED");
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/partnerships/{stage.Partnership}/stream HTTP/1.1\r\nHost: {Api.Http.BaseAddress.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n"));
        return socket;
    }

    private async Task DissentAsync(Answer published, string claim, string dissenter = "bo", string rationale = Stage.Rationale) =>
        (await Api.As(dissenter, "analyst").PostAsync($"/assessments/{published.Id}/dissents", new { dimension = "trust-level", perspective = "RU>CN", level = 5, rationale, claims = new[] { claim } })).Is(HttpStatusCode.Created);

    private async Task IsWhatThePictureShowsAsync(Stage stage, Streamed streamed) =>
        Assert.Equal(Trust(await stage.PictureAsync(Api.Rea)).ToJsonString(), streamed.Data.ToJsonString());
}
