using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Picture;

public class ListeningToAPartnership
{
    [Fact]
    public async Task What_is_taken_in_time_comes_in_order()
    {
        var listener = new Listener("china-russia", Marking.Clear);
        for (var number = 1; number <= 1000; number++)
        {
            var change = new PictureEvent(Marking.Clear, [(byte)number]);
            listener.Give(change);
            Assert.Same(change, await listener.Events.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Who_falls_behind_is_dropped_and_nothing_more_is_kept_for_them()
    {
        var listener = new Listener("china-russia", Marking.Clear);
        for (var number = 1; number <= 10_000; number++) listener.Give(new PictureEvent(Marking.Clear, [0]));
        Assert.Equal(Listener.Capacity, listener.Events.Count);
        while (listener.Events.TryRead(out _)) { }
        Assert.False(await listener.Events.WaitToReadAsync(TestContext.Current.CancellationToken));
    }
}
