using System.Diagnostics;
using System.Globalization;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>What a running server writes about itself into its cluster; one that was killed leaves it behind.</summary>
internal sealed record PidFile(int Pid, int Port)
{
    private const int PidLine = 0;
    private const int PortLine = 3;

    /// <summary>Whether that process still is a PostgreSQL, rather than gone or its number given to another program.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(Pid);
                return process.ProcessName is "postgres";
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    public static PidFile? Read(string cluster)
    {
        try
        {
            using var stream = new FileStream(Path.Combine(cluster, "postmaster.pid"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var lines = reader.ReadToEnd().Split('\n');
            return lines.Length > PortLine
                && int.TryParse(lines[PidLine], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && int.TryParse(lines[PortLine], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? new PidFile(pid, port)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
