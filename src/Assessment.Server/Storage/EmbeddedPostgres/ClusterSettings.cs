namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>Where the service keeps a database of its own, and whether that database must survive a power cut.</summary>
/// <param name="DataDirectory">Null for the standard place: /var/lib/assessment for root, else the user's local application data.</param>
/// <param name="Durable">False only in tests: nothing is synced to disk.</param>
public sealed record ClusterSettings(string? DataDirectory, bool Durable = true);
