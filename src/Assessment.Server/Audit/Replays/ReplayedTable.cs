using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;

namespace Assessment.Server.Audit.Replays;

/// <summary>
/// A table of a read model with what it must hold, worked out from the facts and not by the code that fills it: what checks
/// itself finds no error of its own. Every row is made from the facts of one stream.
/// </summary>
/// <param name="Name">With its schema, as its read model names it.</param>
/// <param name="Facts">What the facts of its streams have in common.</param>
/// <param name="Stream">The column that holds the stream a row is made from.</param>
/// <param name="Position">The column that holds the position a row begins with.</param>
/// <param name="Key">The columns that tell rows apart.</param>
/// <param name="Rows">From the facts of one stream, in order, to its rows; members are columns.</param>
/// <param name="Found">SQL that makes JSON of a row <c>t</c> that is there.</param>
public sealed record ReplayedTable(string Name, Type Facts, string Stream, string Position, string[] Key, Func<IReadOnlyList<IEvent>, IEnumerable<object>> Rows, string Found = "to_jsonb(t)")
{
    /// <summary>Rows as PostgreSQL's to_jsonb writes them, with the members in its order, shorter names first: so are two of them compared fastest.</summary>
    public static readonly JsonSerializerOptions Columns = new(Store.Stored())
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Order } },
    };

    /// <summary>Every table of every read model; a test holds it.</summary>
    public static readonly IReadOnlyList<ReplayedTable> All =
    [
        new("assessment.partnership_listing", typeof(IPartnershipEvent), "stream", "position", ["stream"], ListedRows.OfPartnership),
        new("assessment.source_listing", typeof(ISourceEvent), "source", "position", ["source"], ListedRows.OfSource),
        new("assessment.claim_listing", typeof(IClaimEvent), "claim", "position", ["claim"], ListedRows.OfClaim),
        new("assessment.assessment_listing", typeof(IAssessmentEvent), "assessment", "position", ["assessment"], ListedRows.OfAssessment),
        new("assessment.standing", typeof(IAssessmentEvent), "assessment", "valid_from", ["assessment", "dimension", "perspective", "valid_from"], StandingRow.Of),
        new("assessment.dissent", typeof(IAssessmentEvent), "assessment", "valid_from", ["assessment", "dissent", "valid_from"], DissentRow.Of),
        new("assessment.remarked_claim", typeof(IClaimEvent), "claim", "position", ["claim"], ListedRows.OfRemarkedClaim),
        new("assessment.forecast_listing", typeof(IForecastEvent), "forecast", "position", ["forecast"], ListedRows.OfForecast),
        new("assessment.forecast_estimate", typeof(IForecastEvent), "forecast", "position", ["forecast", "position"], ForecastRows.OfEstimates),
        new("assessment.forecast_resolution", typeof(IForecastEvent), "forecast", "position", ["forecast", "position"], ForecastRows.OfResolutions),
    ];

    /// <summary>The shard that fills it: its rows follow the facts as far as that has come.</summary>
    public string Shard { get; } = $"{ReadModels.All.Single(model => model.Value.Tables.Contains(Name)).Key}:All";

    private static void Order(JsonTypeInfo type)
    {
        var sorted = type.Properties.OrderBy(property => property.Name.Length).ThenBy(property => property.Name, StringComparer.Ordinal).ToArray();
        for (var place = 0; place < sorted.Length; place++) sorted[place].Order = place;
    }

    /// <summary>The rows of one stream. A stream that no longer makes sense, because some of it is gone, is a difference itself.</summary>
    public IReadOnlyList<object> RowsOf(IReadOnlyList<IEvent> facts, Findings findings)
    {
        if (facts.Count == 0) return [];
        try
        {
            return [.. Rows(facts)];
        }
        catch (Exception senseless) when (senseless is NullReferenceException or InvalidOperationException or ArgumentException)
        {
            findings.Add(new(Name, new JsonObject { [Stream] = facts[0].StreamId }, facts[0].Sequence, Marking.Red, null, null,
                JsonSerializer.SerializeToElement($"The facts of this stream cannot be folded: {senseless.Message}")));
            return [];
        }
    }
}
