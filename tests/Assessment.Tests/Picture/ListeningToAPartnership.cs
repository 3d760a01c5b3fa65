using System.Text;
using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Picture;

public class ListeningToAPartnership
{
    [Fact]
    public async Task What_is_taken_in_time_comes_in_order()
    {
        var listener = new Listener("china-russia", Marking.Clear, "rea");
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
        var listener = new Listener("china-russia", Marking.Clear, "rea");
        for (var number = 1; number <= 10_000; number++) listener.Give(new PictureEvent(Marking.Clear, [0]));
        Assert.Equal(Listener.Capacity, listener.Events.Count);
        while (listener.Events.TryRead(out _)) { }
        Assert.False(await listener.Events.WaitToReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Only_the_last_of_what_changed_together_says_that_all_of_it_is_told()
    {
        var before = Exhibits.Shown(Exhibits.Trust("ana", 2));
        var now = Exhibits.Shown(Exhibits.Trust("ana", 3), Exhibits.Trust("bo", 4) with { Perspective = Exhibits.FromChina }, Exhibits.Trust("bo", 4) with { Dimension = "military-aid" });
        // Both sides of trust, of which one is new, and aid.
        Assert.Equal(["40", "40", "52"], PictureEvent.Of(40, 52, PictureEvent.Differing(before, now)).Select(Id));
        Assert.Equal(["0", "0", "52"], PictureEvent.Of(0, 52, PictureEvent.Differing(null, now)).Select(Id));
        Assert.Empty(PictureEvent.Of(52, 60, PictureEvent.Differing(now, now)));

        static string Id(PictureEvent change) => Encoding.UTF8.GetString(change.Bytes).Split('\n').Single(line => line.StartsWith("id: ", StringComparison.Ordinal))[4..];
    }
}
