using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>The forecasts an actor may see, newest first; <c>q</c> searches questions and criteria for words.</summary>
public sealed record ListForecasts(
    string? Partnership = null, ForecastStatus? State = null, SearchTerms? Q = null, [property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

public static class ListForecastsEndpoint
{
    [WolverineGet("/api/v1/forecasts"), Requires(Permission.Read), Follows]
    public static async Task<Page<ForecastAnswer>> Get(
        ListForecasts query, IQuerySession session, NpgsqlDataSource database, TimeProvider clock, Actor actor, CancellationToken ct)
    {
        var moment = clock.GetUtcNow();
        var listed = Page<(Guid Id, long Position)>.Of(await FindAsync(query, moment, database, actor, ct), query.Limit, item => item.Position);
        var (page, states) = await session.FoldAsync(listed, ForecastState.Fold, ct);
        var evidence = await ForecastResource.EvidenceOfAsync(session, states.Values, ct);
        return page.Answered(item => ForecastAnswer.Of(states[item.Id], evidence, moment, actor))
            .SearchedFor(query.Q, forecast => (forecast.Id, Excerpt.Together(forecast.Question, forecast.Criteria)), await Missing.OfAsync(query.Q, page.Items.Count > 0 || query.Cursor is not null,
                async terms => (await FindAsync(query with { Q = terms, Limit = 1 }, moment, database, actor, ct)).Count > 0));
    }

    public static async Task<List<(Guid Id, long Position)>> FindAsync(ListForecasts query, DateTimeOffset moment, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        var sql = """
            select forecast, position from assessment.forecast_listing
            where marking <= $1
              and ($2::text is null or partnership = $2)
              and ($3::text is null or $3 = coalesce(ended, case when $4 < opens_at then 'scheduled' when $4 < closes_at then 'open' else 'closed' end))
              and ($5::bigint is null or position < $5)
            order by position desc limit $6
            """;
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Partnership);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.State is { } state ? Codes.Of(state) : null);
        command.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, moment);
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddWithValue(query.Limit + 1);
        if (query.Q is { } terms) sql = sql.Replace("order by", $"and {new Parameters(command).Found(terms, "forecast", "words")} order by", StringComparison.Ordinal);
        command.CommandText = sql;
        return await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct);
    }
}
