using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class SupportingAJudgment
{
    private static readonly PublishedCitation ArticleThen = new(Article.Id, Stance.Supports, new Grade(Reliability.C, 3), Daily.Id);
    private static readonly PublishedCitation[] OnBoth = [CableThen, ArticleThen];

    [Fact]
    public void Is_intact_while_nothing_changes() => Assert.Equal(SupportMark.Intact, Now(Cable, Article));

    [Fact]
    public void Is_intact_when_a_claim_is_upgraded() => Assert.Equal(SupportMark.Intact, Now(Cable, Article with { Credibility = 2 }));

    [Fact]
    public void Is_weakened_by_a_downgrade() => Assert.Equal(SupportMark.Weakened, Now(Cable with { Credibility = 3 }, Article));

    [Fact]
    public void Is_weakened_when_one_of_two_is_withdrawn() => Assert.Equal(SupportMark.Weakened, Now(Cable, Article with { Withdrawn = true }));

    [Fact]
    public void Is_weakened_when_two_origins_turn_out_to_be_one() =>
        Assert.Equal(SupportMark.Weakened, Now(Cable, Article with { Chain = [Ministry.Id, Daily.Id] }));

    [Fact]
    public void Is_lost_when_all_are_withdrawn() => Assert.Equal(SupportMark.Lost, Now(Cable with { Withdrawn = true }, Article with { Withdrawn = true }));

    [Fact]
    public void What_opposes_weakens_nothing() =>
        Assert.Equal(SupportMark.Intact, Of(SupportMark.Intact, [CableThen, ArticleThen with { Stance = Stance.Opposes }], Known(Cable, Article with { Withdrawn = true })));

    [Fact]
    public void Once_weakened_stays_weakened_though_nothing_is_amiss_any_more() => Assert.Equal(SupportMark.Weakened, Of(SupportMark.Weakened, OnBoth, Known(Cable, Article)));

    [Fact]
    public void A_change_counts_for_all_that_is_published_now_though_only_another_claim_was_cited_then()
    {
        // Cited on the cable when the ministry was regraded, and revised onto another of its claims by somebody who did not know.
        var again = new PublishedCitation(CableAgain.Id, Stance.Supports, new Grade(Reliability.B, 3), Ministry.Id);
        var revised = Given.Fold([.. History, Opened(Text(Trust(CableAgain))), Submitted(2), Approved(Rex, revision: 2), Trusted([again], revision: 2), Published(2, "rex")]);
        var change = new Event<SourceRegraded>(new(Ministry.Id, Reliability.D, Reliability.B, "It lied.")) { StreamId = Ministry.Id, Version = 2, Sequence = revised.Version - 1 };
        var before = Known(Cable, CableAgain);
        var after = before with { Sources = new Dictionary<Guid, SourceState> { [Ministry.Id] = Ministry with { Reliability = Reliability.D, Version = 2 } } };

        var fact = EvidenceImpact.Of(revised, Given.Fold(History), change, before, after, after)!;
        Assert.Equal([Cable.Id], fact.Claims.Select(claim => claim.Claim));
        Assert.Equal(SupportMark.Weakened, Assert.Single(fact.Judgments).Support);
    }

    private static SupportMark Now(params ClaimState[] claims) => Of(SupportMark.Intact, OnBoth, Known(claims));

    private static SupportMark Of(SupportMark before, PublishedCitation[] cited, CitedEvidence evidence) =>
        Support.Of(before, cited, [.. cited.Select(citation => Support.Of(citation.Claim, citation.Stance, evidence))]);
}
