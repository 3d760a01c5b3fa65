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

    private readonly Channel<Making> _ordered = Channel.CreateUnbounded<Making>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, Making> _making = new();
    private readonly string _folder = Path.Combine(settings.Folder, "exports");

    /// <summary>The path of the bundle, once it is complete; one from before a redaction is none any more.</summary>
    public async Task<string?> BundleOfAsync(Export export, CancellationToken ct)
    {
        var path = PathOf(export, await exports.RedactionsAsync(ct));
        return File.Exists(path) ? path : null;
    }

    /// <summary>Why the last attempt failed; told once, after which it is tried again.</summary>
    public string? FailureOf(Export export)
    {
        if (!_making.TryGetValue(export.Id, out var making) || making.Failure is not { } failure) return null;
        // Of two who ask at once one may have begun it anew by now.
        Remove(making);
        return failure;
    }

    /// <summary>Has the bundle made unless it already is; answers how many facts are in it by now.</summary>
    public long Make(Export export)
    {
        var fresh = new Making(export);
        var making = _making.GetOrAdd(export.Id, fresh);
        if (ReferenceEquals(making, fresh)) _ordered.Writer.TryWrite(fresh);
        return making.Written;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Directory.Exists(_folder)) Tidy(Strays());
        using var hourly = new Timer(_ => _ = ForgetAsync(stoppingToken), null, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        using var often = new Timer(_ => _ = SayAsync(() => exports.WorkOnAsync(AtWork(), stoppingToken)), null, KeptExports.Silence / 4, KeptExports.Silence / 4);
        await foreach (var making in _ordered.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (await BundleOfAsync(making.Export, stoppingToken) is null) await MakeAsync(making, stoppingToken);
                Remove(making);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                making.Failure = failure.Message.TrimEnd('.');
                Failed(log, failure, making.Export.Id);
            }

            await SayAsync(() => exports.EndAsync(making.Export.Id, stoppingToken));
        }
    }

    private async Task MakeAsync(Making making, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 64 * 1024, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = Unfinished(making);
        try
        {
            long redactions;
            // Begun again when a text was taken out while it was written.
            do
            {
                redactions = await exports.RedactionsAsync(ct);
                var export = await CoverAsync(making.Export, ct);
                await using var file = new FileStream(unfinished, options);
                await new BundleSource(database, export.Size).WriteAsync(file, written => making.Written = written, ct);
            }
            while (await exports.RedactionsAsync(ct) != redactions);

            Tidy(Strays());
            Tidy(Directory.GetFiles(_folder, "*.zip").Where(path => IsOfBefore(path, redactions)));
            Tidy(Directory.GetFiles(_folder, "*.zip").OrderByDescending(File.GetLastWriteTimeUtc).Skip(Most - 1));
            File.Move(unfinished, PathOf(making.Export, redactions), overwrite: true);
        }
        finally
        {
            // What was not completed has texts in it that may be redacted later.
            File.Delete(unfinished);
        }
    }

    // A checkpoint over what was just approved comes within a second or two, unless the ledger stands still.
    private async Task<Export> CoverAsync(Export export, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if (await exports.CoverAsync(export.Id, ct) is { } covered) return covered;
            await Task.Delay(Signer.Interval, ct);
        }

        throw new LedgerStoppedException("No checkpoint covers the approval of a redaction yet.");
    }

    private Guid[] AtWork() => [.. _making.Values.Where(making => making.Failure is null).Select(making => making.Export.Id)];

    private static async Task SayAsync(Func<Task> say)
    {
        try
        {
            await say();
        }
        catch (Exception unheard) when (unheard is NpgsqlException or OperationCanceledException)
        {
            // Of whom nothing is heard for a while, nobody thinks that they are at work.
        }
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        try
        {
            await exports.ForgetAsync(ct);
            if (!Directory.Exists(_folder)) return;
            Tidy(Strays());
            var redactions = await exports.RedactionsAsync(ct);
            Tidy(Directory.GetFiles(_folder, "*.zip").Where(path => IsOfBefore(path, redactions) || File.GetLastWriteTimeUtc(path) < DateTime.UtcNow - KeptExports.Window));
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

    private void Remove(Making making) => _making.TryRemove(KeyValuePair.Create(making.Export.Id, making));

    // All that was begun but for what is being made, or is to be.
    private IEnumerable<string> Strays() => Directory.GetFiles(_folder, "*.part").Except(_making.Values.Where(making => making.Failure is null).Select(Unfinished));

    private string Unfinished(Making making) => Path.Combine(_folder, $"{making.Export.Id}.part");

    private string PathOf(Export export, long redactions) => Path.Combine(_folder, $"{export.Id}{After(redactions)}");

    private static bool IsOfBefore(string path, long redactions) => !path.EndsWith(After(redactions), StringComparison.Ordinal);

    private static string After(long redactions) => $"-after-{redactions}.zip";

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
