using System.Globalization;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>The distribution's own packages, downloaded and unpacked privately: needs no root, installs nothing.</summary>
/// <param name="dpkgStatus">What the system has, and so need not be fetched.</param>
internal sealed class DebianPackages(string dpkgStatus = "/var/lib/dpkg/status") : IDownload
{
    // What apt would install but a private server never touches: LLVM (jit is off), locales, perl and the tools for system clusters.
    private static readonly string[] Unneeded =
    [
        "libllvm", "libz3", "locales", "libc-l10n", "perl", "libperl", "libgdbm", "libjson-perl", "ucf", "sensible-utils", "ssl-cert",
        "openssl", "netbase", "readline-common", "libreadline", "libedit", "libbsd", "libmd", "logrotate", "postgresql-common", "postgresql-client",
    ];

    private static readonly string[] LibraryFolders = ["usr/lib/*-linux-gnu*", "lib/*-linux-gnu*"];

    public string Name => "debian";

    public string Client => "apt-get";

    public bool CanFetch(int? major) =>
        OperatingSystem.IsLinux() && Command.OnPath("apt-get") is not null && Command.OnPath("dpkg-deb") is not null;

    public async Task FetchAsync(string folder, int? major, CancellationToken ct)
    {
        var state = Path.Combine(folder, ".apt");
        Directory.CreateDirectory(Path.Combine(state, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(state, "archives", "partial"));
        var archives = Directory.CreateDirectory(Path.Combine(state, "packages")).FullName;

        string[] privately =
        [
            "-o", $"Dir::State={state}", "-o", $"Dir::State::lists={state}/lists", "-o", $"Dir::State::status={dpkgStatus}",
            "-o", $"Dir::Cache={state}", "-o", "Acquire::Languages=none", "-o", "APT::Sandbox::User=root",
        ];

        await Command.Of("apt-get", ["-qq", .. privately, "update"]).RunAsync(ct);
        var version = major?.ToString(CultureInfo.InvariantCulture) ?? await CandidateAsync(privately, ct);
        var plan = await Command.Of("apt-get", [.. privately, "install", "--simulate", "--reinstall", "--no-install-recommends", $"postgresql-{version}"]).RunAsync(ct);
        var packages = plan.Split('\n')
            .Where(line => line.StartsWith("Inst ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1])
            .Where(package => !Unneeded.Any(name => package.StartsWith(name, StringComparison.Ordinal)))
            .ToList();
        if (packages.Contains("tzdata"))
            throw new CommandFailedException("these packages read the time zones from the system: install tzdata.");

        var download = Command.Of("apt-get", ["-qq", .. privately, "download", .. packages]);
        download.WorkingDirectory = archives;
        await download.RunAsync(ct);
        foreach (var package in Directory.GetFiles(archives, "*.deb"))
            await Command.Of("dpkg-deb", "--extract", package, folder).RunAsync(ct);

        // Lists and archives are many times what was unpacked from them.
        Directory.Delete(state, recursive: true);
    }

    public IEnumerable<BinaryFolder> Within(string folder)
    {
        var libraries = LibraryFolders.SelectMany(part => Folders.Matching(Path.Combine(folder, part))).ToList();
        return Folders.Matching(Path.Combine(folder, "usr/lib/postgresql/*/bin"))
            .Select(bin => new BinaryFolder(bin, "Debian packages", libraries.Count > 0 ? string.Join(':', libraries) : null));
    }

    private static async Task<string> CandidateAsync(string[] privately, CancellationToken ct)
    {
        const string Line = "Depends: postgresql-";
        var depends = await Command.Of("apt-cache", [.. privately, "depends", "postgresql"]).RunAsync(ct);
        var version = depends.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal))?[Line.Length..]
            ?? throw new CommandFailedException("its sources have no package postgresql.");
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= BinarySearch.OldestMajor
            ? version
            : throw new CommandFailedException($"its sources have PostgreSQL {version}, older than {BinarySearch.OldestMajor}.");
    }
}
