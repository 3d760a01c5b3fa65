using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Marten;

namespace Assessment.Server.Assessments;

/// <summary>Reads assessments, each for who may see it.</summary>
public sealed class AssessmentResource : IResource
{
    public const string Name = "assessment";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        var facts = await session.FactsAsync(id, horizon, ct);
        if (AssessmentState.Fold(facts) is not { } assessment || !assessment.IsVisible(actor)) return null;

        // An answer to a write shows the evidence as it was at that write.
        long? upTo = horizon.Version is null ? horizon.Position : facts[^1].Sequence;
        var answers = await RenderAsync(session, [assessment], upTo, actor, ct);
        return new Rendered(answers[0], assessment.Version);
    }

    /// <summary>Shows some assessments, all of which the actor may see: three round trips however many they are.</summary>
    public static async Task<IReadOnlyList<AssessmentAnswer>> RenderAsync(
        IQuerySession session, IReadOnlyList<AssessmentState> assessments, long? upTo, Actor actor, CancellationToken ct)
    {
        if (assessments.Count == 0) return [];
        var streams = assessments.Select(assessment => Streams.OfPartnership(assessment.Partnership)).Distinct().ToArray();
        var partnerships = (await session.FactsAsync(streams, upTo, ct)).GroupBy(fact => fact.StreamId)
            .Select(PartnershipState.Fold).OfType<PartnershipState>().ToDictionary(partnership => partnership.Id);
        var cited = assessments.SelectMany(Contents).SelectMany(content => content.Judgments).SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim);
        var evidence = await CitedEvidence.LoadAsync(session, [.. cited.Distinct()], [], upTo, ct);
        var seen = evidence with { Claims = evidence.Claims.Where(claim => actor.Sees(claim.Value.Marking)).ToDictionary() };
        return [.. assessments.Select(assessment => AssessmentAnswer.Of(assessment, partnerships[assessment.Partnership], seen, actor))];
    }

    private static IEnumerable<Content> Contents(AssessmentState assessment)
    {
        if (assessment.Published is { } published) yield return published.Content;
        if (assessment.Pending is { } pending) yield return pending.Content;
    }
}
