using Assessment.Client;
using Assessment.Dashboard.Access;

namespace Assessment.Dashboard.Pages;

/// <summary>What waits for somebody, over all partnerships that they may see.</summary>
/// <param name="Returned">Their own work that a reviewer gave back.</param>
/// <param name="Moved">Their own published work under which evidence was withdrawn, downgraded or lost.</param>
/// <param name="ToReview">The work of others that waits for them.</param>
/// <param name="Drafts">Their own that is not submitted yet.</param>
public sealed record Waiting(
    IReadOnlyList<AssessmentAnswer> Returned, IReadOnlyList<AssessmentAnswer> Moved, IReadOnlyList<AssessmentAnswer> ToReview, IReadOnlyList<AssessmentAnswer> Drafts)
{
    // What somebody can look through; the lists of each partnership have the rest.
    private const int Most = 50;

    public static readonly Waiting Nothing = new([], [], [], []);

    public bool IsEmpty => Returned.Count + Moved.Count + ToReview.Count + Drafts.Count == 0;

    public static async Task<Waiting> LoadAsync(AssessmentApi api, Viewer viewer, CancellationToken ct = default)
    {
        var me = viewer.Subject;
        var (writes, reviews) = (viewer.Is("analyst"), viewer.Is("reviewer"));
        Task<Page<AssessmentAnswer>> Asked(bool asks, Func<Task<Page<AssessmentAnswer>>> list) => asks ? list() : Task.FromResult(new Page<AssessmentAnswer>([]));
        var returned = Asked(writes, () => api.ListAssessmentsAsync(analyst: me, pending: "returned", limit: Most, ct: ct));
        var drafts = Asked(writes, () => api.ListAssessmentsAsync(analyst: me, pending: "draft", limit: Most, ct: ct));
        var weakened = Asked(writes, () => api.ListAssessmentsAsync(analyst: me, status: "published", support: "weakened", limit: Most, ct: ct));
        var lost = Asked(writes, () => api.ListAssessmentsAsync(analyst: me, status: "published", support: "lost", limit: Most, ct: ct));
        var submitted = Asked(reviews, () => api.ListAssessmentsAsync(pending: "submitted", limit: Most, ct: ct));
        return new(
            (await returned).Items,
            [.. (await lost).Items.Concat((await weakened).Items).DistinctBy(one => one.Id)],
            [.. (await submitted).Items.Where(one => one.Author != me && one.Pending is { } text && !text.ApprovedBy.Contains(me)).Reverse()],
            (await drafts).Items);
    }
}
