using System.Diagnostics;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>PostgreSQL refuses to run as root: who it runs as instead. Everybody else runs it as himself.</summary>
internal sealed record ServerUser(string Name, string Uid, string Gid)
{
    private static readonly ServerUser Self = new("", "", "");
    private static readonly string[] Preferred = ["postgres", "nobody"];

    public static bool ServiceIsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    private bool IsSelf => Name.Length is 0;

    /// <summary>The owner of a cluster that exists; for a new one the user named postgres, or nobody.</summary>
    /// <exception cref="ClusterUnavailableException">Nobody who may run the server can reach the data.</exception>
    public static async Task<ServerUser> ForAsync(string dataDirectory, string? cluster, CancellationToken ct)
    {
        if (!ServiceIsRoot)
            return Self;

        if (!OperatingSystem.IsLinux() || Command.OnPath("setpriv") is null)
            throw new ClusterUnavailableException("PostgreSQL cannot run as root, and setpriv, which would change to another user, is missing: start the service as an ordinary user.");

        var users = Candidates();
        if (users.Count is 0)
            throw new ClusterUnavailableException("PostgreSQL cannot run as root, and this system has neither a user postgres nor a user nobody: start the service as an ordinary user.");

        await users[0].RequireEntryAsync(dataDirectory, "the data directory", ct);
        if (cluster is null)
            return users[0];

        foreach (var user in users)
            if (await user.FindsAsync("-O", cluster, ct))
                return user;

        throw new ClusterUnavailableException($"The database in '{cluster}' belongs to another user: start the service as that user, or run: chown -R {users[0].Name}: '{cluster}'");
    }

    /// <summary>A program, to be run as this user.</summary>
    public ProcessStartInfo Running(string program, params IEnumerable<string> arguments)
    {
        var start = IsSelf
            ? Command.Of(program, arguments)
            : Command.Of("setpriv", [$"--reuid={Uid}", $"--regid={Gid}", "--clear-groups", "--no-new-privs", "--", program, .. arguments]);

        // The service's own working directory may be closed to this user.
        start.WorkingDirectory = Path.GetPathRoot(Path.GetFullPath(program));
        return start;
    }

    public async Task GiveAsync(string path, CancellationToken ct)
    {
        if (!IsSelf)
            await Command.Of("chown", $"{Uid}:{Gid}", path).RunAsync(ct);
    }

    /// <exception cref="ClusterUnavailableException">Names the first folder on the way that is closed to this user.</exception>
    public async Task RequireEntryAsync(string folder, string what, CancellationToken ct)
    {
        if (IsSelf || await FindsAsync("-x", folder, ct))
            return;

        var way = new Stack<string>();
        for (var part = folder; part is not null; part = Path.GetDirectoryName(part))
            way.Push(part);

        foreach (var part in way)
            if (!await FindsAsync("-x", part, ct))
                throw new ClusterUnavailableException(
                    $"PostgreSQL runs as user {Name}, who may not enter '{part}', where {what} lies. Choose one elsewhere, such as below {Folders.Data}, or run: chmod o+x '{part}'");
    }

    private async Task<bool> FindsAsync(string test, string path, CancellationToken ct)
    {
        try
        {
            await Running("test", test, path).RunAsync(ct);
            return true;
        }
        catch (CommandFailedException e) when (e.ExitCode is 1)
        {
            return false;
        }
    }

    // A uid without an entry here will not do: the server looks its own name up.
    private static List<ServerUser> Candidates()
    {
        var entries = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(entry => entry.Length > 3).ToLookup(entry => entry[0]);
        return [.. Preferred.SelectMany(name => entries[name].Take(1)).Select(entry => new ServerUser(entry[0], entry[2], entry[3]))];
    }
}
