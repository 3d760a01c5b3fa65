using System.Diagnostics;
using Assessment.Server.Http;
using JasperFx.Events;

namespace Assessment.Server.Observability;

/// <summary>Ties what follows a fact to the trace of the request that recorded it.</summary>
public static class Tracing
{
    private static readonly Lazy<ActivityListener> Requests = new(() =>
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    });

    /// <summary>Gives every request its trace, also where nobody collects traces and the framework's log is silent.</summary>
    public static void OfEveryRequest() => _ = Requests.Value;

    /// <summary>Starts a span below the request's, linked to the page of facts it is taken in with; null when nobody listens or the fact carries no trace.</summary>
    public static Activity? Follow(IEvent fact, string what) =>
        Measures.Source.HasListeners() && TraceOf(fact) is { } trace && ActivityContext.TryParse(trace, null, isRemote: true, out var context)
            ? Measures.Source.StartActivity($"{what} {fact.EventTypeName}", ActivityKind.Consumer, context,
                [new("assessment.fact.position", fact.Sequence), new("assessment.fact.stream", fact.StreamId)],
                Activity.Current is { } page ? [new ActivityLink(page.Context)] : [])
            : null;

    /// <summary>The W3C <c>traceparent</c> a fact was recorded under.</summary>
    public static string? TraceOf(IEvent fact) => fact.Headers?.GetValueOrDefault(FactHeaders.Trace)?.ToString();
}
