using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>A place where PostgreSQL's programs may lie.</summary>
/// <param name="Libraries">Folders of libraries that the system itself does not have, or null.</param>
internal sealed record BinaryFolder(string Path, string Source, string? Libraries = null)
{
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public bool IsComplete => Needed.All(program => File.Exists(Program(program)));

    public string Program(string name) => System.IO.Path.Combine(Path, OperatingSystem.IsWindows() ? name + ".exe" : name);

    public ProcessStartInfo Running(ServerUser user, string program, params IEnumerable<string> arguments)
    {
        var start = user.Running(Program(program), arguments);
        if (Libraries is not null)
            start.Environment["LD_LIBRARY_PATH"] = Libraries;

        return start;
    }

    /// <summary>Asks the server for its version, as the user who will run it.</summary>
    public async Task<Binaries> ProbeAsync(ServerUser user, CancellationToken ct)
    {
        if (!IsComplete)
            throw new CommandFailedException($"'{Path}' lacks one of {string.Join(", ", Needed)}.");

        var said = await Running(user, "postgres", "--version").RunAsync(ct);
        return Regex.Match(said, @"\(PostgreSQL\) (\d+)") is { Success: true } match
            ? new Binaries(this, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : throw new CommandFailedException($"'{Path}' holds no PostgreSQL: {said.Trim()}");
    }
}

/// <summary>Programs of PostgreSQL that answered.</summary>
internal sealed record Binaries(BinaryFolder Folder, int Major);
