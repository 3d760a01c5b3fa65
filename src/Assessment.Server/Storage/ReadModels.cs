using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;
using Assessment.Server.Picture;
using JasperFx.Events.Projections;
using Marten;

namespace Assessment.Server.Storage;

/// <summary>Every read model that follows the facts; each is a shard of its own, spread over the nodes by Wolverine.</summary>
public static class ReadModels
{
    public static readonly IReadOnlyDictionary<string, TableProjection> All =
        new TableProjection[] { new Standings(), new AssessmentListing(), new EvidenceListing(), new PartnershipListing(), new ForecastListing(), new ForecastEstimates() }.ToDictionary(model => model.Name);

    /// <summary>The names under which Marten keeps how far each has come.</summary>
    public static readonly string[] Shards = [.. All.Keys.Select(name => $"{name}:All")];

    public const string Standings = "Standings:All";

    public static void AddReadModels(this StoreOptions store)
    {
        foreach (var projection in All.Values) store.Projections.Add(projection, ProjectionLifecycle.Async);
    }
}
