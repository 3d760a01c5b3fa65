using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Audit.Redactions;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Audit;

/// <summary>A resource as its own endpoint would have answered the auditor then; of a partnership with its own dimensions, of a claim without the count of citations.</summary>
public sealed record StateAnswer(Guid Stream, string Kind, long Version, JsonObject State);

/// <summary>Reads the resource behind any stream, as of a version or a moment.</summary>
public sealed class StreamStates(IServiceProvider services)
{
    private static readonly FrozenDictionary<Type, string> Kinds = new Dictionary<Type, string>
    {
        [typeof(IPartnershipEvent)] = PartnershipResource.Name,
        [typeof(ISourceEvent)] = SourceResource.Name,
        [typeof(IClaimEvent)] = ClaimResource.Name,
        [typeof(IAssessmentEvent)] = AssessmentResource.Name,
        [typeof(IForecastEvent)] = ForecastResource.Name,
        [typeof(IRedactionEvent)] = RedactionResource.Name,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> KindsByFact = Facts.Names.ToFrozenDictionary(
        named => named.Value, named => named.Key.GetInterfaces().Select(Kinds.GetValueOrDefault).OfType<string>().Single());

    /// <summary>What a stream is of, by the name of any of its facts.</summary>
    public static string KindOf(string fact) => KindsByFact[fact];

    /// <summary>The state, or null when there is none up to the horizon.</summary>
    public async Task<StateAnswer?> ReadAsync(IQuerySession session, AuditedStream stream, Horizon horizon, Actor actor, CancellationToken ct)
    {
        var kind = KindOf(stream.Began);
        var rendered = await services.GetRequiredKeyedService<IResource>(kind).ReadAsync(session, stream.Id, null, horizon, actor, ct);
        // A version that is not there yet is not answered with the last one.
        if (rendered is null || rendered.Version < horizon.Version) return null;
        var state = JsonSerializer.SerializeToNode(rendered.Body, rendered.Body.GetType(), StrictJson.Options)!.AsObject();
        // How often a claim is cited is known for the present alone, and is no fact about it.
        state.Remove("citedBy");
        state.Remove("possibleDuplicates");
        // What a check makes of a text is no fact either.
        state.Remove("tradecraft");
        (state["pending"] as JsonObject)?.Remove("tradecraft");
        // A partnership's own dimensions are facts on its stream, though resources of their own.
        if (kind == PartnershipResource.Name) state["dimensions"] = JsonSerializer.SerializeToNode(await DimensionsAsync(session, stream.Id, rendered.Version, ct), StrictJson.Options);
        return new StateAnswer(stream.Id, kind, rendered.Version, state);
    }

    private static async Task<IEnumerable<Dimension>> DimensionsAsync(IQuerySession session, Guid partnership, long version, CancellationToken ct) =>
        PartnershipState.Fold(await session.FactsAsync(partnership, Horizon.OfVersion(version), ct))!.Dimensions.Skip(Catalogue.Standard.Count);
}
