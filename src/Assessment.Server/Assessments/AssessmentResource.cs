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
        var (partnerships, evidence) = await LoadAsync(session, [assessment], upTo, ct);
        return Render(assessment, partnerships[assessment.Partnership], evidence, actor);
    }

    /// <summary>Shows an assessment; null when the actor may not see it.</summary>
    /// <param name="assessment">As its facts make it.</param>
    /// <param name="partnership">What it is on.</param>
    /// <param name="evidence">That of its texts, and of nothing else.</param>
    /// <param name="actor">To whom.</param>
    public static Rendered? Render(AssessmentState assessment, PartnershipState partnership, CitedEvidence evidence, Actor actor)
    {
        if (!assessment.IsVisible(actor)) return null;
        var seen = Seen(evidence, actor);
        Shows(assessment, actor);
        var answer = AssessmentAnswer.Of(assessment, partnership, seen, actor);
        return new Rendered(answer.Checked(), answer.Version, HasMoved(assessment, answer, seen, actor));
    }

    // Decided by what this actor is shown alone, so that nobody learns from the form of the tag that something is kept from them: by evidence that has
    // moved since, and by what is shown beside the text to those alone who are cleared for more than it, or who work on it.
    private static bool HasMoved(AssessmentState assessment, AssessmentAnswer answer, CitedEvidence seen, Actor actor) =>
        seen.LatestShown > assessment.SeenBy(actor).Position
        || seen.Claims.Values.Any(claim => claim.Marking > answer.Marking)
        || answer.Dissents.Any(dissent => dissent.Marking > answer.Marking)
        || answer.Retraction?.Marking > answer.Marking
        || answer is { Published: not null, Pending: not null };

    /// <summary>Shows some assessments, all of which the actor may see, with the evidence: one round trip however many they are.</summary>
    public static async Task<IReadOnlyList<AssessmentAnswer>> RenderAsync(IQuerySession session, IReadOnlyList<AssessmentState> assessments, long? upTo, Actor actor, CancellationToken ct)
    {
        if (assessments.Count == 0) return [];
        var (partnerships, evidence) = await LoadAsync(session, assessments, upTo, ct);
        var seen = Seen(evidence, actor);
        foreach (var assessment in assessments) Shows(assessment, actor);
        return [.. assessments.Select(assessment => AssessmentAnswer.Of(assessment, partnerships[assessment.Partnership], seen, actor))];
    }

    private static async Task<(IReadOnlyDictionary<string, PartnershipState> Partnerships, CitedEvidence Evidence)> LoadAsync(
        IQuerySession session, IReadOnlyList<AssessmentState> assessments, long? upTo, CancellationToken ct)
    {
        var (partnerships, evidence) = await CitedEvidence.LoadAsync(
            session, assessments.Select(assessment => assessment.Partnership), [.. assessments.SelectMany(assessment => assessment.Contents).SelectMany(text => text.Cited()).Distinct()], [], upTo, ct);
        return (partnerships, await evidence.KnowingAsync(session, assessments.SelectMany(assessment => assessment.Dissents), ct));
    }

    // What is told of a moment bears the marking of then; whether its reading is recorded goes by that of now.
    private static void Shows(AssessmentState assessment, Actor actor)
    {
        if (assessment.ShowsPublished(actor)) Reading.Shows(assessment.Published!.MarkingNow);
        if (assessment.ShowsPending(actor)) Reading.Shows(assessment.Pending!.MarkingNow);
    }

    private static CitedEvidence Seen(CitedEvidence evidence, Actor actor)
    {
        var seen = evidence with
        {
            Claims = evidence.Claims.Where(claim => actor.Sees(claim.Value.MarkingNow)).ToDictionary(),
            Hidden = evidence.Claims.Values.Where(claim => !actor.Sees(claim.MarkingNow)).Select(claim => claim.Id)
                .Concat(evidence.Remarked.Where(claim => !actor.Sees(claim.Value)).Select(claim => claim.Key)).ToHashSet(),
        };
        // A draft may cite what is marked above it.
        foreach (var claim in seen.Claims.Values) Reading.Shows(claim.MarkingNow);
        return seen;
    }
}
