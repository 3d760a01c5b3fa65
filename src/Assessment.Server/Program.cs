using Assessment.Server;
using Assessment.Server.Ledger;
using Assessment.Server.Storage;
using Assessment.Server.Storage.EmbeddedPostgres;
using JasperFx;
using Npgsql;

// Code is generated without any database, and so without any setting.
if (args is ["codegen" or "openapi" or "help" or "-?", ..])
{
    var bare = WebApplication.CreateBuilder(args);
    var nowhere = new ServiceSettings("Host=127.0.0.1", Path.GetTempPath(), OwnTokens: false, ReferenceCase: false, Migrates: false);
    return await Service.Compose(bare, nowhere, Database.Open(nowhere.ConnectionString!, null)).RunJasperFxCommands(args);
}

if (args is [SignerProcess.Verb, ..]) return await SignerProcess.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
if (args is ["ledger-key", ..])
{
    Console.WriteLine(SigningKey.NewLine(LedgerSettings.Read(builder.Configuration, builder.Environment, "").Origin));
    return 0;
}

var (settings, missing) = ServiceSettings.Read(builder.Configuration, builder.Environment);
if (settings is null) return Startup.Refuse(missing!);
var serves = args is [] or ["run", ..] or [['-', ..], ..];
if (serves && LedgerSettings.Read(builder.Configuration, builder.Environment, settings.DataDirectory).Missing() is { } noKey) return Startup.Refuse(noKey);

using var stopping = Startup.StopOnSignal();
try
{
    await using var cluster = settings.Embedded ? await Startup.StartClusterAsync(settings, stopping.Token) : null;
    var owner = cluster?.OwnerConnectionString ?? settings.ConnectionString!;
    if (args is ["migrate"])
    {
        await Service.MigrateAsync(builder, settings, owner, stopping.Token);
        return 0;
    }

    if (!serves)
    {
        await using var owned = Database.Open(owner, null);
        return await Service.Compose(builder, settings, owned).RunJasperFxCommands(args);
    }

    if (settings.Migrates) await Service.MigrateAsync(WebApplication.CreateBuilder(args), settings, owner, stopping.Token);
    await using var database = Database.Open(cluster?.ConnectionString ?? settings.ConnectionString!, null);
    if (!await Migration.IsCurrentAsync(database, stopping.Token)) return Startup.Refuse(Startup.NotMigrated, Startup.Unavailable);
    await using var app = Service.Compose(builder, settings, database);
    app.Lifetime.ApplicationStarted.Register(() => Startup.Announce(app, settings, cluster));
    await app.RunAsync(stopping.Token);
    return 0;
}
catch (ClusterUnavailableException failure)
{
    return Startup.Refuse(failure.Message);
}
catch (NpgsqlException failure)
{
    return Startup.Refuse($"The database does not answer as it should: {failure.Message}", Startup.Unavailable);
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
