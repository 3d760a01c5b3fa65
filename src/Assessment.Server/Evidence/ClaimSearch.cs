using Assessment.Server.Access;
using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Marten;
using Npgsql;

namespace Assessment.Server.Evidence;

/// <summary>
/// Finds claims by words, newest first: by those of the statement, and by the names of sources in the chain, each as far as the actor may
/// know it. What it costs is bounded whether a word is common or rare: the newest claims are looked through, and only what does not
/// stand in enough of them is looked up.
/// </summary>
public static class ClaimSearch
{
    /// <summary>So many are looked through; what stands in one of forty of them fills a page.</summary>
    private const int Recent = 2000;

    /// <summary>More than so many are not sorted: what is so common is soon met by walking.</summary>
    private const int MostSorted = 20_000;

    /// <summary>A word that more sources bear in their names is looked for in the names along each chain instead.</summary>
    private const int MostSources = 1000;

    public static async Task<List<(Guid Id, long Position)>> FindAsync(ListClaims query, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        if (query.Q is not { } terms || terms is { TsQuery: null, Id: null }) return [];
        // What is one by mergers is asked for together; one that the actor may not see is no source at all.
        var (through, from) = (query.Source is { } link ? await OneOrigin.SeenAsync(session, link, actor, ct) : null, query.Origin is { } first ? await OneOrigin.SeenAsync(session, first, actor, ct) : null);
        var sources = await SourcesAsync(terms, database, actor, ct);
        var newest = await AskAsync((where, match) => $"""
            select claim, position, 0::bigint from (
                select claim, position, words, chain from assessment.claim_listing where {where} order by position desc limit {Recent}) recent
            where {match} order by position desc limit {query.Limit + 1}
            """);
        if (newest.Count > query.Limit) return Told(newest);

        // Materialized, so that it is not taken for a walk that ends soon.
        var all = await AskAsync((where, match) => $"""
            with found as materialized (select claim, position from assessment.claim_listing where {where} and {match} limit {MostSorted + 1})
            select claim, position, (select count(*) from found) from found order by position desc limit {query.Limit + 1}
            """);
        return Told(all is [(_, _, > MostSorted), ..]
            ? await AskAsync((where, match) => $"select claim, position, 0::bigint from assessment.claim_listing where {where} and {match} order by position desc limit {query.Limit + 1}")
            : all);

        async Task<List<(Guid Id, long Position, long Count)>> AskAsync(Func<string, string, string> sql)
        {
            await using var command = database.CreateCommand();
            var parameters = new Parameters(command);
            command.CommandText = sql(Where(parameters, query, through, from, actor), Match(parameters, terms, sources, actor));
            return await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)), ct);
        }

        static List<(Guid, long)> Told(List<(Guid Id, long Position, long Count)> found) => [.. found.Select(claim => (claim.Id, claim.Position))];
    }

    private static string Where(Parameters parameters, ListClaims query, Guid[]? through, Guid[]? from, Actor actor)
    {
        List<string> conditions = [$"marking <= {parameters.Add((short)actor.Clearance)}"];
        if (query.Partnership is { } partnership) conditions.Add($"partnership = {parameters.Add(partnership)}");
        if (query.Dimension is { } dimension) conditions.Add($"{parameters.Add(dimension)} = any(dimensions)");
        if (through is not null) conditions.Add($"chain && {parameters.Add(through)}");
        if (from is not null) conditions.Add($"chain && {parameters.Add(from)} and chain[1] = any({parameters.Add(from)})");
        if (query.Withdrawn is { } withdrawn) conditions.Add($"withdrawn = {parameters.Add(withdrawn)}");
        if (query.Cursor is { } cursor) conditions.Add($"position < {parameters.Add(cursor.Position)}");
        if (query.Id is { } ids) conditions.Add($"claim = any({parameters.Add(ids.ToArray())})");
        // Nobody learns of a claim by who speaks of it.
        foreach (var (column, other) in (IEnumerable<(string, Guid?)>)[("corroborates", query.Corroborates), ("contradicts", query.Contradicts)])
            if (other is { } about)
                conditions.Add($"{column} @> array[{parameters.Add(about)}] and not exists (select from assessment.claim_listing about where about.claim = {parameters.Add(about)} and about.marking > $1)");
        return string.Join(" and ", conditions);
    }

    // Every word stands in the statement or in the name of a source.
    private static string Match(Parameters parameters, SearchTerms terms, IReadOnlyDictionary<Term, Guid[]> sources, Actor actor)
    {
        var inStatement = string.Join(" & ", terms.Terms.Where(term => !sources.ContainsKey(term)).Select(term => term.TsQuery));
        List<string> conditions = inStatement.Length == 0 ? [] : [$"words @@ {parameters.Add(inStatement)}::tsquery"];
        foreach (var (term, found) in sources)
        {
            conditions.Add($"(words @@ {parameters.Add(term.TsQuery)}::tsquery or " + (found.Length <= MostSources ? $"chain && {parameters.Add(found)})" : $"""
                exists (select from assessment.source_listing named where named.source = any(chain) and {SourceSearch.Seen(parameters, actor)} and named.words @@ {parameters.Add(term.TsQuery)}::tsquery))
                """));
        }

        var match = string.Join(" and ", conditions);
        return terms.Id is { } id ? $"(claim = {parameters.Add(id)}{(terms.TsQuery is null ? "" : $" or ({match})")})" : $"({match})";
    }

    /// <summary>Of each word that is to be found the sources that are named by it, as far as there are any that the actor may know.</summary>
    private static async Task<IReadOnlyDictionary<Term, Guid[]>> SourcesAsync(SearchTerms terms, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        Term[] wanted = [.. terms.Wanted];
        await using var command = database.CreateCommand();
        var parameters = new Parameters(command);
        command.CommandText = $"""
            select place::int - 1, found.source
            from unnest({parameters.Add(wanted.Select(term => term.TsQuery).ToArray())}::text[]) with ordinality as term (query, place),
                lateral (select source from assessment.source_listing named where named.words @@ query::tsquery and {SourceSearch.Seen(parameters, actor)} limit {MostSources + 1}) found
            """;
        return (await command.ListAsync(row => (Term: wanted[row.GetInt32(0)], Source: row.GetGuid(1)), ct)).GroupBy(found => found.Term)
            .ToDictionary(found => found.Key, found => found.Select(named => named.Source).ToArray());
    }
}
