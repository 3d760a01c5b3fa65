using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class RemarkingAText
{
    [Theory]
    [InlineData(Marking.Clear, Marking.Red, Marking.Clear, Marking.Red)]
    [InlineData(Marking.Clear, Marking.Amber, Marking.Red, Marking.Red)]
    [InlineData(Marking.Amber, Marking.Green, Marking.Amber, Marking.Green)]
    [InlineData(Marking.Amber, Marking.Green, Marking.Red, Marking.Red)]
    [InlineData(Marking.Amber, Marking.Green, Marking.Clear, Marking.Clear)]
    public void Raises_what_is_lower_and_lowers_what_was_no_higher(Marking was, Marking now, Marking other, Marking becomes) =>
        Assert.Equal(becomes, Anew(was, now).Of(other));

    [Fact]
    public void Of_before_a_moment_decides_who_sees_it_and_shows_what_it_was()
    {
        IEvent[] facts = [.. History.Append(Anew(Marking.Green, Marking.Amber)).Select((fact, place) => Recorded(fact, place + 1))];
        var then = AssessmentState.Fold(facts.Within(Horizon.OfPosition(facts.Length - 1)))!;
        var now = AssessmentState.Fold(facts)!;

        Assert.Equal((Marking.Green, Marking.Amber), (then.Published!.Content.Marking, then.Published.MarkingNow));
        Assert.Equal((Marking.Amber, Marking.Amber), (now.Published!.Content.Marking, now.Published.MarkingNow));
        Assert.Equal(facts.Length - 1, then.Version);
        Assert.False(then.IsVisible(new Actor("rea", [Roles.Reader], Marking.Green)));
        Assert.True(then.IsVisible(new Actor("rea", [Roles.Reader], Marking.Amber)));
    }

    [Theory]
    [InlineData(Marking.Green, Marking.Clear, Marking.Red, null, Marking.Red)]
    [InlineData(Marking.Amber, Marking.Red, Marking.Clear, null, Marking.Clear)]
    [InlineData(Marking.Amber, Marking.Red, Marking.Clear, Marking.Green, Marking.Green)]
    [InlineData(Marking.Amber, Marking.Amber, Marking.Clear, Marking.Red, Marking.Amber)]
    [InlineData(Marking.Red, Marking.Amber, Marking.Clear, null, Marking.Red)]
    public void Takes_along_a_dissent_no_lower_than_what_it_cites(Marking marking, Marking was, Marking now, Marking? least, Marking becomes)
    {
        var by = Anew(was, now) with { Dissents = now > was ? null : least is { } cited ? [new(Id(0xd1), cited)] : [] };
        var dissent = new Dissent(Id(0xd1), "trust-level", FromRussia, "bo", marking, 4, Rationale, [], default, []);

        Assert.Equal((becomes, becomes), (dissent.Remarked(by, since: false).Marking, dissent.Remarked(by, since: false).MarkingNow));
        Assert.Equal((marking, becomes), (dissent.Remarked(by, since: true).Marking, dissent.Remarked(by, since: true).MarkingNow));
    }

    [Fact]
    public void By_an_earlier_build_lowered_no_dissent() => Assert.Equal(Marking.Amber,
        new Dissent(Id(0xd1), "trust-level", FromRussia, "bo", Marking.Amber, 4, Rationale, [], default, []).Remarked(Anew(Marking.Amber, Marking.Clear), since: false).Marking);

    private static AssessmentRemarked Anew(Marking was, Marking now) => new(Paper, Pair, 1, now, was, "It says how we know.");

    private static IEvent Recorded(object fact, int place)
    {
        var recorded = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;
        (recorded.StreamId, recorded.Version, recorded.Sequence) = (Paper, place, place);
        return recorded;
    }
}
