using Assessment.Client;

namespace Assessment.Dashboard.Picture;

/// <summary>Everything the partnership's page shows at first: one answer to whoever opens it.</summary>
/// <param name="Partnership">Whose picture.</param>
/// <param name="Dimensions">The questions, in their order.</param>
/// <param name="Now">The picture as it is.</param>
/// <param name="Stops">When the picture changed.</param>
/// <param name="Latest">The product the latest change happened to.</param>
public sealed record Reading(
    PartnershipAnswer Partnership, IReadOnlyList<Dimension> Dimensions, PictureAnswer Now, IReadOnlyList<Stop> Stops, AssessmentAnswer? Latest)
{
    /// <summary>Null when there is no such partnership that the reader may see.</summary>
    public static async Task<Reading?> LoadAsync(AssessmentApi api, string id, CancellationToken ct = default)
    {
        var (partnership, dimensions, now) = (api.FindPartnershipAsync(id, ct), api.FindDimensionsAsync(id, ct), api.FindPictureAsync(id, ct: ct));
        await Task.WhenAll(partnership, dimensions, now);
        if ((await partnership)?.Content is not { } found || (await now)?.Content is not { } picture) return null;

        var stops = Stop.Of(await api.FindChangesAsync(id, "0", picture.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), ct: ct));
        var latest = stops is [.., var last] ? (await api.FindAssessmentAsync(last.Assessment, ct: ct))?.Content : null;
        return new Reading(found, await dimensions ?? [], picture, stops, latest);
    }
}
