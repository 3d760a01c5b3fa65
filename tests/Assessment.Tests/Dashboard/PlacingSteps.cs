using Assessment.Client;
using Assessment.Dashboard.Timeline;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class PlacingSteps
{
    private static readonly DateTimeOffset First = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_stand_where_their_time_is()
    {
        var axis = StepAxis.Of([Step(0), Step(25), Step(50)], First.AddDays(100));
        Assert.False(axis.IsEven);
        Assert.Equal([0, 0.25, 0.5], [axis.Start(0), axis.Start(1), axis.Start(2)]);
        Assert.Equal([0.25, 0.5, 1], [axis.End(0), axis.End(1), axis.End(2)]);
    }

    [Fact]
    public void Steps_that_time_would_press_into_one_line_stand_evenly()
    {
        var axis = StepAxis.Of([Step(0), Step(0.01), Step(50)], First.AddDays(100));
        Assert.True(axis.IsEven);
        Assert.Equal([0, 1 / 3.0, 2 / 3.0], [axis.Start(0), axis.Start(1), axis.Start(2)]);
    }

    [Fact]
    public void A_step_of_this_moment_stands_evenly_too()
    {
        var axis = StepAxis.Of([Step(0)], First);
        Assert.True(axis.IsEven);
        Assert.Equal((0, 1), (axis.Start(0), axis.End(0)));
    }

    [Fact]
    public void What_is_asked_for_is_done() => Assert.Equal(
        (0.01, 0.5), (StepAxis.Of([Step(0), Step(1)], First.AddDays(100), even: false).Start(1), StepAxis.Of([Step(0), Step(50)], First.AddDays(100), even: true).Start(1)));

    [Fact]
    public void Whatever_the_times_steps_follow_each_other_from_left_to_right() =>
        Gen.Select(Gen.Double[0, 1000].Array[1, 30], Gen.Double[0, 10]).Sample((days, later) =>
        {
            Array.Sort(days);
            var axis = StepAxis.Of([.. days.Select(Step)], First.AddDays(days[^1] + later));
            Assert.Equal(0, axis.Start(0));
            Assert.Equal(1, axis.End(days.Length - 1));
            for (var step = 0; step < days.Length; step++) Assert.True(axis.Start(step) <= axis.End(step) && axis.End(step) <= 1);
        });

    private static TimelineStep Step(double day) => new(First.AddDays(day), 1, 2, 2, 2, null, 1, null);
}
