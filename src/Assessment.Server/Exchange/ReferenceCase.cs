using System.Diagnostics;
using Assessment.Client.Cases;
using Assessment.Server.Http;

namespace Assessment.Server.Exchange;

/// <summary>
/// Loads the reference case into the running service, over HTTP and as its personas, like anybody's writes. What is there
/// already stays as it is, so that a start that was cut off is finished by the next.
/// </summary>
public sealed partial class ReferenceCase(IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<ReferenceCase> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        try
        {
            await using var file = typeof(ReferenceCase).Assembly.GetManifestResourceStream("china-russia.case.json")!;
            var begun = Stopwatch.GetTimestamp();
            var report = await new CaseLoader().LoadAsync(await CaseFile.ReadAsync(file, stoppingToken), OwnAddress.Of(services), null, stoppingToken);
            foreach (var skipped in report.Skipped) Skipped(log, skipped);
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            Loaded(log, report.Written, report.AlreadyThere, seconds);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The service is of use without it; the next start tries again.
            Failed(log, failure.Message, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The reference case is loaded: {Written} written, {There} already there, {Seconds:0.0} s")]
    private static partial void Loaded(ILogger log, int written, int there, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The reference case, skipped: {Line}")]
    private static partial void Skipped(ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reference case could not be loaded: {Reason}")]
    private static partial void Failed(ILogger log, string reason, Exception exception);
}
