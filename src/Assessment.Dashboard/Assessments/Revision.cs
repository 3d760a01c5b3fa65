using Assessment.Client;

namespace Assessment.Dashboard.Assessments;

/// <summary>One text of an assessment, published or not, so that any two can be compared.</summary>
public sealed record Revision(
    int Number, RevisionReason? Reason, string Title, DateOnly InformationCutOff, DateTimeOffset? PublishedAt, IReadOnlyList<string> ApprovedBy,
    IReadOnlyList<JudgmentAnswer> Judgments)
{
    private const int Most = 20;

    public static Revision Of(PublishedContent text) =>
        new(text.Revision, text.Reason, text.Title, text.InformationCutOff, text.PublishedAt, text.ApprovedBy, text.Judgments);

    public static Revision Of(PendingContent text) =>
        new(text.Revision, text.Reason, text.Title, text.InformationCutOff, null, text.ApprovedBy, text.Judgments);

    /// <summary>The published texts before the one that stands, newest first: each as of the moment before the next came out. At most twenty.</summary>
    public static async Task<IReadOnlyList<Revision>> BeforeAsync(AssessmentApi api, AssessmentAnswer now, CancellationToken ct = default)
    {
        var earlier = new List<Revision>();
        for (var text = now.Published; text is { Revision: > 1 } && earlier.Count < Most;)
        {
            text = (await api.FindAssessmentAsync(now.Id, FormattableString.Invariant($"{text.Position - 1}"), ct))?.Content.Published;
            if (text is not null) earlier.Add(Of(text));
        }

        return earlier;
    }
}
