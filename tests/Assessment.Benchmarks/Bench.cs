using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Assessment.Server;
using Assessment.Server.Storage;
using Assessment.Server.Storage.EmbeddedPostgres;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Assessment.Benchmarks;

/// <summary>The service on a durable database of its own, over HTTP on loopback, with everything on but exporters.</summary>
public sealed class Bench : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _kept;

    private Bench(Cluster cluster, WebApplication app, NpgsqlDataSource database, NpgsqlDataSource administrator, string folder, bool kept)
    {
        (_cluster, _app, _folder, _kept, Database, Administrator) = (cluster, app, folder, kept, database, administrator);
        Http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Http { get; }

    /// <summary>As the service comes.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>As the superuser, for what the service may not do.</summary>
    public NpgsqlDataSource Administrator { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="folder">Where the data are, and stay; null for a temporary place.</param>
    /// <param name="seed">Fills the store before the service starts, as the superuser and as from the past: the facts keep the times they are given. The read models are filled after it.</param>
    public static async Task<Bench> StartAsync(string? folder = null, Func<IDocumentStore, Task>? seed = null)
    {
        var kept = folder is not null;
        folder ??= Directory.CreateTempSubdirectory("assessment-bench-").FullName;
        Directory.CreateDirectory(folder);
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
        if (seed is not null) await SeedAsync(WebApplication.CreateBuilder(arguments), cluster, seed);
        var database = Assessment.Server.Storage.Database.Open(cluster.ConnectionString, null);
        var app = Service.Compose(builder, settings!, database);
        await app.StartAsync();
        return new Bench(cluster, app, database, NpgsqlDataSource.Create(cluster.SuperuserConnectionString), folder, kept);
    }

    private static async Task SeedAsync(WebApplicationBuilder builder, Cluster cluster, Func<IDocumentStore, Task> seed)
    {
        // Without the trigger that sets the time; the ledger's fires all the same.
        var past = new NpgsqlConnectionStringBuilder(cluster.SuperuserConnectionString) { Options = "-c session_replication_role=replica" };
        await using var administrator = NpgsqlDataSource.Create(past.ConnectionString);
        builder.AddStore(administrator, onlyNode: true);
        await using var app = builder.Build();
        await seed(app.Services.GetRequiredService<IDocumentStore>());
        await new SeededReadModels(administrator).FillAsync();
        await using var analyze = administrator.CreateCommand("analyze");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }

    public async Task<AuthenticationHeaderValue> TokenAsync(string subject, string role)
    {
        using var answer = await Http.PostAsJsonAsync("/dev/tokens", new { subject, roles = new[] { role }, clearance = "RED" });
        return new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>());
    }

    public async Task<string> TextAsync(HttpMethod method, string path, AuthenticationHeaderValue who, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = who;
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (method == HttpMethod.Post) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{(int)answer.StatusCode} {path}: {text}");
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, AuthenticationHeaderValue who, object? body, string? ifMatch = null) =>
        JsonNode.Parse(await TextAsync(method, path, who, body, ifMatch))!;

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Administrator.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Administrator.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until every read model has taken in what is recorded.</summary>
    public async Task FollowAsync()
    {
        if (!await new Progress(Database).CatchUpAsync(TimeSpan.FromMinutes(60), default)) throw new TimeoutException("The read models have not caught up.");
    }

    /// <summary>Waits until every fact is in the ledger and a checkpoint covers them all.</summary>
    public async Task SignAsync()
    {
        while (!await AskAsync<bool>("select not exists (select from assessment_ledger.queue) and size = (select coalesce(max(size), 0) from assessment_ledger.checkpoint) from assessment_ledger.tree_state"))
            await Task.Delay(100);
    }

    /// <summary>Seconds of CPU of the service, this client and the database so far.</summary>
    public double Cpu()
    {
        var postmaster = int.Parse(File.ReadLines(Directory.EnumerateFiles(_folder, "postmaster.pid", SearchOption.AllDirectories).First()).First(), CultureInfo.InvariantCulture);
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            string[] stat;
            try
            {
                var line = File.ReadAllText($"{process}/stat");
                stat = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                continue;
            }

            // proc(5): parent, then user and system time, own and of children that have ended.
            var parent = int.Parse(stat[1], CultureInfo.InvariantCulture);
            var mine = process[6..] == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            if (process[6..] == postmaster.ToString(CultureInfo.InvariantCulture)) ticks += stat[11..15].Sum(time => long.Parse(time, CultureInfo.InvariantCulture));
            else if (mine || parent == postmaster) ticks += stat[11..13].Sum(time => long.Parse(time, CultureInfo.InvariantCulture));
        }

        return ticks / 100.0;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        await Administrator.DisposeAsync();
        await _cluster.DisposeAsync();
        if (!_kept) Directory.Delete(_folder, recursive: true);
    }
}
