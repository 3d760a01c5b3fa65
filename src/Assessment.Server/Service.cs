using Assessment.Dashboard;
using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Audit;
using Assessment.Server.Evidence;
using Assessment.Server.Exchange;
using Assessment.Server.Forecasts;
using Assessment.Server.Http;
using Assessment.Server.Ledger;
using Assessment.Server.Observability;
using Assessment.Server.Partnerships;
using Assessment.Server.Picture;
using Assessment.Server.Search;
using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.Server;

/// <summary>Puts the areas together into the one service.</summary>
public static class Service
{
    /// <param name="builder">With the configuration read.</param>
    /// <param name="settings">What the start was decided on.</param>
    /// <param name="database">Where the facts are.</param>
    public static WebApplication Compose(WebApplicationBuilder builder, ServiceSettings settings, NpgsqlDataSource database)
    {
        var tokens = settings.OwnTokens ? DevelopmentTokens.Open(settings.DataDirectory) : null;
        builder.AddTelemetry();
        builder.AddStore(database, onlyNode: settings.Embedded);
        builder.AddAccess(tokens);
        var page = new DashboardSettings(OwnAddress.Of, settings.OwnTokens ? null : OidcClient.Read(builder.Configuration)) { ReferenceCase = settings is { ReferenceCase: true, OwnTokens: true } };
        builder.AddDashboard(page);
        PageKeys.Add(builder.Services);
        builder.Services.AddSingleton<Dashboard.Access.ISignIns, PageSignIns>();
        builder.AddContract();

        builder.Services.AddPartnerships();
        builder.Services.AddEvidence();
        builder.Services.AddAssessments();
        builder.Services.AddPicture();
        builder.Services.AddForecasts();
        builder.Services.AddSearch();
        builder.Services.AddAudit();
        builder.Services.AddExchange(settings);
        builder.AddLedger(settings);

        var app = builder.Build();
        app.UseContract();
        app.UseDashboard();
        app.MapHealth();
        app.MapDocumentation();
        app.MapSlices();
        tokens?.Map(app);
        app.MapDashboard(page, "Assessment.Server.staticwebassets.endpoints.json");
        return app;
    }

    /// <summary>Brings the schema up to date under the owner's role. The store alone is composed for it, and not started.</summary>
    public static async Task MigrateAsync(WebApplicationBuilder builder, ServiceSettings settings, string owner, CancellationToken ct)
    {
        await using var database = Database.Open(owner, null);
        builder.AddStore(database, onlyNode: settings.Embedded);
        await using var app = builder.Build();
        await Migration.ApplyAsync(app.Services, [Alike.KeepEarlierAsync], ct);
    }
}
