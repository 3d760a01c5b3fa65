using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>A source as the contract shows it.</summary>
public sealed record SourceAnswer(Guid Id, string Name, SourceKind Kind, Reliability Reliability, string? Note, long Version)
{
    public static SourceAnswer Of(SourceState state) => new(state.Id, state.Name, state.Kind, state.Reliability, state.Note, state.Version);
}

/// <summary>Reads sources; they carry no marking and are for everybody.</summary>
public sealed class SourceResource : IResource
{
    public const string Name = "source";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct) =>
        SourceState.Fold(await session.FactsAsync(id, horizon, ct)) is { } state ? new Rendered(SourceAnswer.Of(state), state.Version) : null;
}
