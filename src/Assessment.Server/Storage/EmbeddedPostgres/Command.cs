using System.ComponentModel;
using System.Diagnostics;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>Other programs, run without a shell.</summary>
internal static class Command
{
    public static ProcessStartInfo Of(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments);

        // Settings for somebody else's PostgreSQL must not reach this one, and its "ready" must not reach systemd as if it were ours.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name is "NOTIFY_SOCKET").ToList())
            start.Environment.Remove(name);

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <returns>What the program wrote to its standard output.</returns>
    /// <exception cref="CommandFailedException">It is missing, or ended with a code other than 0.</exception>
    public static async Task<string> RunAsync(this ProcessStartInfo start, CancellationToken ct)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
            await Task.WhenAll(output, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode is 0)
            return await output;

        throw Failed(start, process, (await error).Trim() is { Length: > 0 } said ? said : await output, ct);
    }

    /// <summary>Runs a program that leaves another behind: that one would hold redirected pipes, and take Ctrl-C from a shared console.</summary>
    public static async Task RunDetachingAsync(this ProcessStartInfo start, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;

        using var process = Start(start);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        if (process.ExitCode is not 0)
            throw Failed(start, process, "", ct);
    }

    /// <summary>The full path of a client program, or null.</summary>
    public static string? OnPath(string name) =>
        Folders.OnPath.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CommandFailedException($"{start.FileName} cannot be run: {e.Message}", e);
        }
    }

    private static CommandFailedException Failed(ProcessStartInfo start, Process process, string said, CancellationToken ct)
    {
        // Ctrl-C in a terminal ends this program and the service alike: then that is the reason.
        ct.ThrowIfCancellationRequested();
        var asAnother = start.ArgumentList.IndexOf("--");
        var program = asAnother < 0 ? start.FileName : start.ArgumentList[asAnother + 1];
        return new($"{Path.GetFileName(program)} ended with code {process.ExitCode}. {said.Trim()}".TrimEnd()) { ExitCode = process.ExitCode };
    }
}

/// <summary>A program that was started did not do its work.</summary>
internal sealed class CommandFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    public int? ExitCode { get; init; }
}
