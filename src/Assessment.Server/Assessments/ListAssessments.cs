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

namespace Assessment.Server.Assessments;

/// <summary>The assessments an actor may see, newest first; <c>q</c> searches for words in what they may see of each; <c>pending</c> asks for the status of the text that is being worked on, first or revised.</summary>
public sealed record ListAssessments(
    string? Partnership = null,
    string? Dimension = null,
    string? Analyst = null,
    AssessmentStatus? Status = null,
    SupportMark? Support = null,
    AssessmentStatus? Pending = null,
    SearchTerms? Q = null,
    [property: Range(1, Paging.Most)] int Limit = Paging.Default,
    Cursor? Cursor = null);

public static class ListAssessmentsEndpoint
{
    [WolverineGet("/api/v1/assessments"), Requires(Permission.Read), Follows]
    public static async Task<Page<AssessmentAnswer>> Get(ListAssessments query, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        var listed = await FindAsync(query, database, actor, ct);
        var (page, states) = await session.FoldAsync(Page<(Guid Id, long Position)>.Of(listed, query.Limit, item => item.Position), AssessmentState.Fold, ct);
        // The listing may be a moment behind; the facts decide what is seen.
        var seen = page.Items.Select(item => states[item.Id]).Where(assessment => assessment.IsVisible(actor)).ToArray();
        var texts = seen.ToDictionary(assessment => assessment.Id, assessment => assessment.TextFor(actor, query.Q));
        var answers = (await AssessmentResource.RenderAsync(session, seen, null, actor, ct)).ToDictionary(answer => answer.Id);
        return page.Answered(item => answers.GetValueOrDefault(item.Id))
            .SearchedFor(query.Q, assessment => (assessment.Id, texts[assessment.Id]), await Missing.OfAsync(query.Q, page.Items.Count > 0 || query.Cursor is not null,
                async terms => (await FindAsync(query with { Q = terms, Limit = 1 }, database, actor, ct)).Count > 0));
    }

    public static async Task<List<(Guid Id, long Position)>> FindAsync(ListAssessments query, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        var sql = """
            with seen as (
                select *,
                    published is not null and published_marking <= $1 as shows_published,
                    pending is not null and pending_marking <= $1 and (author = $2 or $3 or ($4 and pending <> 'draft')) as shows_pending
                from assessment.assessment_listing
                where ($5::text is null or partnership = $5) and ($6::text is null or author = $6) and ($7::bigint is null or position < $7))
            select assessment, position from seen
            where (shows_published or shows_pending)
              and ($8::text is null or (shows_published and $8 = any(published_dimensions)) or (shows_pending and $8 = any(pending_dimensions)))
              and ($9::text is null or $9 = case when shows_published then published else pending end)
              and ($11::text is null or (shows_published and published = 'published' and exists (
                    select from assessment.standing standing
                    where standing.assessment = seen.assessment and valid_until = 9223372036854775807 and valid_from is not null and judgment->>'support' = $11)))
              and ($12::text is null or (shows_pending and pending = $12))
            order by position desc limit $10
            """;
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddWithValue(actor.Id);
        command.Parameters.AddWithValue(actor.Is(Roles.Auditor));
        command.Parameters.AddWithValue(actor.Is(Roles.Reviewer) || actor.Is(Roles.Lead));
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Partnership);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Analyst);
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Dimension);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Status is { } status ? Codes.Of(status) : null);
        command.Parameters.AddWithValue(query.Limit + 1);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Support is { } support ? Codes.Of(support) : null);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Pending is { } pending ? Codes.Of(pending) : null);
        if (query.Q is { } terms)
            sql = sql.Replace("order by", $"and {new Parameters(command).Found(terms, "assessment", "shows_published and published_words", "shows_pending and pending_words")} order by", StringComparison.Ordinal);
        command.CommandText = sql;
        return await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct);
    }
}
