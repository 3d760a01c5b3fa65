using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Lexicon;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using JasperFx.Events;

namespace Assessment.Server.Audit.Replays;

/// <summary>What lists are filtered by, from the states that commands are decided on.</summary>
public static class ListedRows
{
    public static IEnumerable<object> OfPartnership(IReadOnlyList<IEvent> facts)
    {
        if (PartnershipState.Fold(facts) is { } partnership) yield return new PartnershipRow(facts[0].StreamId, (short)partnership.Marking, facts[0].Sequence);
    }

    public static IEnumerable<object> OfSource(IReadOnlyList<IEvent> facts)
    {
        if (SourceState.Fold(facts) is { } source) yield return new SourceRow(source.Id, facts[0].Sequence, (short)source.Marking, source.MergedInto, Codes.Of(source.Kind), Codes.Of(source.Reliability),
            WordVector.Of(source.Name, source.Note), WordVector.Version);
    }

    public static IEnumerable<object> OfClaim(IReadOnlyList<IEvent> facts)
    {
        if (ClaimState.Fold(facts) is { } claim)
        {
            yield return new ClaimRow(claim.Id, claim.Partnership, (short)claim.Marking, [.. claim.Bearings.Select(bearing => bearing.Dimension).Distinct()],
                claim.Chain, [.. facts.SelectMany(SourcesOf).Distinct().Order()], [.. claim.Corroborates.Select(other => other.Claim)], [.. claim.Contradicts.Select(other => other.Claim)], claim.Withdrawn, facts[0].Sequence,
                WordVector.Of(claim.Statement), WordVector.Version);
        }
    }

    public static IEnumerable<object> OfRemarkedClaim(IReadOnlyList<IEvent> facts)
    {
        if (facts.LastOrDefault(fact => fact.Data is ClaimRemarked) is { Data: ClaimRemarked last } position)
        {
            yield return new RemarkedClaimRow(last.Claim, last.Partnership, (short)last.Marking,
                (short)facts.Select(fact => fact.Data).OfType<ClaimRemarked>().Min(remarked => Math.Min((int)remarked.Was, (int)remarked.Marking)), position.Sequence);
        }
    }

    public static IEnumerable<object> OfAssessment(IReadOnlyList<IEvent> facts)
    {
        var (state, cited) = (new AssessmentState(), new SortedSet<Guid>());
        foreach (var fact in facts)
        {
            state = state.Evolve(fact);
            if (fact.Data is AssessmentSubmitted) cited.UnionWith(ClaimsOf(state.Pending!.Content));
        }

        if (state.Id == Guid.Empty) yield break;
        var (published, pending) = (state.Published?.Content, state.Pending?.Content);
        yield return new AssessmentRow(state.Id, state.Partnership, state.Author, facts[0].Sequence,
            state.Retracted ? "retracted" : published is null ? null : "published", (short?)published?.Marking, DimensionsOf(published), ClaimsOf(published),
            state.Pending is { } work ? Codes.Of(work.Status) : null, (short?)pending?.Marking, DimensionsOf(pending), ClaimsOf(pending), [.. cited],
            WordVector.Of(published?.Texts() ?? []), WordVector.Of(pending?.Texts() ?? []), WordVector.Version);
    }

    public static IEnumerable<object> OfForecast(IReadOnlyList<IEvent> facts)
    {
        if (ForecastState.Fold(facts) is { } forecast)
        {
            yield return new ForecastRow(forecast.Id, forecast.Asked.Partnership, (short)forecast.Asked.Marking, Kept(forecast.Asked.OpensAt), Kept(forecast.Asked.ClosesAt),
                forecast.Voiding is not null ? "voided" : forecast.Resolution is not null ? "resolved" : null, facts[0].Sequence,
                WordVector.Of(forecast.Asked.Question, forecast.Asked.Criteria), WordVector.Version);
        }
    }

    private static IReadOnlyList<Guid> SourcesOf(IEvent fact) => fact.Data switch
    {
        ClaimRecorded e => e.Chain,
        ClaimTraced e => e.Chain,
        _ => [],
    };

    // As many decimals as PostgreSQL keeps.
    internal static DateTimeOffset Kept(DateTimeOffset time) => time.ToUniversalTime().AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static string[] DimensionsOf(Content? content) => [.. (content?.Judgments ?? []).Select(judgment => judgment.Dimension).Distinct()];

    private static Guid[] ClaimsOf(Content? content) =>
        [.. (content?.Judgments ?? []).SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim).Distinct().Order()];

    private sealed record PartnershipRow(Guid Stream, short Marking, long Position);

    private sealed record SourceRow(Guid Source, long Position, short Marking, Guid? MergedInto, string Kind, string Reliability, string Words, short WordsVersion);

    private sealed record ClaimRow(
        Guid Claim, string Partnership, short Marking, string[] Dimensions, IReadOnlyList<Guid> Chain, Guid[] Sources, Guid[] Corroborates, Guid[] Contradicts,
        bool Withdrawn, long Position, string Words, short WordsVersion);

    private sealed record RemarkedClaimRow(Guid Claim, string Partnership, short Marking, short Lowest, long Position);

    private sealed record AssessmentRow(
        Guid Assessment, string Partnership, string Author, long Position, string? Published, short? PublishedMarking, string[] PublishedDimensions, Guid[] PublishedClaims,
        string? Pending, short? PendingMarking, string[] PendingDimensions, Guid[] PendingClaims, Guid[] CitedClaims,
        string PublishedWords, string PendingWords, short WordsVersion);

    private sealed record ForecastRow(Guid Forecast, string Partnership, short Marking, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, string? Ended, long Position,
        string Words, short WordsVersion);
}
