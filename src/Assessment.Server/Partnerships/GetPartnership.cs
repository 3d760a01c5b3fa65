using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Partnerships;

/// <summary>The partnerships an actor may see, newest first.</summary>
public sealed record ListPartnerships([property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

/// <summary>Some dimensions, in the order of the catalogue.</summary>
public sealed record ListDimensions([property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null)
{
    public Page<Dimension> Of(IReadOnlyList<Dimension> all)
    {
        var from = (int)Math.Min(Cursor?.Position ?? 0, all.Count);
        var next = from + Limit < all.Count ? new Cursor(from + Limit).ToString() : null;
        Dimension[] items = [.. all.Skip(from).Take(Limit)];
        return new(items, next, [.. items.Select((_, index) => new Cursor(from + index + 1).ToString())]);
    }
}

public static class GetPartnershipEndpoint
{
    [WolverineGet("/api/v1/partnerships"), Requires(Permission.Read), Follows]
    public static async Task<Page<PartnershipAnswer>> List(ListPartnerships query, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select stream, position from assessment.partnership_listing where marking <= $1 and ($2::bigint is null or position < $2) order by position desc limit $3");
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddWithValue(query.Limit + 1);
        var listed = Page<(Guid Id, long Position)>.Of(await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct), query.Limit, item => item.Position);

        var (page, states) = await session.FoldAsync(listed, PartnershipState.Fold, ct);
        return page.Answered(item => PartnershipAnswer.Of(states[item.Id]));
    }

    [WolverineGet("/api/v1/partnerships/{id}"), Requires(Permission.Read)]
    public static async Task<IResult> Get(string id, PartnershipResource partnerships, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(PartnershipResource.Name, await partnerships.ReadAsync(session, Streams.OfPartnership(id), null, Horizon.Now, actor, ct));

    [WolverineGet("/api/v1/dimensions"), Requires(Permission.Read)]
    public static Page<Dimension> Catalogue(ListDimensions query) => query.Of(Tradecraft.Catalogue.Standard);

    [WolverineGet("/api/v1/partnerships/{id}/dimensions"), Requires(Permission.Read)]
    public static async Task<IResult> Dimensions(string id, ListDimensions query, IQuerySession session, Actor actor, CancellationToken ct) =>
        await PartnershipState.ReadAsync(session, id, Horizon.Now, actor, ct) is { } partnership
            ? query.Of(partnership.Dimensions)
            : new Problem(Refusal.NotFound(PartnershipResource.Name));

    [WolverineGet("/api/v1/partnerships/{id}/dimensions/{code}"), Requires(Permission.Read)]
    public static async Task<IResult> Dimension(string id, string code, DimensionResource dimensions, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(DimensionResource.Name, await dimensions.ReadAsync(session, Streams.OfPartnership(id), code, Horizon.Now, actor, ct));
}
