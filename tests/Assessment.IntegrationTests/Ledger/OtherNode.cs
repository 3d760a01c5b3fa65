using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>A node of the service in a process of its own: it can be killed, and it can be made to hang.</summary>
public sealed class OtherNode : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private OtherNode(Process process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>Returns when the node answers.</summary>
    public static async Task<OtherNode> StartAsync(string connection, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("assessment-node-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Assessment.Server.dll")])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in ((string, string)[])
            [("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ConnectionStrings__Assessment", connection),
             ("Assessment__DataDirectory", folder), ("Assessment__ReferenceCase", "false"), ("Logging__LogLevel__Default", "None"), .. settings])
            start.Environment[name] = value;
        var node = new OtherNode(Process.Start(start)!, folder);
        while (await node._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.Contains("/health/ready", StringComparison.Ordinal)) continue;
            _ = node._process.StandardOutput.ReadToEndAsync();
            return node;
        }

        await node.DisposeAsync();
        throw new InvalidOperationException("The node ended before it answered.");
    }

    /// <summary>As <c>kill -9</c> does it.</summary>
    public void Kill() => _process.Kill();

    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
