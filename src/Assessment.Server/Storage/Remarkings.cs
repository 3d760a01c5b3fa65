using System.Data.Common;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Server.Storage;

/// <summary>A fact that marks its stream anew. From then on that decides who sees it, at every moment asked for.</summary>
public interface IRemarking
{
    Marking Marking { get; }

    Marking Was { get; }
}

/// <summary>A re-marking from after the moment that is asked for, which decides who sees what was then, and changes nothing else of it.</summary>
public sealed record RemarkedSince(IRemarking By);

/// <summary>Keeps re-markings apart from what is said of a moment before them.</summary>
public static class Remarkings
{
    /// <summary>The names they are stored by.</summary>
    public static readonly string[] Names = [.. Facts.Names.Where(fact => fact.Key.IsAssignableTo(typeof(IRemarking))).Select(fact => fact.Value)];

    /// <summary>What a marking becomes: raising takes all along that is lower, lowering what was not marked higher.</summary>
    public static Marking Of(this IRemarking remarking, Marking marking) =>
        remarking.Marking > remarking.Was ? (Marking)Math.Max((int)marking, (int)remarking.Marking) :
        marking <= remarking.Was ? (Marking)Math.Min((int)marking, (int)remarking.Marking) : marking;

    /// <summary>The facts up to a horizon, in order, with the re-markings of their streams from after it: as if each had come with the last fact before.</summary>
    public static IReadOnlyList<IEvent> Within(this IEnumerable<IEvent> facts, Horizon horizon)
    {
        var (within, last) = (new List<IEvent>(), new Dictionary<Guid, IEvent>());
        foreach (var fact in facts)
        {
            if (horizon.Includes(fact)) within.Add(last[fact.StreamId] = fact);
            else if (fact.Data is IRemarking remarking) within.Add(Since(remarking, last.GetValueOrDefault(fact.StreamId, fact)));
        }

        return within;
    }

    /// <summary>Of some streams those that have been marked anew, with how they are marked now.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Marking>> RemarkedAsync(this IQuerySession session, IReadOnlyCollection<Guid> streams, CancellationToken ct)
    {
        if (streams.Count == 0) return new Dictionary<Guid, Marking>();
        await using var command = Asking(streams);
        await using var reader = await session.ExecuteReaderAsync(command, ct);
        return await ReadAsync(reader, ct);
    }

    /// <summary>As <see cref="RemarkedAsync(IQuerySession, IReadOnlyCollection{Guid}, CancellationToken)"/>.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Marking>> RemarkedAsync(this NpgsqlDataSource database, IReadOnlyCollection<Guid> streams, CancellationToken ct)
    {
        if (streams.Count == 0) return new Dictionary<Guid, Marking>();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = Asking(streams);
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadAsync(reader, ct);
    }

    private static NpgsqlCommand Asking(IReadOnlyCollection<Guid> streams) => new($"""
        select distinct on (stream_id) stream_id, data->>'marking' from {Store.FactSchema}.mt_events
        where stream_id = any(array(select unnest($1))) and type = any(array(select unnest($2))) order by stream_id, version desc
        """)
    {
        Parameters = { new() { Value = streams.Distinct().ToArray() }, new() { Value = Names } },
    };

    private static async Task<IReadOnlyDictionary<Guid, Marking>> ReadAsync(DbDataReader reader, CancellationToken ct)
    {
        var found = new Dictionary<Guid, Marking>();
        while (await reader.ReadAsync(ct)) found[reader.GetGuid(0)] = Codes.TryParse<Marking>(reader.GetString(1), out var marking) ? marking : Marking.Red;
        return found;
    }

    private static Event<RemarkedSince> Since(IRemarking remarking, IEvent last) => new(new RemarkedSince(remarking))
    {
        StreamId = last.StreamId,
        Version = last.Version,
        Sequence = last.Sequence,
        Timestamp = last.Timestamp,
        UserName = last.UserName,
    };
}
