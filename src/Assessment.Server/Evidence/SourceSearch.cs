using Assessment.Server.Access;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;

namespace Assessment.Server.Evidence;

/// <summary>Finds sources, newest first, by the words of their names and notes if words are asked for.</summary>
public static class SourceSearch
{
    /// <summary>Whether an actor may know of a row <c>named</c> of the listing.</summary>
    public static string Seen(Parameters parameters, Actor actor) => $"named.marking <= {parameters.Add((short)actor.Clearance)}";

    /// <summary>As <see cref="Seen"/>, by the facts.</summary>
    public static bool IsSeen(SourceState source, Actor actor) => actor.Sees(source.Marking);

    public static async Task<List<(Guid Id, long Position)>> FindAsync(ListSources query, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        var parameters = new Parameters(command);
        List<string> conditions = [Seen(parameters, actor)];
        if (query.Cursor is { } cursor) conditions.Add($"position < {parameters.Add(cursor.Position)}");
        if (query.Id is { } ids) conditions.Add($"source = any({parameters.Add(ids.ToArray())})");
        if (query.Kind is { } kind) conditions.Add($"kind = {parameters.Add(Codes.Of(kind))}");
        if (query.Reliability is { } reliability)
        {
            conditions.Add($"""
                {parameters.Add(Codes.Of(reliability))} = case when merged_into is null then reliability
                    else (select survivor.reliability from assessment.source_listing survivor where survivor.source = assessment.survivor(named.source)) end
                """);
        }

        if (query.Partnership is { } partnership)
            conditions.Add($"source in (select unnest(chain) from assessment.claim_listing where partnership = {parameters.Add(partnership)} and marking <= {parameters.Add((short)actor.Clearance)})");
        if (query.Q is { } terms) conditions.Add(parameters.Found(terms, "source", "words"));
        command.CommandText = $"select source, position from assessment.source_listing named where {string.Join(" and ", conditions)} order by position desc limit {query.Limit + 1}";
        return await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct);
    }
}
