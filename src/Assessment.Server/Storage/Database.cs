using System.Runtime.CompilerServices;
using Npgsql;

namespace Assessment.Server.Storage;

/// <summary>The one way to the database: every connection of the service comes from here.</summary>
public static class Database
{
    /// <summary>By this name a transaction of the service is recognised, see <see cref="Moments"/>.</summary>
    public const string ApplicationName = "assessment";

    // The first and the last day there are in .NET are days like others, and stored as such; without this they would be infinity to PostgreSQL.
    [ModuleInitializer]
    internal static void KeepDaysAsTheyAre() => AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);

    public static NpgsqlDataSource Open(string connectionString, ILoggerFactory? log)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = ApplicationName,
            // Statements are few and come again: planning them once halves their cost.
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // Nothing of ours leaves state on a session, so nothing has to be reset.
            NoResetOnClose = true,
        };
        if (settings.KeepAlive == 0) settings.KeepAlive = 30;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (log is not null) builder.UseLoggerFactory(log);
        return builder.Build();
    }
}
