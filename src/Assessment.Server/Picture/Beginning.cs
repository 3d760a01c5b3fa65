using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Marten;

namespace Assessment.Server.Picture;

/// <summary>A partnership as its first event made it, and when that was: what a moment before it is answered with.</summary>
public sealed record Beginning(PartnershipState Partnership, DateTimeOffset RecordedAt)
{
    /// <summary>Null when the partnership does not exist for the actor.</summary>
    public static async Task<Beginning?> FindAsync(IQuerySession session, string id, Actor actor, CancellationToken ct)
    {
        var events = await session.FactsAsync(Streams.OfPartnership(id), Horizon.OfVersion(1), ct);
        if (PartnershipState.Fold(events) is not { } partnership || !actor.Sees(partnership.Marking)) return null;
        Reading.Shows(partnership.Marking);
        return new(partnership, events[0].Timestamp);
    }

    /// <summary>Nothing is assessed, and it says since when there is something.</summary>
    public PictureAnswer PictureAt(Settled moment, Actor actor) =>
        new(Partnership.Id, moment.Position, moment.Time, Picturing.Of(new Asking(Partnership, actor.Clearance, moment.Time), [], [], [])) { RecordedSince = RecordedAt };
}
