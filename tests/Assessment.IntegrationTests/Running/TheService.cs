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
    private Cluster _cluster = null!;
    private RunningService _shared = null!;

    public Api Api => _shared.Api;

    public NpgsqlDataSource Database => _shared.Database;

    public RunningService Shared => _shared;

    /// <summary>The way into the cluster as its administrator.</summary>
    public string Administrator => _cluster.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assessment-tests-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        _cluster = await Cluster.StartAsync(new ClusterSettings(folder, Durable: false), NullLogger.Instance, default);
        _shared = await StartAsync();
        Folder = folder;
    }

    private string Folder { get; set; } = "";

    /// <summary>A service of its own; on a fresh database unless one is given.</summary>
    public async Task<RunningService> StartAsync(string? database = null, params string[] settings)
    {
        database ??= await CreateDatabaseAsync();
        return await RunningService.StartAsync(new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Database = database }.ConnectionString, settings);
    }

    private async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
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

    private readonly string _keys;

    private RunningService(WebApplication app, NpgsqlDataSource database, string connection, string keys)
    {
        ConnectionString = connection;
        App = app;
        Database = database;
        _keys = keys;
    }

    public WebApplication App { get; }

    public NpgsqlDataSource Database { get; }

    public Api Api { get; private set; } = null!;

    /// <summary>With the password, which the data source keeps to itself.</summary>
    public string ConnectionString { get; }

    public string DatabaseName => new NpgsqlConnectionStringBuilder(Database.ConnectionString).Database!;

    public static async Task<RunningService> StartAsync(string connection, params string[] settings)
    {
        var service = Compose(connection, settings);
        await Migration.ApplyAsync(service.App.Services, default);
        return await service.StartAsync();
    }

    /// <summary>As in production: the schema was migrated by somebody else.</summary>
    public static Task<RunningService> StartMigratedAsync(string connection, params string[] settings) => Compose(connection, settings).StartAsync();

    /// <summary>Only migrates, as the command does.</summary>
    public static async Task MigrateAsync(string connection)
    {
        await using var service = Compose(connection, []);
        await Migration.ApplyAsync(service.App.Services, default);
    }

    private static RunningService Compose(string connection, string[] settings)
    {
        var keys = Directory.CreateTempSubdirectory("assessment-keys-").FullName;
        var builder = WebApplication.CreateBuilder(
        [
            "--environment=Development", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Assessment={connection}",
            $"--Assessment:DataDirectory={keys}", "--Assessment:ReferenceCase=false",
            "--Assessment:Rate:PerSecond=100000", "--Assessment:Rate:Burst=100000", "--Logging:LogLevel:Default=None",
            .. Chatty.Select(library => $"--Logging:LogLevel:{library}=None"), .. settings,
        ]);
        var (read, missing) = ServiceSettings.Read(builder.Configuration, builder.Environment);
        Assert.Null(missing);
        // One node on a database is Solo, as the embedded one is; what the settings cannot say is that no other node will come.
        var database = Assessment.Server.Storage.Database.Open(connection, null);
        var app = Service.Compose(builder, read!, database);
        return new RunningService(app, database, connection, keys);
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
        Directory.Delete(_keys, recursive: true);
    }
}

/// <summary>A service on a database of its own for all tests of a class, where no other test records facts in between.</summary>
public sealed class ServiceOfItsOwn(TheService tests) : IAsyncLifetime
{
    public RunningService Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await tests.StartAsync();

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
