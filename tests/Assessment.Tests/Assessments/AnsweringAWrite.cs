using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

/// <summary>The answer to a write shows what a repeat would show: everything up to the position of its last fact, and nothing later.</summary>
public class AnsweringAWrite
{
    private static readonly AssessmentState Draft = Given.Fold(Drafted(Trust(Cable)));

    private static readonly IEvent Own = Fact(new AssessmentSubmitted(Paper, 1), Paper, Draft.Version + 1, position: 11);

    [Fact]
    public void Shows_what_the_write_made_of_it()
    {
        var shown = Show(Own)!;

        Assert.Equal((AssessmentStatus.Submitted, Draft.Version + 1), (shown.Status, shown.Version));
        Assert.Equal(new Grade(Reliability.B, 2), Citation(shown).Grade);
    }

    [Fact]
    public void Shows_evidence_that_moved_after_the_decision() =>
        Assert.Equal(new Grade(Reliability.D, 2), Citation(Show(Fact(new SourceRegraded(Ministry.Id, Reliability.D, Reliability.B, "It lied."), Ministry.Id, 2, position: 10), Own)!).Grade);

    [Fact]
    public void Shows_nothing_that_moved_after_the_write() =>
        Assert.False(Citation(Show(Own, Fact(new ClaimWithdrawn(Cable.Id, "Forged."), Cable.Id, 2, position: 12))!).Withdrawn);

    [Fact]
    public void Is_read_when_a_claim_is_cited_that_the_decision_did_not_know() => Assert.Null(Show(Given.Fold(Drafted(Trust(Cable with { Id = Id(0xc9) }))), Own));

    [Fact]
    public void Is_read_when_a_claim_came_by_a_source_that_the_decision_did_not_know() =>
        Assert.Null(Show(Fact(new ClaimTraced(Cable.Id, [Id(0x59), Ministry.Id], [Ministry.Id], "The daily had it first."), Cable.Id, 2, position: 10), Own));

    [Fact]
    public void Is_read_when_it_may_not_be_seen() => Assert.Null(Show(Draft, Bo, Own));

    private static AssessmentAnswer? Show(params IEvent[] since) => Show(Draft, since);

    private static AssessmentAnswer? Show(AssessmentState draft, params IEvent[] since) => Show(draft, Ana, since);

    private static AssessmentAnswer? Show(AssessmentState draft, Server.Access.Actor actor, params IEvent[] since) =>
        (AssessmentAnswer?)new Desk(draft, PartnershipWith(1), Evidence).After(Paper).Render(since, actor)?.Body;

    private static CitationAnswer Citation(AssessmentAnswer shown) => shown.Pending!.Judgments.Single().Claims.Single();

    private static Event<T> Fact<T>(T data, Guid stream, long version, long position) where T : notnull => new(data) { StreamId = stream, Version = version, Sequence = position };
}
