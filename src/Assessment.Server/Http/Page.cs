using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json.Serialization;

namespace Assessment.Server.Http;

/// <summary>One page of a list; <c>next</c> is absent at the end.</summary>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next)
{
    /// <summary>A page from a list that holds one item more than was asked for when there is more.</summary>
    public static Page<T> Of(IReadOnlyList<T> items, int limit, Func<T, long> position) => items.Count > limit
        ? new([.. items.Take(limit)], new Cursor(position(items[limit - 1])).ToString())
        : new(items, null);
}

/// <summary>Where the next page begins: opaque to clients, the position of the last item inside.</summary>
public readonly record struct Cursor(long Position) : IQueryValue<Cursor>
{
    public static string Form => "a cursor as an answer gave it";

    public static bool TryRead(string text, out Cursor value)
    {
        value = default;
        Span<byte> bytes = stackalloc byte[16];
        if (!Base64Url.IsValid(text, out var length) || length != 8 || !Base64Url.TryDecodeFromChars(text, bytes, out _)) return false;
        value = new Cursor(BinaryPrimitives.ReadInt64BigEndian(bytes));
        return value.Position >= 0;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Position);
        return Base64Url.EncodeToString(bytes);
    }
}

/// <summary>The limits of lists.</summary>
public static class Paging
{
    public const int Most = 200;
    public const int Default = 50;
}
