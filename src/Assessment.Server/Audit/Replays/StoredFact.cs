using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Text.Json;
using Assessment.Server.Storage;
using JasperFx.Events;
using Npgsql;

namespace Assessment.Server.Audit.Replays;

/// <summary>Reads facts straight from their table, as many as a replay needs a second.</summary>
internal static class StoredFact
{
    /// <summary>The columns <see cref="Read"/> takes, in its order.</summary>
    public const string Columns = "seq_id, stream_id, version, type, timestamp, data";

    /// <summary>What read models take in; archiving a stream later takes nothing out of them.</summary>
    public const string Counts = "not is_skipped";

    private static readonly JsonSerializerOptions Stored = Store.Stored();

    private static readonly FrozenDictionary<string, (Type Type, Func<object, IEvent> Wrap)> Types =
        Facts.Names.ToFrozenDictionary(named => named.Value, named => (named.Key, Wrapping(named.Key)));

    /// <exception cref="ReplayFailedException">This build cannot read it.</exception>
    public static IEvent Read(NpgsqlDataReader row)
    {
        var (position, name) = (row.GetInt64(0), row.GetString(3));
        if (!Types.TryGetValue(name, out var known)) throw new ReplayFailedException($"The fact at position {position} is of a type '{name}' that this build does not know.");
        try
        {
            var fact = known.Wrap(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(5), known.Type, Stored)!);
            (fact.Sequence, fact.StreamId, fact.Version, fact.Timestamp) = (position, row.GetGuid(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(4));
            return fact;
        }
        catch (JsonException broken)
        {
            throw new ReplayFailedException($"The fact at position {position} is no {name} that can be read: {broken.Message}");
        }
    }

    private static Func<object, IEvent> Wrapping(Type type)
    {
        var data = Expression.Parameter(typeof(object));
        var constructor = typeof(Event<>).MakeGenericType(type).GetConstructor([type])!;
        return Expression.Lambda<Func<object, IEvent>>(Expression.New(constructor, Expression.Convert(data, type)), data).Compile();
    }
}

/// <summary>Why a replay cannot go on, in a sentence for the auditor.</summary>
public sealed class ReplayFailedException(string sentence) : Exception(sentence);
