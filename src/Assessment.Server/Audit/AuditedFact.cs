using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Storage;
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
    public const string Columns = "seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, headers->>'traceparent', data, headers->>'marking'";

    private static readonly string ClaimRecorded = Facts.NameOf(typeof(ClaimRecorded));

    public static AuditedFact Read(NpgsqlDataReader row, Actor actor)
    {
        if (Codes.TryParse<Marking>(Text(row, 11), out var marking)) Reading.Shows(marking);
        return new(
            row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
            Text(row, 6), Text(row, 7), Text(row, 8), TraceIdOf(Text(row, 9)), Seen(row.GetString(4), row.GetFieldValue<byte[]>(10), actor));
    }

    /// <summary>The trace id of a traceparent (W3C Trace Context, 3.2.2.3); null when there is none.</summary>
    public static string? TraceIdOf(string? traceparent) =>
        traceparent?.Split('-') is [_, { Length: 32 } id, ..] && id.All(char.IsAsciiHexDigitLower) ? id : null;

    /// <summary>The data without what it says of claims marked above the clearance: a recorded claim names the ones it speaks for and against.</summary>
    public static JsonElement Seen(string type, ReadOnlySpan<byte> data, Actor actor)
    {
        if (type != ClaimRecorded) return JsonElement.Parse(data);
        var claim = JsonNode.Parse(data)!.AsObject();
        foreach (var member in (string[])["corroborates", "contradicts"])
        {
            if (claim[member] is not JsonArray related) continue;
            foreach (var hidden in related.Where(other => !IsSeen(other, actor)).ToArray()) related.Remove(hidden);
        }

        return JsonSerializer.SerializeToElement(claim);
    }

    private static bool IsSeen(JsonNode? related, Actor actor)
    {
        // One that nobody can read is for whoever may see everything.
        if (!Codes.TryParse<Marking>((string?)related?["marking"], out var marking)) marking = Marking.Red;
        if (!actor.Sees(marking)) return false;
        Reading.Shows(marking);
        return true;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
