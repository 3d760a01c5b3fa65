using Assessment.Server.Http;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Server.Storage;

/// <summary>
/// Folds what a page lists stream by stream, as the facts come out of the database: no more of them is held than makes a page. Once
/// <see cref="Paging.MostRead"/> has been read the page ends behind what is folded.
/// </summary>
public static class FoldedPage
{
    private const string Sql = $"""
        select {StoredFact.WholeColumns} from {Store.FactSchema}.mt_events
        join unnest(array(select unnest($1))) with ordinality as listed (id, place) on stream_id = listed.id
        order by place, version
        """;

    /// <summary>What the listed streams are now, as far as the page reaches, with that page: one round trip.</summary>
    public static async Task<(Page<(Guid Id, long Position)> Page, IReadOnlyDictionary<Guid, T> States)> FoldAsync<T>(
        this IQuerySession session, Page<(Guid Id, long Position)> listed, Func<IEnumerable<IEvent>, T?> fold, CancellationToken ct) where T : class
    {
        var states = new Dictionary<Guid, T>();
        if (listed.Items.Count == 0) return (listed, states);
        await using var command = new NpgsqlCommand(Sql);
        command.Parameters.AddWithValue(listed.Items.Select(item => item.Id).ToArray());
        var reader = await session.ExecuteReaderAsync(command, ct);
        var (facts, read, reached) = (new List<IEvent>(), 0L, listed.Items.Count);
        try
        {
            while (reached == listed.Items.Count && await reader.ReadAsync(ct))
            {
                var fact = StoredFact.ReadWhole(reader);
                if (facts.Count > 0 && facts[0].StreamId != fact.StreamId)
                {
                    Fold();
                    if (read > Paging.MostRead) reached = PlaceOf(fact.StreamId);
                }

                facts.Add(fact);
                read += StoredFact.LengthOf(reader);
            }

            if (reached == listed.Items.Count) Fold();
        }
        finally
        {
            await LeaveAsync(command, reader, halfWay: reached < listed.Items.Count);
        }

        return (listed.First(reached), states);

        void Fold()
        {
            if (facts.Count > 0 && fold(facts) is { } state) states[facts[0].StreamId] = state;
            facts.Clear();
        }

        int PlaceOf(Guid stream) => listed.Items.Select((item, place) => (item.Id, place)).First(item => item.Id == stream).place;
    }

    // What is still to come is not waited for; that it was called off is no failure.
    private static async Task LeaveAsync(NpgsqlCommand command, System.Data.Common.DbDataReader reader, bool halfWay)
    {
        try
        {
            if (halfWay) command.Cancel();
            await reader.DisposeAsync();
        }
        catch (PostgresException calledOff) when (halfWay && calledOff.SqlState == PostgresErrorCodes.QueryCanceled)
        {
        }
    }
}
