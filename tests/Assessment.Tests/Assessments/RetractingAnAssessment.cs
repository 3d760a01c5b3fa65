using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class RetractingAnAssessment
{
    [Fact]
    public void The_author_takes_everything_back() => Given.Facts(History).Retract(Ana).Then(Retracted("ana"));

    [Fact]
    public void A_lead_may_too() => Given.Facts(History).Retract(Lea).Then(Retracted("lea"));

    [Fact]
    public void Another_analyst_may_not() => Given.Facts(History).Retract(Bo).ThenRefused(403, "not-the-author");

    [Fact]
    public void Closes_an_open_revision_with_it()
    {
        object[] open = [.. History, Opened(Text(Trust(Article)))];
        Given.Facts(open).Retract(Ana).Then(Retracted("ana"));
        var after = Given.Fold([.. open, Retracted("ana")]);
        Assert.Equal((AssessmentStatus.Retracted, null, 1), (after.Status, after.Pending, after.Published!.Revision));
    }

    [Fact]
    public void Is_marked_like_the_revision_that_goes_with_it() =>
        Assert.Equal("RED", Given.Facts([.. History, Opened(Text(Trust(Article)) with { Marking = Marking.Red })]).Retract(Ana).Append!.Marking);

    [Fact]
    public void Leaves_the_text_readable() => Assert.True(Given.Fold([.. History, Retracted("ana")]).IsVisible(Rea));

    [Fact]
    public void Happens_once() => Given.Facts([.. History, Retracted("ana")]).Retract(Ana).ThenRefused(409, "not-published");

    [Fact]
    public void What_is_not_published_is_not_retracted()
    {
        Given.Facts(Drafted(Trust(Cable))).Retract(Ana).ThenRefused(409, "not-published");
        Given.Facts(Drafted(Trust(Cable)), Submitted()).Retract(Lea).ThenRefused(409, "not-published");
    }

    [Fact]
    public void Somebody_elses_draft_does_not_exist() => Given.Facts(Drafted()).Retract(Lea).ThenRefused(404, "not-found");

    [Fact]
    public void Who_has_not_seen_the_last_version_is_too_late() => Given.Facts(History).Retract(Ana, ifMatch: 4).ThenRefused(412, "stale-version");

    [Fact]
    public void A_text_marked_above_the_leads_clearance_is_not_retracted_unseen()
    {
        object[] lowered =
        [
            Drafted() with { Content = Text(Trust(Cable)) with { Marking = Marking.Amber } }, Submitted(), Approved(Rex), Trusted([CableThen]), Published(1, "rex"),
            Opened(Text(Trust(Cable))), Submitted(2),
        ];
        var lead = Lea with { Clearance = Marking.Green };
        Assert.True(Given.Fold(lowered).IsVisible(lead));
        Given.Facts(lowered).Retract(lead).ThenRefused(409, "not-published");
    }

    private static AssessmentRetracted Retracted(string by) => new(Paper, Pair, "ana", by, "The source lied.");
}
