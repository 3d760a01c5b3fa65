using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class SeeingAnAssessment
{
    private static readonly Actor[] Everybody = [Ana, Bo, Rex, Lea, Rea, Aud];

    private static readonly object[] Draft = [Drafted(Trust(Cable))];
    private static readonly object[] Revision = [.. History, Opened(Text(Trust(Cable)))];

    [Fact]
    public void A_draft_is_for_its_author_and_auditors() => Assert.Equal("ana aud", WhoSees([.. Draft]));

    [Fact]
    public void What_is_submitted_is_for_reviewers_and_leads_too() => Assert.Equal("ana aud lea rex", WhoSees([.. Draft, Submitted()]));

    [Fact]
    public void What_was_returned_stays_with_those_who_saw_it() => Assert.Equal("ana aud lea rex", WhoSees([.. Draft, Submitted(), Returned()]));

    [Fact]
    public void What_is_published_or_retracted_is_for_everybody()
    {
        Assert.Equal("ana aud bo lea rea rex", WhoSees(History));
        Assert.Equal("ana aud bo lea rea rex", WhoSees([.. History, new AssessmentRetracted(Paper, Pair, "ana", "ana", "Wrong.")]));
    }

    [Fact]
    public void An_open_revision_is_as_closed_as_a_draft()
    {
        Assert.Equal("ana aud", WhoSeesPending([.. Revision]));
        Assert.Equal("ana aud lea rex", WhoSeesPending([.. Revision, Submitted(2)]));
    }

    [Fact]
    public void What_is_marked_above_ones_clearance_does_not_exist()
    {
        var published = Given.Fold(History);
        Assert.True(published.IsVisible(Rea with { Clearance = Marking.Green }));
        Assert.False(published.IsVisible(Rea with { Clearance = Marking.Clear }));
        Assert.False(Given.Fold(Draft).IsVisible(Ana with { Clearance = Marking.Clear }));
    }

    [Fact]
    public void A_revision_marked_higher_hides_itself_and_not_the_published_text()
    {
        var green = Ana with { Clearance = Marking.Green };
        var shown = Show(Given.Fold([.. History, Opened(Text(Trust(Cable)) with { Marking = Marking.Red })]), green);
        Assert.Equal((AssessmentStatus.Published, Marking.Green, null), (shown.Status, shown.Marking, shown.Pending));
    }

    [Fact]
    public void Nobody_but_those_who_work_on_it_sees_the_pending_text() => Assert.Null(Show(Given.Fold(Revision), Rea).Pending);

    [Fact]
    public void A_late_entry_is_shown_as_one()
    {
        var day = new DateTimeOffset(2026, 2, 8, 23, 59, 0, TimeSpan.Zero);
        Assert.False(Backdating.Is(CutOff, day));
        Assert.True(Backdating.Is(CutOff, day.AddMinutes(1)));
    }

    private static AssessmentAnswer Show(AssessmentState assessment, Actor actor) => AssessmentAnswer.Of(assessment, PartnershipWith(1), Evidence, actor);

    private static string WhoSees(object[] history) => Names(Given.Fold(history).IsVisible);

    private static string WhoSeesPending(object[] history) => Names(Given.Fold(history).ShowsPending);

    private static string Names(Func<Actor, bool> sees) => string.Join(' ', Everybody.Where(sees).Select(actor => actor.Id).Order());
}
