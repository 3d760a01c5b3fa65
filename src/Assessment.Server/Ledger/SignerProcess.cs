using Assessment.Server.Observability;
using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.Server.Ledger;

/// <summary>
/// The signer in a process of its own, which alone has the key: it reads the tree and writes checkpoints, over the database and
/// nothing else, and exports its telemetry as the service does.
/// </summary>
public static class SignerProcess
{
    /// <summary>The first argument of a start as the signer.</summary>
    public const string Verb = "signer";

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        var settings = LedgerSettings.Read(builder.Configuration, builder.Environment, ServiceSettings.DataDirectoryOf(builder.Configuration)) with { SignsHere = true };
        if (settings.Missing() is { } missing) return Startup.Refuse(missing);
        if (builder.Configuration.GetConnectionString("Assessment") is not { Length: > 0 } connection)
            return Startup.Refuse("No database: set ConnectionStrings__Assessment to that of the service whose ledger is signed.");

        await using var database = Database.Open(connection, null);
        builder.Services.AddSingleton<NpgsqlDataSource>(database).AddSingleton(settings).AddSingleton<LedgerCondition>().AddHostedService<Signer>();
        builder.AddExport("assessment-signer");
        using var host = builder.Build();
        await host.RunAsync();
        return 0;
    }
}
