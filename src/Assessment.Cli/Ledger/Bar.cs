using Spectre.Console;

namespace Assessment.Cli.Ledger;

/// <summary>A progress bar where somebody watches, and nothing where nobody does.</summary>
internal static class Bar
{
    private static bool IsWatched => AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true } && !Console.IsOutputRedirected;

    public static T While<T>(string what, Func<Action<long, long>, T> work) => !IsWatched
        ? work((_, _) => { })
        : AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var bar = context.AddTask(what);
                return work((done, total) =>
                {
                    bar.MaxValue = Math.Max(1, total);
                    bar.Value = done;
                });
            });
}
