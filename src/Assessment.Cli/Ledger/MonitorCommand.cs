using System.CommandLine;
using Assessment.Ledger.Bundles;

namespace Assessment.Cli.Ledger;

/// <summary>
/// <c>assess monitor</c>: whether a log only ever grows. It keeps the last checkpoint it saw where the server cannot reach it, so
/// that a history which was rewritten, cut or told differently to somebody else no longer fits.
/// </summary>
internal static class MonitorCommand
{
    public static Command Create()
    {
        var server = ServerOption.Subject();
        var key = LedgerOptions.Key();
        var token = LedgerOptions.Token();
        var state = new Option<FileInfo?>("--state") { Description = "The file that keeps the last checkpoint; beside it, in .key, the key it was signed with.", HelpName = "file" };
        var once = new Option<bool>("--once") { Description = "Look once and end." };
        var interval = new Option<int>("--interval") { Description = "Seconds between two looks.", HelpName = "seconds", DefaultValueFactory = _ => 60 };
        interval.Validators.Add(asked =>
        {
            if (asked.GetValueOrDefault<int>() is < 1 or > 86_400) asked.AddError("Between two looks are 1 to 86400 seconds.");
        });

        var command = new Command("monitor", """
            Watch a log: keep the last checkpoint seen, and check that the next one only adds to it.

            Exit codes: 0 it only grew, 1 it does not fit what was seen before, or is gone, 2 it could not be looked at (with --once).
            """)
        {
            server,
            key,
            token,
            state,
            once,
            interval,
        };
        command.SetAction(async (asked, ct) =>
        {
            var address = asked.GetRequiredValue(server);
            var kept = new KeptCheckpoint(asked.GetValue(state)?.FullName ?? KeptCheckpoint.FileFor(address));
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 16 * 1024 * 1024 };
            var watch = new Watch(LedgerOptions.Auditor(address, http, asked.GetValue(token)), kept, asked.GetValue(key));
            while (true)
            {
                var code = await Attempt.ToAsync(address, () => watch.LookAsync(ct), ct, failed: (int)Outcome.Incomplete);
                if (code is CommandLine.Stopped or (int)Outcome.Tampered || asked.GetValue(once)) return code;
                await Task.Delay(TimeSpan.FromSeconds(asked.GetValue(interval)), ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                if (ct.IsCancellationRequested) return CommandLine.Done;
            }
        });
        return command;
    }
}
