using Assessment.Server.Lexicon;
using Npgsql;

namespace Assessment.Server.Storage;

/// <summary>The parameters of a query that is put together from what is asked: each is added where it is named.</summary>
public sealed class Parameters(NpgsqlCommand command)
{
    /// <returns>How the query names it.</returns>
    public string Add(object value)
    {
        command.Parameters.AddWithValue(value);
        return $"${command.Parameters.Count}";
    }

    /// <summary>The condition that a row bears the id that is searched for, or has all the words.</summary>
    /// <param name="terms">What is searched for.</param>
    /// <param name="id">The column of the row's id.</param>
    /// <param name="columns">Those of its words, with the condition under which the actor may see them.</param>
    public string Found(SearchTerms terms, string id, params IEnumerable<string> columns)
    {
        List<string> ways = terms.Id is { } sought ? [$"{id} = {Add(sought)}"] : [];
        if (terms.TsQuery is { } words)
        {
            var query = Add(words);
            ways.AddRange(columns.Select(column => $"{column} @@ {query}::tsquery"));
        }

        return ways.Count == 0 ? "false" : $"({string.Join(" or ", ways)})";
    }
}
