using Assessment.IntegrationTests.Running;
using Assessment.Server;
using Assessment.Server.Storage;
using Assessment.Server.Storage.EmbeddedPostgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TheService))]

namespace Assessment.IntegrationTests.Running;

/// <summary>
/// One real PostgreSQL and the real service on a real port for all tests; each test works on a partnership of its own. A test that
/// must restart, rebuild or break something starts a service of its own on a database of its own.
/// </summary>
public sealed class TheService : IAsyncLifetime
{
    private const string Migrated = "migrated";

    private Cluster _cluster = null!;
    private RunningService _shared = null!;

    public Api Api => _shared.Api;

    public NpgsqlDataSource Database => _shared.Database;

    public RunningService Shared => _shared;

    /// <summary>The way into the cluster as its superuser.</summary>
    public string Administrator => _cluster.SuperuserConnectionString;

    /// <summary>The way into it as the owner of every schema.</summary>
    public string Owner => _cluster.OwnerConnectionString;

    /// <summary>The shared database, for what only its superuser may do.</summary>
    public NpgsqlDataSource AsAdministrator => _shared.AsAdministrator;

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assessment-tests-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        _cluster = await Cluster.StartAsync(new ClusterSettings(folder, Durable: false), NullLogger.Instance, default);
        // Migrated once, and copied from then on.
        await RunningService.MigrateAsync(WaysInto(await CreateDatabaseAsync(name: Migrated)).Owner);
        _shared = await StartAsync();
        Folder = folder;
    }

    private string Folder { get; set; } = "";

    /// <summary>A service of its own; on a fresh database unless one is given, which is migrated first.</summary>
    public async Task<RunningService> StartAsync(string? database = null, params string[] settings) => database is null
        ? await RunningService.StartMigratedAsync(WaysInto(await CreateDatabaseAsync($"template {Migrated}")), settings)
        : await RunningService.StartAsync(WaysInto(database), settings);

    private WaysIn WaysInto(string database)
    {
        return new WaysIn(On(_cluster.ConnectionString), On(_cluster.OwnerConnectionString), On(_cluster.SuperuserConnectionString));

        string On(string connection) => new NpgsqlConnectionStringBuilder(connection) { Database = database }.ConnectionString;
    }

    /// <summary>A database of the owner's; like another, or as said, in SQL.</summary>
    public async Task<string> CreateDatabaseAsync(string like = "", string? name = null)
    {
        name ??= $"test_{Guid.NewGuid():N}";
        await using var administrator = NpgsqlDataSource.Create(Administrator);
        await using var command = administrator.CreateCommand($"create database {name} owner assessment_owner {like}");
        await command.ExecuteNonQueryAsync();
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        await _cluster.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The service as it runs, with its database and an API to talk to it.</summary>
public sealed class RunningService : IAsyncDisposable
{
    // Races that tests lose on purpose would fill the output. ASP.NET Core keeps its log: without it, it begins no trace.
    private static readonly string[] Chatty = ["Marten", "Wolverine", "JasperFx", "Npgsql"];

    private readonly WaysIn _ways;
    private readonly string _keys;

    private RunningService(WebApplication app, NpgsqlDataSource database, WaysIn ways, string keys)
    {
        _ways = ways;
        App = app;
        Database = database;
        AsAdministrator = NpgsqlDataSource.Create(ways.Administrator);
        _keys = keys;
    }

    public WebApplication App { get; }

    /// <summary>As the service sees it.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>For what the service itself must not be able to do.</summary>
    public NpgsqlDataSource AsAdministrator { get; }

    public Api Api { get; private set; } = null!;

    /// <summary>With the password, which the data source keeps to itself.</summary>
    public string ConnectionString => _ways.Service;

    public WaysIn Ways => _ways;

    public string DatabaseName => new NpgsqlConnectionStringBuilder(Database.ConnectionString).Database!;

    /// <summary>As the service starts with a database of its own: the schema is migrated by its owner, the service comes as another.</summary>
    public static async Task<RunningService> StartAsync(WaysIn ways, params string[] settings)
    {
        await MigrateAsync(ways.Owner);
        return await StartMigratedAsync(ways, settings);
    }

    /// <summary>As in production: the schema was migrated by somebody else.</summary>
    public static async Task<RunningService> StartMigratedAsync(WaysIn ways, params string[] settings)
    {
        var (builder, read, keys) = Prepare(ways.Service, settings);
        // One node on a database is Solo, as the embedded one is; what the settings cannot say is that no other node will come.
        var database = Assessment.Server.Storage.Database.Open(ways.Service, null);
        return await new RunningService(Service.Compose(builder, read, database), database, ways, keys).StartAsync();
    }

    /// <summary>Migrates once more while it runs.</summary>
    public Task MigrateAgainAsync() => MigrateAsync(_ways.Owner);

    /// <summary>Only migrates, as the command does.</summary>
    public static async Task MigrateAsync(string owner)
    {
        var (builder, read, keys) = Prepare(owner, []);
        await Service.MigrateAsync(builder, read, owner, default);
        Directory.Delete(keys, recursive: true);
    }

    private static (WebApplicationBuilder, ServiceSettings, string Keys) Prepare(string connection, string[] settings)
    {
        var keys = Directory.CreateTempSubdirectory("assessment-keys-").FullName;
        var builder = WebApplication.CreateBuilder(
        [
            "--environment=Development", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Assessment={connection}",
            $"--Assessment:DataDirectory={keys}", "--Assessment:ReferenceCase=false",
            "--Assessment:Rate:PerSecond=100000", "--Assessment:Rate:Burst=100000", "--Logging:LogLevel:Default=None",
            .. Chatty.Select(library => $"--Logging:LogLevel:{library}=None"), .. settings,
        ]);
        builder.Host.UseServiceProviderFactory(CompilingOnce.ForAll);
        var (read, missing) = ServiceSettings.Read(builder.Configuration, builder.Environment);
        Assert.Null(missing);
        return (builder, read!, keys);
    }

    private async Task<RunningService> StartAsync()
    {
        await App.StartAsync();
        Api = new Api(new Uri(App.Urls.First()));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await Database.DisposeAsync();
        await AsAdministrator.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }
}

/// <summary>Into one database: as the service, as the owner of its schema, as the superuser of its cluster.</summary>
public sealed record WaysIn(string Service, string Owner, string Administrator);

/// <summary>A service on a database of its own for all tests of a class, where no other test records facts in between.</summary>
public sealed class ServiceOfItsOwn(TheService tests) : IAsyncLifetime
{
    public RunningService Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await tests.StartAsync();

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
