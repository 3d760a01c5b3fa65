using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Assessment.Server;
using Assessment.Server.Storage;
using Assessment.Server.Storage.EmbeddedPostgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Assessment.Benchmarks;

/// <summary>The service on a durable database of its own, over HTTP on loopback, with everything on but exporters.</summary>
public sealed class Bench : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly NpgsqlDataSource _database;
    private readonly WebApplication _app;
    private readonly string _folder;

    private Bench(Cluster cluster, NpgsqlDataSource database, WebApplication app, string folder)
    {
        (_cluster, _database, _app, _folder) = (cluster, database, app, folder);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public NpgsqlDataSource Database => _database;

    public IServiceProvider Services => _app.Services;

    public string PostgresVersion => _cluster.Major.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<Bench> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assessment-bench-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var cluster = await Cluster.StartAsync(new ClusterSettings(folder), NullLogger.Instance, default);
        string[] arguments =
        [
            "--environment=Development", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Assessment={cluster.ConnectionString}",
            $"--Assessment:DataDirectory={folder}", "--Assessment:ReferenceCase=false", "--Logging:LogLevel:Default=None",
            "--Assessment:Rate:PerSecond=1000000", "--Assessment:Rate:Burst=1000000",
        ];
        var builder = WebApplication.CreateBuilder(arguments);
        var (settings, _) = ServiceSettings.Read(builder.Configuration, builder.Environment);
        await Service.MigrateAsync(WebApplication.CreateBuilder(arguments), settings!, cluster.OwnerConnectionString, default);
        var database = Assessment.Server.Storage.Database.Open(cluster.ConnectionString, null);
        var app = Service.Compose(builder, settings!, database);
        await app.StartAsync();
        return new Bench(cluster, database, app, folder);
    }

    public async Task<AuthenticationHeaderValue> TokenAsync(string subject, string role)
    {
        using var answer = await Http.PostAsJsonAsync("/dev/tokens", new { subject, roles = new[] { role }, clearance = "RED" });
        return new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>());
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, AuthenticationHeaderValue who, object? body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = who;
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (method == HttpMethod.Post) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{(int)answer.StatusCode} {path}: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
