using Assessment.Client;
using Assessment.Dashboard.Evidence;

namespace Assessment.Dashboard.Picture;

/// <summary>What one standing rests on.</summary>
public sealed record Ground(PictureStanding Standing, AssessmentAnswer? Assessment, JudgmentAnswer? Judgment)
{
    /// <summary>The grounds of every standing of an entry, and what is known of the claims they cite, down to the sources.</summary>
    public static async Task<(IReadOnlyList<Ground>, KnownEvidence)> LoadAsync(AssessmentApi api, PictureDimension entry, string? asOf, CancellationToken ct = default)
    {
        var found = await Task.WhenAll(entry.Standings.Select(standing => standing.Assessment).Distinct().Select(id => api.FindAssessmentAsync(id, asOf, ct)));
        var assessments = found.OfType<Versioned<AssessmentAnswer>>().ToDictionary(one => one.Content.Id, one => one.Content);
        Ground[] grounds = [.. entry.Standings.Select(standing => Of(standing, entry, assessments.GetValueOrDefault(standing.Assessment)))];
        return (grounds, await KnownEvidence.LoadAsync(api, grounds.SelectMany(ground => ground.Judgment?.Claims ?? []).Select(cited => cited.Claim), ct));
    }

    private static Ground Of(PictureStanding standing, PictureDimension entry, AssessmentAnswer? assessment) => new(standing, assessment,
        assessment?.Published?.Judgments.FirstOrDefault(judgment => judgment.Dimension == entry.Dimension && judgment.Perspective == entry.Perspective));
}
