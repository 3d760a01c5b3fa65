using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Partnerships;

/// <summary>A partnership as the contract shows it; <c>tradecraft</c> only when it asks for some.</summary>
public sealed record PartnershipAnswer(
    string Id, string Name, IReadOnlyList<string> Parties, int Reviewers, Marking Marking, long Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TradecraftStandard>? Tradecraft = null)
{
    public static PartnershipAnswer Of(PartnershipState state) =>
        new(state.Id, state.Name, state.Parties, state.Reviewers, state.Marking, state.Version, state.Tradecraft.Count > 0 ? state.Tradecraft : null);
}

/// <summary>Reads partnerships, each for who may see it.</summary>
public sealed class PartnershipResource : IResource
{
    public const string Name = "partnership";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        var state = PartnershipState.Fold(await session.FactsAsync(id, horizon, ct));
        return state is null || !actor.Sees(state.Marking) ? null : new Rendered(PartnershipAnswer.Of(state), state.Version);
    }
}

/// <summary>Reads one dimension of a partnership; it never changes once defined.</summary>
public sealed class DimensionResource : IResource
{
    public const string Name = "dimension";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        var state = PartnershipState.Fold(await session.FactsAsync(id, horizon, ct));
        if (state is null || !actor.Sees(state.Marking) || part is null || state.DimensionOf(part) is not { } dimension) return null;
        Reading.Shows(state.Marking);
        return new Rendered(dimension, 1);
    }
}
