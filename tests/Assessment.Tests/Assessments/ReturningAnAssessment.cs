using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class ReturningAnAssessment
{
    private static readonly object[] UnderReview = [Drafted(Trust(Cable)), Submitted()];

    [Fact]
    public void Gives_it_back_with_a_comment() => Given.Facts(UnderReview).Return(Rex).Then(Returned());

    [Fact]
    public void Takes_all_approvals_back_and_keeps_what_was_said()
    {
        var work = Given.Fold([.. UnderReview, Approved(Ria, "Sound."), Returned()]).Pending!;
        Assert.Equal(AssessmentStatus.Returned, work.Status);
        Assert.Empty(work.ApprovedBy);
        Assert.Equal([("ria", "Sound."), ("rex", "Cite the cable.")], work.Comments.Select(comment => (comment.Reviewer, comment.Comment)));
    }

    [Fact]
    public void Gives_an_open_revision_back_while_the_published_text_stands()
    {
        object[] revised = [.. History, Opened(Text(Trust(Article))), Submitted(2)];
        Given.Facts(revised).Return(Rex).Then(Returned(revision: 2));
        var after = Given.Fold([.. revised, Returned(revision: 2)]);
        Assert.Equal((AssessmentStatus.Published, 1, AssessmentStatus.Returned), (after.Status, after.Published!.Revision, after.Pending!.Status));
    }

    [Fact]
    public void Who_approved_may_still_return_it() => Given.Facts([.. UnderReview, Approved(Rex)]).WithReviewers(2).Return(Rex).Then(Returned());

    [Fact]
    public void Nobody_returns_their_own_work() => Given.Facts(UnderReview).Return(Ana).ThenRefused(403, "own-work");

    [Fact]
    public void Happens_once() => Given.Facts([.. UnderReview, Returned()]).Return(Rex).ThenRefused(409, "not-submitted");

    [Fact]
    public void A_published_text_is_not_returned() => Given.Facts(History).Return(Rex).ThenRefused(409, "not-submitted");

    [Fact]
    public void Who_has_not_seen_the_last_version_is_too_late() => Given.Facts(UnderReview).Return(Rex, ifMatch: 1).ThenRefused(412, "stale-version");

    [Fact]
    public void A_revision_marked_above_the_reviewers_clearance_is_not_returned_unseen()
    {
        var secret = Opened(Text(Trust(Cable)) with { Marking = Marking.Red });
        Given.Facts([.. History, secret, Submitted(2)]).Return(Rex with { Clearance = Marking.Amber }).ThenRefused(409, "not-submitted");
    }
}
