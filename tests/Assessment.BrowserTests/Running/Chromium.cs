using System.Diagnostics;
using Xunit;

namespace Assessment.BrowserTests.Running;

/// <summary>Finds the machine's Chromium, or installs Debian's where that may be done.</summary>
public static class Chromium
{
    private const string Debian = "/usr/bin/chromium";

    private static readonly string[] Known = [Debian, "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    // No sandbox: tests run as root, on pages of this service alone. No request of its own leaves the machine.
    public static readonly string[] Flags =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("ASSESSMENT_CHROMIUM") is { Length: > 0 } given) return given;
        if (Known.FirstOrDefault(File.Exists) is { } there) return there;
        if (File.Exists("/usr/bin/apt-get") && Environment.IsPrivilegedProcess)
        {
            await RunAsync("apt-get", "update", "-qq");
            await RunAsync("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
        }

        Assert.SkipUnless(File.Exists(Debian) || Environment.GetEnvironmentVariable("CI") == "true",
            "There is no Chromium: install one, or set ASSESSMENT_CHROMIUM to the path of one.");
        return Debian;
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) TestContext.Current.SendDiagnosticMessage($"{command}: {await output} {await errors}");
    }
}
