namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>The standard places, and what this family of operating systems needs said about folders.</summary>
internal static class Folders
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>The home of root is closed to others, and the server must run as another: so root has places of its own.</summary>
    public static string Data => ServerUser.ServiceIsRoot ? "/var/lib/assessment" : OfUser();

    public static string Cache => ServerUser.ServiceIsRoot ? "/var/cache/assessment" : Path.Combine(OfUser(), "cache");

    /// <summary>Only absolute entries: a relative one would let the working directory choose what is run.</summary>
    public static IEnumerable<string> OnPath =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathFullyQualified);

    /// <summary>Creates a folder that other users may enter; one that exists keeps the mode its owner chose.</summary>
    public static void CreateOpen(string folder)
    {
        if (Directory.Exists(folder))
            return;

        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Open);
    }

    /// <summary>Creates an empty folder that only its owner may enter.</summary>
    public static void CreateClosed(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file that only its owner may read; a reader sees all of it or none.</summary>
    public static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>The folders that fit a pattern such as /usr/lib/postgresql/*/bin, whose one star stands in one segment.</summary>
    public static IEnumerable<string> Matching(string pattern)
    {
        var segments = pattern.Split('/', '\\');
        var star = Array.FindIndex(segments, segment => segment.Contains('*', StringComparison.Ordinal));
        if (star < 0)
            return Directory.Exists(pattern) ? [pattern] : [];

        var parent = string.Join(Path.DirectorySeparatorChar, segments[..star]);
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent, segments[star]).Select(found => Path.Combine([found, .. segments[(star + 1)..]])).Where(Directory.Exists)
            : [];
    }

    private static string OfUser()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "assessment")
            : throw new ClusterUnavailableException("This user has no home folder to keep the database in: name a data directory.");
    }
}
