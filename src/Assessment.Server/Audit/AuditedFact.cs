using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Npgsql;

namespace Assessment.Server.Audit;

/// <summary>A fact as it was recorded, with who, when and through which request, for one auditor's eyes.</summary>
/// <param name="Position">Its place in the one order of all facts.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Stream">What it happened to.</param>
/// <param name="Version">Its place on that stream, from 1 on.</param>
/// <param name="Type">The name it is stored by.</param>
/// <param name="RecordedAt">By the database's clock.</param>
/// <param name="Actor">The subject of the token.</param>
/// <param name="CorrelationId">What the client sent as X-Correlation-ID, or else the trace id.</param>
/// <param name="CausationId">The client's span that the request was part of; null when it sent none.</param>
/// <param name="TraceId">The W3C trace it was recorded under, 32 hexadecimal digits.</param>
/// <param name="Data">The stored JSON.</param>
/// <param name="Summary">A sentence that says the same, in histories.</param>
public sealed record AuditedFact(
    long Position, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset RecordedAt,
    string? Actor, string? CorrelationId, string? CausationId, string? TraceId, JsonElement Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Summary = null)
{
    /// <summary>The columns <see cref="Read"/> takes, in its order.</summary>
    public const string Columns = "seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, headers->>'traceparent', data, assessment.marking_now(stream_id, version, headers->>'marking')";

    /// <summary>The bytes of its data.</summary>
    [JsonIgnore]
    public long Length => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(Data).Length;

    /// <summary>A page of what was read, with one more than was asked for or cut where it became too long.</summary>
    public static Page<AuditedFact> PageOf((List<AuditedFact> Facts, bool More) read, int limit, Func<AuditedFact, long> position)
    {
        var page = Page<AuditedFact>.Of(read.Facts, limit, position);
        return read.More && page.Next is null ? page with { Next = page.Behind![^1] } : page;
    }

    public static AuditedFact Read(NpgsqlDataReader row)
    {
        if (Codes.TryParse<Marking>(Text(row, 11), out var marking)) Reading.Shows(marking);
        return new(
            row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
            Text(row, 6), Text(row, 7), Text(row, 8), TraceIdOf(Text(row, 9)), JsonElement.Parse(row.GetFieldValue<byte[]>(10)));
    }

    /// <summary>The trace id of a traceparent (W3C Trace Context, 3.2.2.3); null when there is none.</summary>
    public static string? TraceIdOf(string? traceparent) =>
        traceparent?.Split('-') is [_, { Length: 32 } id, ..] && id.All(char.IsAsciiHexDigitLower) ? id : null;

    /// <summary>The claims that the data names, wherever.</summary>
    public IEnumerable<Guid> Named() => NamedIn(Data).Distinct();

    /// <summary>
    /// The data without what it says of claims marked above the clearance: by how they are marked now, or else as it says itself.
    /// </summary>
    public static JsonElement Seen(JsonElement data, Actor actor, IReadOnlyDictionary<Guid, Marking> remarked)
    {
        var node = JsonNode.Parse(data.GetRawText());
        return Leave(node, actor, remarked) ? JsonSerializer.SerializeToElement(node) : data;
    }

    private static IEnumerable<Guid> NamedIn(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Array => data.EnumerateArray().SelectMany(NamedIn),
        JsonValueKind.Object => data.EnumerateObject().SelectMany(member =>
            (member.NameEquals("claim") || member.NameEquals("stream")) && member.Value.ValueKind is JsonValueKind.String && member.Value.TryGetGuid(out var claim) ? [claim] : NamedIn(member.Value)),
        _ => [],
    };

    // Whether anything was left out.
    private static bool Leave(JsonNode? node, Actor actor, IReadOnlyDictionary<Guid, Marking> remarked)
    {
        var left = false;
        if (node is JsonArray items)
        {
            foreach (var hidden in items.Where(item => !IsSeen(item, actor, remarked)).ToArray()) left |= items.Remove(hidden);
            foreach (var item in items) left |= Leave(item, actor, remarked);
        }
        else if (node is JsonObject members)
        {
            foreach (var hidden in members.Where(member => !IsSeen(member.Value, actor, remarked)).Select(member => member.Key).ToArray()) left |= members.Remove(hidden);
            // What has moved, of an assessment that rests on it.
            if (members["change"] is JsonObject change && Guid.TryParse((string?)change["stream"], out var stream) && remarked.TryGetValue(stream, out var marking) && !actor.Sees(marking)) left |= change.Remove("stream");
            foreach (var member in members.ToArray()) left |= Leave(member.Value, actor, remarked);
        }

        return left;
    }

    private static bool IsSeen(JsonNode? named, Actor actor, IReadOnlyDictionary<Guid, Marking> remarked)
    {
        if (named is not JsonObject other || other["claim"] is not JsonValue value || !value.TryGetValue<string>(out var text)) return true;
        if (!Guid.TryParse(text, out var claim) || !remarked.TryGetValue(claim, out var marking))
        {
            if (!other.ContainsKey("marking")) return true;
            // One that nobody can read is for whoever may see everything.
            if (!Codes.TryParse((string?)other["marking"], out marking)) marking = Marking.Red;
        }

        if (!actor.Sees(marking)) return false;
        Reading.Shows(marking);
        return true;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
