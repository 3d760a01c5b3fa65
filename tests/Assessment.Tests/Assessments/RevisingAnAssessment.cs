using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class RevisingAnAssessment
{
    private static readonly Content Anew = Text(Trust(Cable) with { Level = 3 });

    [Fact]
    public void Opens_the_next_revision_with_a_reason() => Given.Facts(History).Revise(Ana, Anew).Then(Opened(Anew));

    [Fact]
    public void Keeps_the_published_text_until_the_new_one_is()
    {
        var open = Given.Fold([.. History, Opened(Anew), Submitted(2), Approved(Rex, revision: 2)]);
        Assert.Equal((AssessmentStatus.Published, 2, 2), (open.Status, open.Published!.Content.Judgments[0].Level, open.Pending!.Revision));
        var done = Given.Fold([.. History, Opened(Anew), Submitted(2), Approved(Rex, revision: 2), Trusted([CableThen], 3, 2), Published(2, "rex")]);
        Assert.Equal((2, 3, null), (done.Published!.Revision, done.Published.Content.Judgments[0].Level, done.Pending));
        Assert.Equal(Because, done.Published.Reason);
        Assert.Equal(3, Assert.Single(done.Published.Judgments).Level);
    }

    [Fact]
    public void Submits_it_at_once_when_asked_to() => Given.Facts(History).Revise(Ana, Anew, submit: true).Then(Opened(Anew), Submitted(2));

    [Fact]
    public void Publishes_it_at_once_where_nobody_reviews() => Given.Facts(History).WithReviewers(0).Revise(Ana, Anew, submit: true)
        .Then(Opened(Anew), Submitted(2), Trusted([CableThen], 3, 2), Published(2));

    [Fact]
    public void Drops_at_once_what_it_leaves_out_where_nobody_reviews()
    {
        var other = Text(Trust(Article) with { Perspective = FromChina });
        Given.Facts(History).WithReviewers(0).Revise(Ana, other, submit: true).Then(
            Opened(other), Submitted(2),
            Trusted([new(Article.Id, Stance.Supports, new Grade(Reliability.C, 3), Daily.Id)], revision: 2) with { Perspective = FromChina },
            new JudgmentDropped(Paper, 2, Pair, "trust-level", FromRussia, "ana"),
            Published(2));
    }

    [Fact]
    public void Counts_on_from_the_last_revision()
    {
        var third = Anew with { Title = "Once more" };
        Given.Facts([.. History, Opened(Anew), Submitted(2), Approved(Rex, revision: 2), Trusted([CableThen], 3, 2), Published(2, "rex")])
            .Revise(Ana, third).Then(Opened(third, revision: 3));
    }

    [Fact]
    public void One_revision_is_open_at_a_time()
    {
        Given.Facts([.. History, Opened(Anew)]).Revise(Ana, Anew).ThenRefused(409, "revision-open");
        Given.Facts([.. History, Opened(Anew), Submitted(2)]).Revise(Ana, Anew).ThenRefused(409, "revision-open");
    }

    [Fact]
    public void Is_for_the_author_alone() => Given.Facts(History).Revise(Bo, Anew).ThenRefused(403, "not-the-author");

    [Fact]
    public void What_is_not_published_is_edited_instead()
    {
        Given.Facts(Drafted(Trust(Cable))).Revise(Ana, Anew).ThenRefused(409, "not-published");
        Given.Facts(Drafted(Trust(Cable)), Submitted()).Revise(Ana, Anew).ThenRefused(409, "not-published");
    }

    [Fact]
    public void What_is_retracted_is_not_revised() =>
        Given.Facts([.. History, new AssessmentRetracted(Paper, Pair, "ana", "ana", "It was wrong.")]).Revise(Ana, Anew).ThenRefused(409, "not-published");

    [Fact]
    public void Who_has_not_seen_the_last_version_is_too_late() => Given.Facts(History).Revise(Ana, Anew, ifMatch: 4).ThenRefused(412, "stale-version");

    [Fact]
    public void The_rules_for_a_draft_hold()
    {
        Given.Facts(History).Revise(Ana, content: null).ThenRefused(422, "likelihood-out-of-range");
        Given.Facts(History).Revise(Ana, Text(Trust(Cable), Trust(Article))).ThenRefused(422, "duplicate-dimension");
        Given.Facts(History).Revise(Ana, Anew with { InformationCutOff = Today.AddDays(1) }).ThenRefused(422, "date-in-future");
        Given.Facts(History).Revise(Ana with { Clearance = Marking.Green }, Anew with { Marking = Marking.Amber }).ThenRefused(422, "marking-above-clearance");
    }

    [Fact]
    public void The_rules_of_submission_hold_only_when_it_is_submitted()
    {
        Given.Facts(History).Revise(Ana, Text(Trust(Withdrawn))).Then(Opened(Text(Trust(Withdrawn))));
        Given.Facts(History).Revise(Ana, Text(Trust(Withdrawn)), submit: true).ThenRefused(422, "claim-withdrawn");
    }
}
