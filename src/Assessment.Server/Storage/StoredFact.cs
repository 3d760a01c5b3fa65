using System.Collections.Frozen;
using System.Data.Common;
using System.Linq.Expressions;
using System.Text.Json;
using JasperFx.Events;

namespace Assessment.Server.Storage;

/// <summary>Reads facts straight from their table: nothing else that the service does is done as often.</summary>
public static class StoredFact
{
    /// <summary>The columns that <see cref="Read"/> takes, in its order.</summary>
    public const string Columns = "seq_id, stream_id, version, type, timestamp, data";

    /// <summary>Those that <see cref="ReadWhole"/> takes.</summary>
    public const string WholeColumns = $"{Columns}, user_name, headers";

    /// <summary>What read models take in; archiving a stream later takes nothing out of them.</summary>
    public const string Counts = "not is_skipped";

    private static readonly JsonSerializerOptions Stored = Store.Stored();

    private static readonly FrozenDictionary<string, (Type Type, Func<object, IEvent> Wrap)> Types =
        Facts.Names.ToFrozenDictionary(named => named.Value, named => (named.Key, Wrapping(named.Key)));

    /// <summary>What happened, where and when.</summary>
    /// <exception cref="UnreadableFactException">This build cannot read it.</exception>
    public static IEvent Read(DbDataReader row)
    {
        var (position, name) = (row.GetInt64(0), row.GetString(3));
        if (!Types.TryGetValue(name, out var known)) throw new UnreadableFactException($"The fact at position {position} is of a type '{name}' that this build does not know.");
        try
        {
            var fact = known.Wrap(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(5), known.Type, Stored)!);
            (fact.Sequence, fact.StreamId, fact.Version, fact.Timestamp) = (position, row.GetGuid(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(4));
            return fact;
        }
        catch (JsonException broken)
        {
            throw new UnreadableFactException($"The fact at position {position} is no {name} that can be read: {broken.Message}");
        }
    }

    /// <summary>As <see cref="Read"/>, with who did it and the headers.</summary>
    public static IEvent ReadWhole(DbDataReader row)
    {
        var fact = Read(row);
        if (!row.IsDBNull(6)) fact.UserName = row.GetString(6);
        if (!row.IsDBNull(7)) fact.Headers = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetFieldValue<byte[]>(7), Stored)!.ToDictionary(header => header.Key, object (header) => header.Value);
        return fact;
    }

    /// <summary>The bytes of what happened, as they came.</summary>
    public static int LengthOf(DbDataReader row) => row.GetFieldValue<byte[]>(5).Length;

    private static Func<object, IEvent> Wrapping(Type type)
    {
        var data = Expression.Parameter(typeof(object));
        var constructor = typeof(Event<>).MakeGenericType(type).GetConstructor([type])!;
        return Expression.Lambda<Func<object, IEvent>>(Expression.New(constructor, Expression.Convert(data, type)), data).Compile();
    }
}

/// <summary>Why a fact cannot be read, in a sentence for whoever asked for it.</summary>
public sealed class UnreadableFactException(string sentence) : Exception(sentence);
