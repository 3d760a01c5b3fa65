using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;

namespace Assessment.Server.Picture;

/// <summary>A fact behind a change of the picture. It is named to those alone who may see what it says.</summary>
public sealed record CausingFact(string Type, Guid Assessment, string? Actor, DateTimeOffset RecordedAt, Marking Marking, string? Change);

/// <summary>Names the facts behind changes of the picture.</summary>
public sealed class CausingFacts(NpgsqlDataSource database)
{
    /// <summary>By position; at a standing's position lies a fact of its assessment.</summary>
    public async Task<IReadOnlyDictionary<long, CausingFact>> FindAsync(long[] positions, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select seq_id, type, stream_id, user_name, timestamp,
                   case when headers ? '{FactHeaders.Marking}' then assessment.marking_now(stream_id, version, headers ->> '{FactHeaders.Marking}') end,
                   case when type = 'evidence-changed' then data -> 'change' ->> 'kind' end
            from assessment_events.mt_events where seq_id = any($1)
            """);
        command.Parameters.AddWithValue(positions);
        var found = await command.ListAsync(row => (Position: row.GetInt64(0), Cause: new CausingFact(
            row.GetString(1), row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<DateTimeOffset>(4),
            !row.IsDBNull(5) && Codes.TryParse<Marking>(row.GetString(5), out var marking) ? marking : Marking.Red,
            row.IsDBNull(6) ? null : row.GetString(6))), ct);
        return found.ToDictionary(fact => fact.Position, fact => fact.Cause);
    }
}
