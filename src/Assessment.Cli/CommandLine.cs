using System.CommandLine;
using Assessment.Cli.Ledger;

namespace Assessment.Cli;

/// <summary>The commands of <c>assess</c>, and what a process answers to its caller.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Broken = 2;
    public const int WrongUsage = 64;
    public const int Stopped = 130;

    private static readonly RootCommand Root = new("""
        assess speaks to an Assessment server over its HTTP API, and verifies its ledger without it.

        Exit codes: 0 done, 1 refused or failed (one sentence on standard error), 2 what nobody expected, 64 wrong usage, 130 stopped
        by Ctrl-C; to verify and monitor they mean something else, see their help.
        """)
    {
        LoadCommand.Create(),
        TokenCommand.Create(),
        SearchCommand.Create(),
        VerifyCommand.Create(),
        MonitorCommand.Create(),
    };

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var asked = Root.Parse(args);
            var code = await asked.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return asked.Errors.Count == 0 ? code : WrongUsage;
        }
        catch (Exception unexpected)
        {
            // Never 1, which says of a log that it was tampered with.
            await Console.Error.WriteLineAsync($"This was not expected ({unexpected.GetType().Name}): {Printable.Of(unexpected.Message)}");
            return Broken;
        }
    }
}
