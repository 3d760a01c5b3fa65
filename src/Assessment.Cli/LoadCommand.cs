using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Assessment.Client.Cases;
using Spectre.Console;

namespace Assessment.Cli;

/// <summary><c>assess load</c>: a case file into a server.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = $"A case file ({CaseFile.CurrentFormat})." }.AcceptExistingOnly();
        var to = ServerOption.Create();

        var command = new Command("load", "Load a case file into a server. Loading again changes nothing, and a load that broke off is continued.")
        {
            file,
            to,
        };
        command.SetAction((asked, ct) =>
        {
            var server = asked.GetRequiredValue(to);
            return Attempt.ToAsync(server, () => LoadAsync(asked.GetRequiredValue(file), server, ct), ct);
        });
        return command;
    }

    private static async Task LoadAsync(FileInfo file, Uri server, CancellationToken ct)
    {
        CaseFile read;
        await using (var stream = file.OpenRead()) read = await CaseFile.ReadAsync(stream, ct);

        var clock = Stopwatch.StartNew();
        var interactive = AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Capabilities.Ansi && !Console.IsOutputRedirected;
        var report = interactive ? await WithBarAsync(read, server, ct) : await WithLinesAsync(read, server, ct);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{read.Partnership.Id}: {report.Written} written, {report.AlreadyThere} already there, {report.Skipped.Count} skipped in {clock.Elapsed.TotalSeconds:0.0} s"));
    }

    private static Task<CaseReport> WithLinesAsync(CaseFile file, Uri server, CancellationToken ct) =>
        new CaseLoader().LoadAsync(file, server, new Told(part =>
        {
            if (part.Line is not null) Console.WriteLine(part.Line);
        }), ct);

    private static async Task<CaseReport> WithBarAsync(CaseFile file, Uri server, CancellationToken ct)
    {
        var report = await AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(file.Partnership.Name));
                return await new CaseLoader().LoadAsync(file, server, new Told(part =>
                {
                    bar.MaxValue = part.Total;
                    bar.Value = part.Done;
                    if (part.Line is not null) bar.Description = Markup.Escape(part.Line.Split(',', ':')[0]);
                }), ct);
            });
        foreach (var line in report.Skipped) Console.WriteLine(line);
        return report;
    }

    /// <summary>Tells at once and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Told(Action<CaseProgress> tell) : IProgress<CaseProgress>
    {
        public void Report(CaseProgress value) => tell(value);
    }
}
