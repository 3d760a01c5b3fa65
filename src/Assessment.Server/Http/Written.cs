using System.Diagnostics;
using Assessment.Server.Access;
using Assessment.Server.Storage;
using JasperFx.Events;
using Marten;
using Wolverine;

namespace Assessment.Server.Http;

/// <summary>
/// The answer to an accepted write: a resource as of the version that the write made. It is rendered after
/// the commit from the facts up to that version and no later ones, so that a repeated request gets the very
/// same answer without any copy of it being kept.
/// </summary>
/// <param name="Resource">The kind of resource, see <see cref="IResource.Kind"/>.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">The stream's version after the write.</param>
/// <param name="Status">200, or 201 for a creation.</param>
/// <param name="Location">The path of what was created.</param>
/// <param name="Part">The part of the resource that is answered instead of the whole, if any.</param>
public sealed record Written(string Resource, Guid Stream, long Version, int Status, string? Location, string? Part = null) : IResult
{
    /// <summary>Null when the resource is read for the answer.</summary>
    public Afterwards? Afterwards { get; init; }

    public async Task ExecuteAsync(HttpContext http)
    {
        // A repeated request may come with less clearance than the first.
        if (await ReadAsync(http) is not { } rendered)
        {
            await Answer.WriteAsync(http, Refusal.NotFound(Resource));
            return;
        }

        if (Location is not null) http.Response.Headers.Location = Location;
        await Answer.WriteAsync(http, Status, rendered);
    }

    private async Task<Rendered?> ReadAsync(HttpContext http)
    {
        var actor = Asked.ActorOf(http);
        if (Afterwards is { Since.Facts: { } since } && Afterwards.Render(since, actor) is { } rendered) return rendered;
        var resource = http.RequestServices.GetRequiredKeyedService<IResource>(Resource);
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>().QuerySession();
        return await resource.ReadAsync(session, Stream, Part, Horizon.OfVersion(Version), actor, http.RequestAborted);
    }
}

/// <summary>How a write is answered from what it was decided on, without reading that again.</summary>
/// <param name="Since">Reads what has been recorded since, in the batch of the write.</param>
/// <param name="Render">Shows the resource with those facts to an actor; null when that is not enough to show it from.</param>
public sealed record Afterwards(FactsSince Since, Func<IReadOnlyList<IEvent>, Actor, Rendered?> Render);

/// <summary>The facts of one decision, appended to one stream at the version the decision was taken on.</summary>
/// <param name="Written">What the request will be answered with.</param>
/// <param name="StreamType">The state the stream is folded into.</param>
/// <param name="Version">The version decided on; 0 starts the stream.</param>
/// <param name="Facts">What happened, in order.</param>
/// <param name="Partnership">The partnership the facts are about, for the audit's filters; null for sources.</param>
/// <param name="Marking">The code of the marking of what the facts say, for the clearance of auditors.</param>
/// <param name="TakenCode">The refusal's code should the stream exist already.</param>
public sealed record Append(
    Written Written, Type StreamType, long Version, IReadOnlyList<object> Facts, string? Partnership, string Marking, string TakenCode) : ISideEffect
{
    /// <summary>What else is kept in the transaction of the facts.</summary>
    public Action<IDocumentSession>? Also { get; init; }

    /// <summary>Word of the facts to whatever has to follow from them.</summary>
    public IReadOnlyList<IReaction> SetsInMotion { get; init; } = [];

    /// <summary>Called by Wolverine before it commits: facts, what they set in motion and the idempotency answer become one transaction.</summary>
    public async Task ExecuteAsync(IDocumentSession session, IMessageContext messages, HttpContext http)
    {
        var asked = Asked.Of(http);
        // What follows from the facts by messages belongs to the same case.
        if (http.Request.Headers["X-Correlation-ID"] is [{ } correlation]) session.CorrelationId = messages.CorrelationId = correlation;
        if (asked.Idempotency is { } claim) Idempotency.Keep(session, claim, Written);
        if (Facts.Count == 0) return;

        asked.TakenCode = TakenCode;
        session.SetHeader(FactHeaders.Marking, Marking);
        if (Partnership is not null) session.SetHeader(FactHeaders.Partnership, Partnership);
        if (Activity.Current?.Id is { } trace) session.SetHeader(FactHeaders.Trace, trace);

        if (Version == 0) session.Events.StartStream(StreamType, Written.Stream, Facts);
        else session.Events.Append(Written.Stream, Version + Facts.Count, Facts);
        Also?.Invoke(session);
        if (Written.Afterwards is { } afterwards) session.QueueOperation(afterwards.Since);
        foreach (var reaction in SetsInMotion)
        {
            Reactions.Begin(session, reaction);
            await messages.PublishAsync(reaction);
        }
    }
}

/// <summary>The names of the headers that every fact carries beside Marten's own metadata.</summary>
public static class FactHeaders
{
    public const string Marking = "marking";
    public const string Partnership = "partnership";
    public const string Trace = "traceparent";
}

/// <summary>Builds what a slice returns: the answer and the facts.</summary>
public static class Write
{
    public static (Written, Append) Created<TState>(
        string resource, Guid stream, string location, IReadOnlyList<object> facts, string? partnership, string marking, string takenCode = "already-exists", long version = 0, string? part = null,
        Afterwards? afterwards = null)
    {
        var written = new Written(resource, stream, version + facts.Count, StatusCodes.Status201Created, location, part) { Afterwards = afterwards };
        return (written, new Append(written, typeof(TState), version, facts, partnership, marking, takenCode));
    }

    public static (Written, Append) Changed<TState>(
        string resource, Guid stream, long version, IReadOnlyList<object> facts, string? partnership, string marking, Afterwards? afterwards = null)
    {
        var written = new Written(resource, stream, version + facts.Count, StatusCodes.Status200OK, null) { Afterwards = afterwards };
        return (written, new Append(written, typeof(TState), version, facts, partnership, marking, "already-exists"));
    }
}
