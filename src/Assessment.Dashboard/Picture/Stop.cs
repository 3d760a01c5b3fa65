using Assessment.Client;

namespace Assessment.Dashboard.Picture;

/// <summary>A moment at which a picture changed: where the time machine stops.</summary>
public sealed record Stop(long Position, DateTimeOffset RecordedAt, string Type, Guid Assessment, string? Actor, string? Change = null)
{
    /// <summary>The moments of a history, oldest first; what moved several dimensions at once stops once.</summary>
    public static IReadOnlyList<Stop> Of(PictureChanges? history) => history is null ? [] :
    [
        .. history.Dimensions.SelectMany(change => change.Facts).DistinctBy(fact => fact.Position).OrderBy(fact => fact.Position)
            .Select(fact => new Stop(fact.Position, fact.RecordedAt, fact.Type, fact.Assessment, fact.Actor, fact.Change)),
    ];
}
