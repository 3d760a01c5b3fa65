using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Assessment.IntegrationTests.Running;

/// <summary>A node of the service in a process of its own: it can be killed, and it can be made to hang.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _keys;

    private ServiceProcess(Process process, string keys, Uri address)
    {
        (_process, _keys) = (process, keys);
        Api = new Api(address);
    }

    public Api Api { get; }

    /// <summary>Starts on a database; settings are environment variables, <c>Name=value</c>.</summary>
    public static async Task<ServiceProcess> StartAsync(string connection, params string[] settings)
    {
        var keys = Directory.CreateTempSubdirectory("assessment-keys-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Assessment.Server.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        foreach (var setting in (string[])
            ["DOTNET_TieredPGO=0", "ASPNETCORE_ENVIRONMENT=Development", "ASPNETCORE_URLS=http://127.0.0.1:0", $"ConnectionStrings__Assessment={connection}", $"Assessment__DataDirectory={keys}",
             "Assessment__ReferenceCase=false", "Assessment__Rate__PerSecond=100000", "Assessment__Rate__Burst=100000", "Logging__LogLevel__Default=None", .. settings])
        {
            start.Environment[setting[..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        var process = Process.Start(start)!;
        const string Announced = "Assessment is at ";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.Contains(Announced, StringComparison.Ordinal)) continue;
            // What else it says is read away, so that it never waits for somebody to read.
            _ = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            return new ServiceProcess(process, keys, new Uri(line[(line.IndexOf(Announced, StringComparison.Ordinal) + Announced.Length)..].Trim()));
        }

        throw new InvalidOperationException($"The service ended before it answered: {await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>As <c>kill -9</c> does it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_keys, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
