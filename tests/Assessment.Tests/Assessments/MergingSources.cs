using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class MergingSources
{
    private static readonly Guid A = new("01990000-0000-7000-8000-00000000000a"), B = new("01990000-0000-7000-8000-00000000000b"), C = new("01990000-0000-7000-8000-00000000000c");

    [Fact]
    public void Both_are_one_origin_and_have_the_survivors_grade()
    {
        var evidence = Of(new SourceState { Id = A, Reliability = Reliability.A, MergedInto = B }, new SourceState { Id = B, Reliability = Reliability.D });

        Assert.Equal([B], evidence.OriginsOf(evidence.Claims.Keys));
        Assert.All(evidence.Claims.Values, claim => Assert.Equal("D2", evidence.GradeOf(claim).ToString()));
    }

    [Fact]
    public void A_merger_of_mergers_leads_to_the_last()
    {
        var evidence = Of(new SourceState { Id = A, MergedInto = B }, new SourceState { Id = B, MergedInto = C }, new SourceState { Id = C, Reliability = Reliability.C });

        Assert.Equal([A, B, C], evidence.PathOf(A));
        Assert.Equal([C], evidence.OriginsOf(evidence.Claims.Keys));
    }

    [Fact]
    public void Whom_nobody_can_name_is_named_by_the_survivor() =>
        Assert.Equal([B], Of(new SourceState { Id = A, Kind = SourceKind.Unknown, MergedInto = B }, new SourceState { Id = B, Kind = SourceKind.Media }).OriginsOf([A]));

    [Fact]
    public void What_runs_in_a_circle_ends() => Assert.Equal([A, B], Of(new SourceState { Id = A, MergedInto = B }, new SourceState { Id = B, MergedInto = A }).PathOf(A));

    private static CitedEvidence Of(params SourceState[] sources) => new(
        sources.Where(source => source.Id != C).ToDictionary(source => source.Id, source => Cable with { Id = source.Id, Chain = [source.Id], Credibility = 2 }),
        sources.ToDictionary(source => source.Id));
}
