using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assessment.Server.Lexicon;

namespace Assessment.Server.Http;

/// <summary>
/// One page of a list; <c>next</c> is absent at the end. It is written item by item and ends, with a <c>next</c>, before it would be longer than
/// <see cref="Paging.MostBytes"/>; one item it always has.
/// </summary>
/// <param name="Items">What it shows.</param>
/// <param name="Next">Where the one after it begins.</param>
/// <param name="Behind">Where one would begin that ended with each of the items; null where a list has no such places.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, [property: JsonIgnore] IReadOnlyList<string>? Behind = null) : IResult
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Of the words that were searched for those that stand in nothing of what you may see there.")]
    public IReadOnlyList<string>? NotFound { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description($"By the id of each item. {Excerpt.Rules}")]
    public IReadOnlyDictionary<Guid, string>? Excerpts { get; init; }

    /// <summary>The page as the answer to a search; as it is when nothing was searched for.</summary>
    public Page<T> SearchedFor(SearchTerms? terms, Func<T, (Guid Id, string Text)> read, IReadOnlyList<string>? notFound) => terms is null ? this :
        this with { NotFound = notFound, Excerpts = Items.Select(read).ToDictionary(item => item.Id, item => Excerpt.Of(item.Text, terms)) };

    /// <summary>A page from a list that holds one item more than was asked for when there is more.</summary>
    public static Page<T> Of(IReadOnlyList<T> items, int limit, Func<T, long> position) => Of(items, limit, item => new Cursor(position(item)).ToString());

    /// <summary>As <see cref="Of(IReadOnlyList{T}, int, Func{T, long})"/>, for lists with cursors of their own.</summary>
    public static Page<T> Of(IReadOnlyList<T> items, int limit, Func<T, string> cursor)
    {
        T[] kept = [.. items.Take(limit)];
        string[] behind = [.. kept.Select(cursor)];
        return new(kept, items.Count > limit ? behind[^1] : null, behind);
    }

    /// <summary>Its first items alone.</summary>
    public Page<T> First(int count) => count >= Items.Count ? this : this with { Items = [.. Items.Take(count)], Next = Behind![count - 1], Behind = [.. Behind.Take(count)] };

    /// <summary>What is answered for its items; those of which nothing is are left out.</summary>
    public Page<TAnswer> Answered<TAnswer>(Func<T, TAnswer?> answer) where TAnswer : class
    {
        var (answers, behind) = (new List<TAnswer>(), new List<string>());
        for (var i = 0; i < Items.Count; i++)
        {
            if (answer(Items[i]) is not { } shown) continue;
            answers.Add(shown);
            if (Behind is not null) behind.Add(Behind[i]);
        }

        return new(answers, Next, Behind is null ? null : behind);
    }

    private static void Write<TValue>(Utf8JsonWriter writer, string name, TValue value)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, StrictJson.Options);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = StrictJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            var next = Next;
            var excerpts = 0L;
            for (var i = 0; i < Items.Count; i++)
            {
                var item = JsonSerializer.SerializeToUtf8Bytes(Items[i], StrictJson.Options);
                if (i > 0 && Behind is not null && writer.BytesCommitted + writer.BytesPending + excerpts + item.Length > Paging.MostBytes - Paging.Frame)
                {
                    next = Behind[i - 1];
                    break;
                }

                writer.WriteRawValue(item, skipInputValidation: true);
                if (Excerpts is not null) excerpts += JsonSerializer.SerializeToUtf8Bytes(Excerpts.Values.ElementAt(i), StrictJson.Options).Length + 48;
            }

            writer.WriteEndArray();
            if (next is not null) writer.WriteString("next", next);
            if (NotFound is not null) Write(writer, "notFound", NotFound);
            if (Excerpts is not null) Write(writer, "excerpts", Excerpts);
            writer.WriteEndObject();
        }

        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = buffer.WrittenCount;
        await httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }
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

    /// <summary>The most bytes of a page, whatever the limit.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>What stands around its items.</summary>
    public const int Frame = 512;

    /// <summary>The most bytes of facts that are read for a page before it ends: they are more than what is shown of them.</summary>
    public const int MostRead = 4 * MostBytes;

    public const int Default = 50;
}
