using Assessment.Server.Access;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

/// <summary>
/// Which version of an assessment somebody is told of: that of the last fact which their clearance lets them see. So its number tells nothing of a
/// dissent, a revision or a reason that is marked above them (record 0025).
/// </summary>
public static class SeenVersion
{
    /// <summary>
    /// The assessment as of the last fact that an actor's clearance shows. A fact counts as seen when it changed what that shows, and also when nothing
    /// was kept from it. Roles do not count: a colleague's tag is good for whoever is cleared for the same.
    /// </summary>
    public static AssessmentState SeenBy(this AssessmentState assessment, Actor actor)
    {
        var state = assessment;
        while (state.Before is { } before && !IsNews(Parts.Of(before, actor), Parts.Of(state, actor))) state = before;
        return state;
    }

    private static bool IsNews(Parts was, Parts now) => !(was.Hides || now.Hides) || !now.ShowsTheSameAs(was);

    /// <summary>What of an assessment a clearance shows; the texts as the very ones that were recorded.</summary>
    private sealed record Parts(bool Retracted, Publication? Published, Work? Pending, Retraction? Retraction, IReadOnlyList<Dissent> Dissents, bool Hides)
    {
        private static readonly Parts Nothing = new(false, null, null, null, [], Hides: true);

        public static Parts Of(AssessmentState assessment, Actor actor)
        {
            var published = Seen(assessment.Published, assessment.Published?.MarkingNow, actor);
            var pending = Seen(assessment.Pending, assessment.Pending?.MarkingNow, actor);
            if (published is null && pending is null) return Nothing;
            var retraction = Seen(assessment.Retraction, assessment.Retraction?.MarkingNow, actor);
            Dissent[] dissents = [.. assessment.Dissents.Where(dissent => actor.Sees(dissent.MarkingNow))];
            return new(assessment.Retracted, published, pending, retraction, dissents,
                !ReferenceEquals(published, assessment.Published) || !ReferenceEquals(pending, assessment.Pending)
                || !ReferenceEquals(retraction, assessment.Retraction) || dissents.Length < assessment.Dissents.Count);
        }

        public bool ShowsTheSameAs(Parts other) => Retracted == other.Retracted && ReferenceEquals(Published, other.Published) && ReferenceEquals(Pending, other.Pending)
            && ReferenceEquals(Retraction, other.Retraction) && Dissents.SequenceEqual(other.Dissents, ReferenceEqualityComparer.Instance);

        private static T? Seen<T>(T? part, Marking? marking, Actor actor) where T : class => marking is { } known && actor.Sees(known) ? part : null;
    }
}
