using System.Net.Sockets;
using Assessment.Client;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.TypedClient;

/// <summary>The client reads pictures and what led to them as the server answers them, to the last member.</summary>
public sealed class AskingForPictures(TheService service)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AssessmentApi Reader => service.Api.Rea.Typed();

    [Fact]
    public async Task Finds_every_member_of_a_picture_with_a_dissent_and_what_a_claim_less_would_change()
    {
        var (stage, claim, published) = await PublishedAsync();
        await service.Api.Bo.Typed().DissentAsync(published, new NewDissent("trust-level", "RU>CN", 4, Stage.Rationale, [new(claim, "supports")]), ct: Ct);

        var picture = (await Reader.FindPictureAsync(stage.Partnership, wait: Strictly.CaughtUp, ct: Ct))!;
        Assert.NotEmpty(picture.ETag);
        var trust = picture.Content.Dimensions.Single(dimension => dimension is { Dimension: "trust-level", Perspective: "RU>CN" });
        Assert.Equal((2.0, 1, "likely", 1), (trust.Level, trust.Analysts, trust.Likelihood!.Term, trust.Support.Intact));
        Assert.Equal((published, "ana"), (trust.Standings[0].Assessment, trust.Standings[0].Analyst));
        Assert.Equal(("bo", 4), (trust.Dissents[0].Analyst, trust.Dissents[0].Level));
        Assert.Equal([0, 0.675, 0, 0, 0], trust.Distribution!.Levels);
        Assert.Null(picture.Content.Changes);

        var without = (await Reader.FindPictureAsync(stage.Partnership, without: [$"claim:{claim}"], ct: Ct))!.Content;
        var change = Assert.Single(without.Changes!);
        Assert.Equal((2.0, null, published), (change.Before, change.After, change.FallOut[0]));
        Assert.Equal((0.675, 0.325, null), (change.DistributionBefore!.Levels[1], change.DistributionBefore.Unallocated, change.DistributionAfter));
    }

    [Fact]
    public async Task Finds_no_picture_where_there_is_no_partnership()
    {
        Assert.Null(await Reader.FindPictureAsync("nowhere", ct: Ct));
        Assert.Null(await Reader.FindChangesAsync("nowhere", "1", "2", ct: Ct));
    }

    [Theory, InlineData(null), InlineData("recorded"), InlineData("informationDate")]
    public async Task Follows_the_steps_of_a_dimension(string? by)
    {
        var (stage, _, published) = await PublishedAsync();
        var step = Assert.Single(await Reader.TimelineAsync(
            stage.Partnership, "trust-level", "RU>CN", from: DateTimeOffset.UtcNow.AddYears(-3), to: DateTimeOffset.UtcNow.AddHours(1), by: by, wait: Strictly.CaughtUp, ct: Ct));
        Assert.Equal((2.0, published, by == "informationDate" ? new DateTimeOffset(2025, 6, 7, 0, 0, 0, TimeSpan.Zero) : step.Time), (step.Level, step.Cause!.Assessment, step.Time));
    }

    [Fact]
    public async Task Is_told_what_changed_between_two_moments_and_through_which_facts()
    {
        var (stage, _, published) = await PublishedAsync();
        var now = (await Reader.FindPictureAsync(stage.Partnership, wait: Strictly.CaughtUp, ct: Ct))!.Content;
        var changes = (await Reader.FindChangesAsync(stage.Partnership, "1", now.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), ct: Ct))!;
        var trust = changes.Dimensions.Single(dimension => dimension is { Dimension: "trust-level", Perspective: "RU>CN" });
        Assert.Equal((null, 2.0, published), (trust.Before!.Level, trust.After!.Level, trust.Facts[0].Assessment));
        Assert.Equal(1, changes.From.Position);
    }

    [Fact]
    public async Task Follows_a_picture_through_a_lost_connection_and_misses_nothing()
    {
        var (stage, claim, _) = await PublishedAsync();
        var since = (await Reader.FindPictureAsync(stage.Partnership, wait: Strictly.CaughtUp, ct: Ct))!.Content.Position;
        var network = new Network();
        using var http = new HttpClient(network.Handler) { BaseAddress = service.Api.Http.BaseAddress };
        await using var news = service.Api.Rea.Typed(http).FollowPictureAsync(stage.Partnership, since, Ct).GetAsyncEnumerator(Ct);

        Assert.IsType<FollowingPicture>(await NextAsync(news));
        await stage.PublishAsync(service.Api.Bo, claim.ToString(), level: 3);
        Assert.Equal(2, Assert.IsType<DimensionMoved>(await NextAsync(news)).Dimension.Analysts);

        network.Cut();
        Assert.IsType<LostPicture>(await NextAsync(news));
        await stage.PublishAsync(service.Api.As("cy", "analyst"), claim.ToString(), level: 5);
        Assert.IsType<FollowingPicture>(await NextAsync(news));
        // The change before the loss may come again; the one that was made meanwhile comes for certain.
        DimensionMoved moved;
        do moved = Assert.IsType<DimensionMoved>(await NextAsync(news));
        while (moved.Dimension.Analysts < 3);
    }

    [Fact]
    public async Task Is_refused_the_stream_of_a_partnership_that_is_not_there()
    {
        var refused = await Assert.ThrowsAsync<ApiProblem>(async () =>
        {
            await foreach (var _ in Reader.FollowPictureAsync("nowhere", 0, Ct)) break;
        });
        Assert.True(refused.IsMissingResource);
    }

    private static async Task<PictureNews> NextAsync(IAsyncEnumerator<PictureNews> news)
    {
        Assert.True(await news.MoveNextAsync());
        return news.Current;
    }

    private async Task<(Stage Stage, Guid Claim, Guid Assessment)> PublishedAsync()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        return (stage, Guid.Parse(claim), Guid.Parse((await stage.PublishAsync(service.Api.Ana, claim)).Id));
    }

    /// <summary>A network that can be cut under open connections.</summary>
    private sealed class Network
    {
        private readonly List<Socket> _open = [];

        public HttpMessageHandler Handler => new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                lock (_open) _open.Add(socket);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };

        public void Cut()
        {
            lock (_open) _open.ForEach(socket => socket.Dispose());
        }
    }
}
