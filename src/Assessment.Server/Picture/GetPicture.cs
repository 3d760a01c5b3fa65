using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Picture;

/// <summary>Where a partnership stands, now or as of a moment.</summary>
public sealed record GetPicture(Moment? AsOf = null);

public static class GetPictureEndpoint
{
    public static Task<(Settled?, ProblemDetails)> LoadAsync(GetPicture query, Moments moments, CancellationToken ct) => moments.SettleAsync(query.AsOf, ct);

    [WolverineGet("/api/v1/partnerships/{id}/picture"), Requires(Permission.Read), Follows]
    public static async Task<IResult> Get(
        string id, GetPicture query, Settled? asOf, IQuerySession session, StandingsReader standings, Moments moments, TimeProvider clock, Actor actor, CancellationToken ct)
    {
        var partnership = await PartnershipState.LoadAsync(session, id, new Horizon(null, asOf?.Position), ct);
        if (partnership is null || !actor.Sees(partnership.Marking)) return new Problem(Refusal.NotFound(PartnershipResource.Name));

        var moment = asOf?.Time ?? clock.GetUtcNow();
        var before = await moments.LastBeforeAsync(moment - Picturing.TrendWindow, ct);
        var held = asOf is null ? await standings.CurrentAsync(id, before, ct) : await standings.AsOfAsync(id, asOf.Position, before, ct);
        return new PictureResult(new(id, held.Position, moment, Picturing.Of(partnership, held.Now, held.Before, actor.Clearance, moment)));
    }
}

/// <summary>Writes a picture under an entity tag of what it shows: it changes exactly when that does, not with the clock.</summary>
public sealed record PictureResult(PictureAnswer Picture) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var dimensions = JsonSerializer.SerializeToUtf8Bytes(Picture.Dimensions, StrictJson.Options);
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(dimensions).AsSpan(0, 16))}\"";
        if (Answer.IsHeld(http, etag)) return;

        var buffer = new ArrayBufferWriter<byte>(dimensions.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("partnership", Picture.Partnership);
            writer.WriteNumber("position", Picture.Position);
            writer.WriteString("asOf", Rfc3339.Write(Picture.AsOf));
            writer.WritePropertyName("dimensions");
            writer.WriteRawValue(dimensions, skipInputValidation: true);
            writer.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }
}
