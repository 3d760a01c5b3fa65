using System.Diagnostics;
using Xunit;

namespace Assessment.Ledger.Tests;

/// <summary><c>assess</c> as a process of its own: its exit code and what it says, and never a stack trace.</summary>
internal static class Assess
{
    public static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "assess.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("ASSESS_TOKEN");
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        Assert.DoesNotContain("Unhandled exception", await complained, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await complained, StringComparison.Ordinal);
        return (process.ExitCode, await said);
    }
}
