using System.CommandLine;
using Assessment.Cli.Ledger;

namespace Assessment.Cli;

/// <summary>The commands of <c>assess</c>, and what a process answers to its caller.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 64;
    public const int Stopped = 130;

    private static readonly RootCommand Root = new("""
        assess speaks to an Assessment server over its HTTP API, and verifies its ledger without it.

        Exit codes: 0 done, 1 refused or failed (one sentence on standard error), 64 wrong usage, 130 stopped by Ctrl-C;
        verify and monitor have more to say, see their help.
        """)
    {
        LoadCommand.Create(),
        TokenCommand.Create(),
        VerifyCommand.Create(),
        MonitorCommand.Create(),
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var asked = Root.Parse(args);
        if (asked.Errors.Count == 0) return await asked.InvokeAsync();

        await asked.InvokeAsync();
        return WrongUsage;
    }
}
