using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Http;
using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Npgsql;
using Wolverine.Http;

namespace Assessment.Server.Search;

/// <summary>Claims, sources, assessments and forecasts with some words in them, newest first; <c>q</c> is needed.</summary>
public sealed record FindEverything(
    SearchTerms? Q = null, string? Partnership = null, [property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Q is null) yield return new ValidationResult("Say in q what is searched for.", [nameof(Q)]);
    }
}

/// <summary>Something that was found.</summary>
public sealed record Hit(
    [property: Description("claim, source, assessment or forecast.")] string Type, Guid Id, [property: Description("How it begins; plain text.")] string Title,
    [property: Description(Excerpt.Rules)] string Excerpt, string? Partnership, Marking Marking);

public static class FindEverythingEndpoint
{
    private const int LongestTitle = 120;

    [WolverineGet("/api/v1/search"), Requires(Permission.Read), Follows]
    public static async Task<Page<Hit>> Get(FindEverything query, IQuerySession session, NpgsqlDataSource database, TimeProvider clock, Actor actor, CancellationToken ct)
    {
        var terms = query.Q!;
        var found = (await FindAsync(query, session, database, clock, actor, ct)).OrderByDescending(item => item.Position).Take(query.Limit + 1).ToArray();
        var page = Page<(Guid Id, long Position)>.Of(found, query.Limit, item => item.Position);
        var facts = (await session.FactsWithSourcesAsync([.. page.Items.Select(item => item.Id)], null, ct)).ToLookup(fact => fact.StreamId);
        return page.Answered(item => HitOf(item.Id, facts, terms, actor)) with
        {
            NotFound = await Missing.OfAsync(terms, found.Length > 0 || query.Cursor is not null,
                async word => (await FindAsync(query with { Q = word, Limit = 1 }, session, database, clock, actor, ct)).Count > 0),
        };
    }

    private static async Task<List<(Guid Id, long Position)>> FindAsync(FindEverything query, IQuerySession session, NpgsqlDataSource database, TimeProvider clock, Actor actor, CancellationToken ct) =>
    [
        .. await ClaimSearch.FindAsync(new(query.Partnership, Q: query.Q, Limit: query.Limit, Cursor: query.Cursor), session, database, actor, ct),
        .. await SourceSearch.FindAsync(new(Partnership: query.Partnership, Q: query.Q, Limit: query.Limit, Cursor: query.Cursor), database, actor, ct),
        .. await ListAssessmentsEndpoint.FindAsync(new(query.Partnership, Q: query.Q, Limit: query.Limit, Cursor: query.Cursor), database, actor, ct),
        .. await ListForecastsEndpoint.FindAsync(new(query.Partnership, Q: query.Q, Limit: query.Limit, Cursor: query.Cursor), clock.GetUtcNow(), database, actor, ct),
    ];

    // Listings may be a moment behind; the facts decide what is seen.
    private static Hit? HitOf(Guid id, ILookup<Guid, IEvent> facts, SearchTerms terms, Actor actor)
    {
        switch (facts[id].First().Data)
        {
            case ClaimRecorded when ClaimState.Fold(facts[id]) is { } claim && actor.Sees(claim.Marking):
                var named = claim.Chain.Select(source => SourceState.Fold(facts[source])).OfType<SourceState>()
                    .Where(source => SourceSearch.IsSeen(source, actor) && Excerpt.Count(source.Name, terms) > 0).ToArray();
                foreach (var source in named) Reading.Shows(source.Marking);
                return Told("claim", id, claim.Statement, Excerpt.Together([claim.Statement, .. named.Select(source => source.Name)]), claim.Partnership, claim.Marking);
            case SourceRegistered when SourceState.Fold(facts[id]) is { } origin && SourceSearch.IsSeen(origin, actor):
                return Told("source", id, origin.Name, Excerpt.Together(origin.Name, origin.Note), null, origin.Marking);
            case AssessmentDrafted when AssessmentState.Fold(facts[id]) is { } assessment && assessment.IsVisible(actor):
                var text = assessment.TextFor(actor, terms);
                var marking = ((Marking?[])[assessment.ShowsPublished(actor) ? assessment.Published!.Content.Marking : null, assessment.ShowsPending(actor) ? assessment.Pending!.Content.Marking : null]).Max();
                return Told("assessment", id, text.Split('\n')[0], text, assessment.Partnership, marking!.Value);
            case ForecastAsked when ForecastState.Fold(facts[id]) is { } forecast && forecast.IsVisible(actor):
                return Told("forecast", id, forecast.Asked.Question, Excerpt.Together(forecast.Asked.Question, forecast.Asked.Criteria), forecast.Asked.Partnership, forecast.Asked.Marking);
            default:
                return null;
        }

        Hit Told(string type, Guid of, string title, string text, string? partnership, Marking marking) =>
            new(type, of, Excerpt.Beginning(title, LongestTitle), Excerpt.Of(text, terms), partnership, marking);
    }
}
