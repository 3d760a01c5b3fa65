using Assessment.Server.Storage.EmbeddedPostgres;

namespace Assessment.Server;

/// <summary>The settings a start is decided on; the README lists them.</summary>
/// <param name="ConnectionString">Any PostgreSQL from 15 on; null for the embedded one.</param>
/// <param name="DataDirectory">Where the embedded cluster and the keys are kept.</param>
/// <param name="OwnTokens">Whether this service signs tokens itself: in Development without an authority.</param>
/// <param name="ReferenceCase">Whether the reference case is loaded on the first start.</param>
/// <param name="Migrates">Whether the schema is brought up to date on start: in Development.</param>
public sealed record ServiceSettings(string? ConnectionString, string DataDirectory, bool OwnTokens, bool ReferenceCase, bool Migrates)
{
    public bool Embedded => ConnectionString is null;

    /// <summary>Reads the settings; a sentence that says what to set when they do not suffice.</summary>
    public static (ServiceSettings? Settings, string? Missing) Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        var connection = configuration.GetConnectionString("Assessment") is { Length: > 0 } given ? given : null;
        var authority = configuration["Authentication:Authority"] is { Length: > 0 } url ? url : null;
        if (!development && connection is null)
            return (null, "No database: set ConnectionStrings__Assessment to a PostgreSQL from 15 on, or ASPNETCORE_ENVIRONMENT=Development for an embedded one.");
        if (!development && authority is null)
            return (null, "No identity provider: set Authentication__Authority to the URL of your OIDC authority, or ASPNETCORE_ENVIRONMENT=Development for tokens of the service's own.");
        return (new ServiceSettings(
            connection,
            DataDirectoryOf(configuration),
            authority is null,
            configuration.GetValue("Assessment:ReferenceCase", development),
            development), null);
    }

    public static string DataDirectoryOf(IConfiguration configuration) =>
        configuration["Assessment:DataDirectory"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : Folders.Data;
}
