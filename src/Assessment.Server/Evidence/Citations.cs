using Assessment.Server.Access;
using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.Server.Evidence;

/// <summary>Counts, from the listing of assessments, how often claims are cited.</summary>
public sealed class Citations(NpgsqlDataSource database, Progress progress)
{
    private const int MostAlike = 100;

    /// <summary>For each claim the number of published assessments that cite it and that the actor may see; claims without any are absent.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> CountAsync(Guid[] claims, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select cited, count(*) from assessment.assessment_listing, unnest(published_claims) cited
            where published_claims && $1 and cited = any($1) and published_marking <= $2 and published = 'published'
            group by cited
            """);
        command.Parameters.AddWithValue(claims);
        command.Parameters.AddWithValue((short)actor.Clearance);
        var counts = new Dictionary<Guid, long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) counts[reader.GetGuid(0)] = reader.GetInt64(1);
        return counts;
    }

    /// <summary>How often one claim is cited, and those that say the same of the same day, the first first: one round trip.</summary>
    public async Task<(long Cited, IReadOnlyList<(Guid Claim, bool IsEarlier)> Alike)> OfAsync(Guid claim, Actor actor, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("select count(*) from assessment.assessment_listing where published_claims @> array[$1] and published_marking <= $2 and published = 'published'")
        {
            Parameters = { new() { Value = claim }, new() { Value = (short)actor.Clearance } },
        });
        batch.BatchCommands.Add(new($"""
            select other.stream, other.number < own.number from assessment.likeness own join assessment.likeness other using (likeness)
            where own.stream = $1 and other.stream <> $1 order by other.number limit {MostAlike}
            """)
        { Parameters = { new() { Value = claim } } });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var cited = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        var alike = new List<(Guid, bool)>();
        while (await reader.ReadAsync(ct)) alike.Add((reader.GetGuid(0), reader.GetBoolean(1)));
        return (cited, alike);
    }

    /// <summary>The claims that were recorded as corroborating this one, up to the last recorded before the call.</summary>
    public async Task<IReadOnlyList<Guid>> CorroboratorsAsync(Guid claim, CancellationToken ct)
    {
        await progress.CatchUpAsync(Moments.Patience, ct);
        await using var command = database.CreateCommand("select claim from assessment.claim_listing where corroborates @> array[$1]");
        command.Parameters.AddWithValue(claim);
        var found = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) found.Add(reader.GetGuid(0));
        return found;
    }
}
