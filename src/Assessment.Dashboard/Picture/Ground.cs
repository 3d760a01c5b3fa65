using Assessment.Client;

namespace Assessment.Dashboard.Picture;

/// <summary>A cited claim with what it says, where the reader may see that.</summary>
public sealed record CitedStatement(CitedClaim Cited, ClaimAnswer? Claim);

/// <summary>What one standing rests on, down to the sources.</summary>
public sealed record Ground(PictureStanding Standing, AssessmentAnswer? Assessment, JudgmentAnswer? Judgment, IReadOnlyList<CitedStatement> Claims)
{
    /// <summary>The grounds of every standing of an entry, and the sources that their claims came through.</summary>
    public static async Task<(IReadOnlyList<Ground>, IReadOnlyDictionary<Guid, SourceAnswer>)> LoadAsync(
        AssessmentApi api, PictureDimension entry, string? asOf, CancellationToken ct = default)
    {
        var assessments = await EachAsync(entry.Standings.Select(standing => standing.Assessment), id => api.FindAssessmentAsync(id, asOf, ct));
        JudgmentAnswer? JudgmentOf(PictureStanding standing) => assessments.GetValueOrDefault(standing.Assessment)?.Published?.Judgments
            .FirstOrDefault(judgment => judgment.Dimension == entry.Dimension && judgment.Perspective == entry.Perspective);

        var judgments = entry.Standings.Select(standing => (Standing: standing, Judgment: JudgmentOf(standing))).ToArray();
        var cited = judgments.SelectMany(one => one.Judgment?.Claims ?? []).Select(claim => claim.Claim);
        var claims = await EachAsync(cited, id => api.FindClaimAsync(id, ct));
        var sources = await EachAsync(claims.Values.SelectMany(claim => claim.Chain), id => api.FindSourceAsync(id, ct));
        return ([.. judgments.Select(one => new Ground(one.Standing, assessments.GetValueOrDefault(one.Standing.Assessment), one.Judgment,
            [.. (one.Judgment?.Claims ?? []).Select(claim => new CitedStatement(claim, claims.GetValueOrDefault(claim.Claim)))]))], sources);
    }

    private static async Task<Dictionary<Guid, T>> EachAsync<T>(IEnumerable<Guid> ids, Func<Guid, Task<Versioned<T>?>> find) where T : class
    {
        var found = await Task.WhenAll(ids.Distinct().Select(async id => (Id: id, Found: await find(id))));
        return found.Where(one => one.Found is not null).ToDictionary(one => one.Id, one => one.Found!.Content);
    }
}
