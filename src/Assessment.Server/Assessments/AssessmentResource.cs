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
        var (answers, evidence, seen) = await RenderAsync(session, [assessment], upTo, actor, ct);
        var hides = seen < evidence.Claims.Count || assessment.Dissents.Any(dissent => !actor.Sees(dissent.Marking))
            || (assessment.Published is not null && answers[0].Published is null) || (assessment.Pending is not null && answers[0].Pending is null);
        return new Rendered(answers[0], assessment.Version, hides || evidence.Latest > facts[^1].Sequence);
    }

    /// <summary>Shows some assessments, all of which the actor may see, with the evidence and how many claims of it are shown: three round trips however many they are.</summary>
    public static async Task<(IReadOnlyList<AssessmentAnswer> Answers, CitedEvidence Evidence, int Seen)> RenderAsync(
        IQuerySession session, IReadOnlyList<AssessmentState> assessments, long? upTo, Actor actor, CancellationToken ct)
    {
        if (assessments.Count == 0) return ([], CitedEvidence.None, 0);
        var streams = assessments.Select(assessment => Streams.OfPartnership(assessment.Partnership)).Distinct().ToArray();
        var partnerships = (await session.FactsAsync(streams, upTo, ct)).GroupBy(fact => fact.StreamId)
            .Select(PartnershipState.Fold).OfType<PartnershipState>().ToDictionary(partnership => partnership.Id);
        var cited = assessments.SelectMany(Contents).SelectMany(content => content.Judgments).SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim);
        var evidence = await CitedEvidence.LoadAsync(session, [.. cited.Distinct()], [], upTo, ct);
        var seen = evidence with { Claims = evidence.Claims.Where(claim => actor.Sees(claim.Value.Marking)).ToDictionary() };
        // A draft may cite what is marked above it.
        foreach (var claim in seen.Claims.Values) Reading.Shows(claim.Marking);
        return ([.. assessments.Select(assessment => AssessmentAnswer.Of(assessment, partnerships[assessment.Partnership], seen, actor))], evidence, seen.Claims.Count);
    }

    private static IEnumerable<Content> Contents(AssessmentState assessment)
    {
        if (assessment.Published is { } published) yield return published.Content;
        if (assessment.Pending is { } pending) yield return pending.Content;
    }
}
