using System.Globalization;
using System.Security.Cryptography;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>The service's data directory, held by one service at a time: the cluster, its password and the lock.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string PasswordFile => System.IO.Path.Combine(Path, "postgres.password");

    /// <summary>The major version of the cluster that is there, or null. Of several the newest: the others are what upgrades left.</summary>
    public int? Major => Directory.EnumerateDirectories(Path, "postgres-*")
        .Select(MajorOf)
        .Where(major => major is not null)
        .Max();

    public string Cluster(int major) => System.IO.Path.Combine(Path, $"postgres-{major.ToString(CultureInfo.InvariantCulture)}");

    /// <exception cref="ClusterUnavailableException">Another service uses it, or this user may not.</exception>
    public static DataFolder Open(string? directory)
    {
        var path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(directory ?? Folders.Data));

        // pg_ctl hands the path to a shell, between double quotes.
        if (!OperatingSystem.IsWindows() && path.AsSpan().ContainsAny("\"$`\\\n"))
            throw new ClusterUnavailableException($"PostgreSQL cannot be started in '{path}': the path must not contain quotation marks, dollar signs, backquotes or backslashes.");

        try
        {
            Folders.CreateOpen(path);
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "service.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ClusterUnavailableException($"The user {Environment.UserName} may not write to the data directory '{path}': start the service as the user who created it, or name another directory.", e);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new ClusterUnavailableException($"Another service uses the data directory '{path}': stop it first, or name another directory.", e);
        }
    }

    /// <summary>The superuser's password, generated when there is no cluster that needs an older one.</summary>
    public string Password()
    {
        if (!File.Exists(PasswordFile))
        {
            if (Major is { } major)
                throw new ClusterUnavailableException($"The password of the database in '{Cluster(major)}' is missing: put '{PasswordFile}' back.");

            Folders.WriteSecret(PasswordFile, NewPassword());
        }

        return File.ReadAllText(PasswordFile).Trim();
    }

    /// <summary>192 bits, in letters and digits that need no quoting anywhere.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetHexString(48, lowercase: true);

    public void Dispose() => _lock.Dispose();

    private static int? MajorOf(string cluster)
    {
        var version = System.IO.Path.Combine(cluster, "PG_VERSION");
        return int.TryParse(cluster.AsSpan(cluster.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var named)
            && File.Exists(version)
            && int.TryParse(File.ReadAllText(version).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && major == named
            ? major
            : null;
    }
}
