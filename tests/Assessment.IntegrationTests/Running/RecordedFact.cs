using System.Text.Json.Nodes;
using Npgsql;

namespace Assessment.IntegrationTests.Running;

/// <summary>One fact as the store holds it, with its metadata.</summary>
public sealed record RecordedFact(long Position, string Type, string? UserName, string? CorrelationId, JsonNode Headers, JsonNode Data)
{
    /// <summary>The facts of a stream in order.</summary>
    public static Task<List<RecordedFact>> OfStreamAsync(NpgsqlDataSource database, string stream) =>
        ListAsync(database, "stream_id = $1", Guid.Parse(stream));

    /// <summary>The facts about a partnership that carry its slug, in the order of the store.</summary>
    public static Task<List<RecordedFact>> OfPartnershipAsync(NpgsqlDataSource database, string partnership) =>
        ListAsync(database, "headers ->> 'partnership' = $1", partnership);

    private static async Task<List<RecordedFact>> ListAsync(NpgsqlDataSource database, string where, object value)
    {
        await using var command = database.CreateCommand(
            $"select seq_id, type, user_name, correlation_id, headers::text, data::text from assessment_events.mt_events where {where} order by seq_id");
        command.Parameters.AddWithValue(value);
        var facts = new List<RecordedFact>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            facts.Add(new RecordedFact(reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), JsonNode.Parse(reader.GetString(4))!, JsonNode.Parse(reader.GetString(5))!));
        }

        return facts;
    }
}
