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
    public static readonly IReadOnlyDictionary<string, TableProjection> All = new Dictionary<string, TableProjection>
    {
        ["Standings"] = new Standings(),
        ["AssessmentListing"] = new AssessmentListing(),
        ["EvidenceListing"] = new EvidenceListing(),
        ["PartnershipListing"] = new PartnershipListing(),
        ["ForecastListing"] = new ForecastListing(),
    };

    /// <summary>The names under which Marten keeps how far each has come.</summary>
    public static readonly string[] Shards = [.. All.Keys.Select(name => $"{name}:All")];

    public const string Standings = "Standings:All";

    public static void AddReadModels(this StoreOptions store)
    {
        foreach (var (name, projection) in All)
        {
            projection.Name = name;
            foreach (var table in projection.Tables) projection.Options.DeleteDataInTableOnTeardown(table);
            store.Projections.Add(projection, ProjectionLifecycle.Async);
        }
    }
}
