using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Audit;

/// <summary>
/// Facts, oldest first: those after a position, of an actor, a type, a partnership, a stream, a correlation, and recorded from
/// a time (inclusive) to a time (exclusive). Given both, <c>after</c> and <c>cursor</c>, the later of the two counts.
/// </summary>
public sealed record ListFacts(
    long? After = null,
    string? Actor = null,
    string? Type = null,
    string? Partnership = null,
    Guid? Stream = null,
    string? Correlation = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    [property: Range(1, Paging.Most)] int Limit = Paging.Default,
    Cursor? Cursor = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Type is not null && !Facts.Names.Values.Contains(Type))
            yield return new ValidationResult($"There are no facts of this type; there are {string.Join(", ", Facts.Names.Values.Order())}.", [nameof(Type)]);
    }
}

public static class ListFactsEndpoint
{
    [WolverineGet("/api/v1/audit/events"), Requires(Permission.Audit), Follows]
    [ProducesResponseType<Page<AuditedFact>>(StatusCodes.Status200OK, "application/json", FactLines.MediaType)]
    public static IResult Get(ListFacts query, FactReader facts, Actor actor) => new FactsResult(query, facts, actor);
}

/// <summary>Answers a page, or with <c>Accept: application/x-ndjson</c> all of it line by line.</summary>
public sealed record FactsResult(ListFacts Query, FactReader Facts, Actor Actor) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.Headers.Vary = "Accept";
        var ct = http.RequestAborted;
        var upTo = await Facts.SettledAsync(ct);
        if (FactLines.AreAskedFor(http.Request))
        {
            await FactLines.WriteAsync(http, (after, limit) => Facts.ListAsync(Query, after, upTo, limit, patient: true, Actor, ct), Query.After ?? 0);
            return;
        }

        var after = Math.Max(Query.After ?? 0, Query.Cursor?.Position ?? 0);
        var found = await Facts.ListAsync(Query, after, upTo, Query.Limit + 1, patient: false, Actor, ct);
        await AuditedFact.PageOf(found, Query.Limit, fact => fact.Position).ExecuteAsync(http);
    }
}
