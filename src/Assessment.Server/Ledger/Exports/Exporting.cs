using System.Collections.Concurrent;
using System.Threading.Channels;
using Assessment.Server.Access;
using Npgsql;

namespace Assessment.Server.Ledger.Exports;

/// <summary>
/// Makes bundles, one after the other, into files of this node. A file is complete or not there; one that was begun when the service
/// ended is begun anew when somebody asks for it.
/// </summary>
public sealed partial class Exporting(LedgerSettings settings, NpgsqlDataSource database, KeptExports exports, ILogger<Exporting> log) : BackgroundService
{
    /// <summary>Bundles kept on this node; an older one is made again if it is asked for.</summary>
    public const int Most = 3;

    private readonly Channel<Export> _ordered = Channel.CreateUnbounded<Export>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, Making> _making = new();
    private readonly string _folder = Path.Combine(settings.Folder, "exports");

    /// <summary>Whether a bundle is being made for the actor, or waits to be.</summary>
    public bool WorksFor(Actor actor) => _making.Values.Any(making => making.Export.Actor == actor.Id && making.Failure is null);

    /// <summary>The path of the bundle, once it is complete.</summary>
    public string? BundleOf(Export export) => File.Exists(PathOf(export)) ? PathOf(export) : null;

    /// <summary>Why the last attempt failed; told once, after which it is tried again.</summary>
    public string? FailureOf(Export export)
    {
        if (!_making.TryGetValue(export.Id, out var making) || making.Failure is not { } failure) return null;
        _making.TryRemove(export.Id, out _);
        return failure;
    }

    /// <summary>Has the bundle made unless it already is; answers how many facts are in it by now.</summary>
    public long Make(Export export)
    {
        var fresh = new Making(export);
        var making = _making.GetOrAdd(export.Id, fresh);
        if (ReferenceEquals(making, fresh)) _ordered.Writer.TryWrite(export);
        return making.Written;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Directory.Exists(_folder)) Tidy(Directory.GetFiles(_folder, "*.part"));
        using var hourly = new Timer(_ => _ = ForgetAsync(stoppingToken), null, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        await foreach (var export in _ordered.Reader.ReadAllAsync(stoppingToken))
        {
            var making = _making[export.Id];
            try
            {
                if (BundleOf(export) is null) await MakeAsync(making, stoppingToken);
                _making.TryRemove(export.Id, out _);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                making.Failure = failure.Message.TrimEnd('.');
                Failed(log, failure, export.Id);
            }
        }
    }

    private async Task MakeAsync(Making making, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        var path = PathOf(making.Export);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 64 * 1024, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream($"{path}.part", options))
        {
            await new BundleSource(database, making.Export.Size).WriteAsync(file, written => making.Written = written, ct);
        }

        Tidy(Directory.GetFiles(_folder, "*.zip").OrderByDescending(File.GetLastWriteTimeUtc).Skip(Most - 1));
        File.Move($"{path}.part", path, overwrite: true);
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        try
        {
            await exports.ForgetAsync(ct);
            if (Directory.Exists(_folder)) Tidy(Directory.GetFiles(_folder, "*.zip").Where(file => File.GetLastWriteTimeUtc(file) < DateTime.UtcNow - KeptExports.Window));
        }
        catch (Exception later) when (later is NpgsqlException or IOException or OperationCanceledException)
        {
            // It is tried again in an hour.
        }
    }

    private static void Tidy(IEnumerable<string> files)
    {
        foreach (var file in files) File.Delete(file);
    }

    private string PathOf(Export export) => Path.Combine(_folder, $"{export.Id}.zip");

    [LoggerMessage(Level = LogLevel.Error, Message = "The bundle {Export} could not be made")]
    private static partial void Failed(ILogger log, Exception exception, Guid export);

    private sealed class Making(Export export)
    {
        private long _written;

        public Export Export => export;

        public string? Failure { get; set; }

        public long Written
        {
            get => Interlocked.Read(ref _written);
            set => Interlocked.Exchange(ref _written, value);
        }
    }
}
