using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Picture;

public class ListeningToAPartnership
{
    private static readonly PictureEvent Change = new(1, Marking.Clear, [0]);

    [Fact]
    public async Task What_is_taken_in_time_comes_in_order()
    {
        var listener = new Listener("china-russia", Marking.Clear);
        for (var position = 1; position <= 1000; position++)
        {
            listener.Give(Change with { Position = position });
            Assert.Equal(position, (await listener.Events.ReadAsync(TestContext.Current.CancellationToken)).Position);
        }
    }

    [Fact]
    public async Task Who_falls_behind_is_dropped_and_nothing_more_is_kept_for_them()
    {
        var listener = new Listener("china-russia", Marking.Clear);
        for (var position = 1; position <= 10_000; position++) listener.Give(Change with { Position = position });
        Assert.Equal(Listener.Capacity, listener.Events.Count);
        while (listener.Events.TryRead(out _)) { }
        Assert.False(await listener.Events.WaitToReadAsync(TestContext.Current.CancellationToken));
    }
}
