using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;

namespace Assessment.Server.Audit.Redactions;

/// <summary>What a proposal to redact a fact is judged by.</summary>
/// <param name="Type">The name it is stored by.</param>
/// <param name="Partnership">It is about; null for sources.</param>
/// <param name="Marking">The highest of its stream: what else the stream says could give the fact away.</param>
/// <param name="HasText">Whether anything would go.</param>
/// <param name="Case">In which it was redacted; null when it was not.</param>
public sealed record RedactableFact(string Type, string? Partnership, Marking Marking, bool HasText, string? Case)
{
    private static readonly string[] OfRedactions = [.. Facts.Names.Where(fact => fact.Key.IsAssignableTo(typeof(IRedactionEvent))).Select(fact => fact.Value)];

    public bool IsOfRedaction => OfRedactions.Contains(Type);

    public static async Task<RedactableFact?> LoadAsync(NpgsqlDataSource database, long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select type, headers->>'{FactHeaders.Partnership}', array(
                    select distinct other.headers->>'{FactHeaders.Marking}' from {Store.FactSchema}.mt_events other
                    where other.stream_id = fact.stream_id and other.headers->>'{FactHeaders.Marking}' is not null),
                assessment.without_text(data, false) <> data, data->>'redacted'
            from {Store.FactSchema}.mt_events fact where seq_id = $1
            """);
        command.Parameters.AddWithValue(position);
        return (await command.ListAsync(Read, ct)).SingleOrDefault();
    }

    private static RedactableFact Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1),
        row.GetFieldValue<string[]>(2).Select(code => Codes.TryParse<Marking>(code, out var marking) ? marking : Marking.Red).DefaultIfEmpty().Max(),
        row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4));
}
