using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.Server.Picture;

/// <summary>Names the facts behind changes of the picture.</summary>
public sealed class CausingFacts(NpgsqlDataSource database)
{
    /// <summary>By position; at a standing's position lies a fact of its assessment.</summary>
    public async Task<IReadOnlyDictionary<long, StepCause>> FindAsync(long[] positions, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select seq_id, type, stream_id, user_name, timestamp from assessment_events.mt_events where seq_id = any($1)");
        command.Parameters.AddWithValue(positions);
        var found = await command.ListAsync(row => (Position: row.GetInt64(0), Cause: new StepCause(
            row.GetString(1), row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<DateTimeOffset>(4))), ct);
        return found.ToDictionary(fact => fact.Position, fact => fact.Cause);
    }
}
