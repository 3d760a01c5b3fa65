using Assessment.Server.Access;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Http;

/// <summary>How far the facts are read: all of them, up to a version of one stream, or up to a position of the store.</summary>
public readonly record struct Horizon(long? Version, long? Position)
{
    public static readonly Horizon Now;

    public static Horizon OfVersion(long version) => new(version, null);

    public static Horizon OfPosition(long position) => new(null, position);

    public bool Includes(IEvent fact) => !(fact.Version > Version) && !(fact.Sequence > Position);
}

/// <summary>A resource ready to be answered.</summary>
/// <param name="Body">What the contract shows of it.</param>
/// <param name="Version">How many facts it is made of.</param>
/// <param name="Moved">Whether the same version would be shown otherwise at another time or to another clearance: through evidence that moved since, the clock, what is left out.</param>
public sealed record Rendered(object Body, long Version, bool Moved = false);

/// <summary>A kind of single resource: read from its own facts, so that it answers everything written to it at once.</summary>
public interface IResource
{
    string Kind { get; }

    /// <summary>The resource as the actor may see it up to the horizon; null when it does not exist for them.</summary>
    Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct);
}

/// <summary>Registers kinds of resources: by type for the slices, by name for answers to writes.</summary>
public static class Resources
{
    public static IServiceCollection AddResource<T>(this IServiceCollection services, string kind) where T : class, IResource =>
        services.AddSingleton<T>().AddKeyedSingleton<IResource>(kind, (provider, _) => provider.GetRequiredService<T>());
}
