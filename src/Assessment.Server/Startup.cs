using System.Runtime.InteropServices;
using Assessment.Server.Storage.EmbeddedPostgres;

namespace Assessment.Server;

/// <summary>What the start says to the person at the terminal, and what it listens to.</summary>
public static class Startup
{
    /// <summary>Exit code for settings that cannot work, however often it is tried; of sysexits.h.</summary>
    public const int Misconfigured = 78;

    /// <summary>Exit code for what may work in a while: whoever supervises the service starts it again.</summary>
    public const int Unavailable = 69;

    public const string NotMigrated = "The database's schema is not this build's: run the migrate command under the role that owns it.";

    /// <summary>A sentence instead of a stack trace.</summary>
    public static int Refuse(string sentence, int code = Misconfigured)
    {
        Console.Error.WriteLine(sentence);
        return code;
    }

    /// <summary>Ends with Ctrl-C or SIGTERM, also while the database is still starting.</summary>
    public static CancellationTokenSource StopOnSignal()
    {
        var stopping = new CancellationTokenSource();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            // Kept for the life of the process, which ends with it.
            _ = PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                stopping.Cancel();
            });
        }

        return stopping;
    }

    public static async Task<Cluster> StartClusterAsync(ServiceSettings settings, CancellationToken ct)
    {
        using var log = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        return await Cluster.StartAsync(new ClusterSettings(settings.DataDirectory), log.CreateLogger("Assessment.Database"), ct);
    }

    /// <summary>Where to look, and as whom.</summary>
    public static void Announce(WebApplication app, ServiceSettings settings, Cluster? cluster)
    {
        var address = app.Urls.FirstOrDefault() ?? "http://127.0.0.1:5080";
        Console.WriteLine($"""

            Assessment is at {address}
              the page       {address}/  in a browser{(settings.OwnTokens ? ": choose who you are, and look" : "")}
              documentation  {address}/docs
              readiness      {address}/health/ready
              database       {(cluster is null ? "as ConnectionStrings__Assessment says" : $"embedded PostgreSQL {cluster.Major} ({cluster.Source}) in {settings.DataDirectory}")}
            """);
        if (!settings.OwnTokens)
        {
            Console.WriteLine($"""
                  signing in     at {app.Configuration["Authentication:Authority"]}, where the page's own address has to be registered with
                                 /sign-in/back to come back to, and /sign-out/back after signing out; deploy/README.md says the rest
                """);
            return;
        }

        Console.WriteLine($"""

              personas of the reference case: lead-1 (lead, RED)  analyst-1 analyst-2 (analyst, AMBER)  analyst-3 (analyst, AMBER+STRICT)
                                              reviewer-1 (reviewer, AMBER+STRICT)  reader-1 (reader, GREEN)  auditor-1 (auditor, RED)
              a token        curl -s {address}/dev/tokens -H 'Content-Type: application/json' -d '{Example("reader-1", "reader", "GREEN")}'
              the picture    curl -s {address}/api/v1/partnerships/china-russia/picture -H "Authorization: Bearer $TOKEN"

            Ctrl-C stops it.
            """);
    }

    private static string Example(string subject, string role, string clearance) =>
        $"{{\"subject\":\"{subject}\",\"roles\":[\"{role}\"],\"clearance\":\"{clearance}\"}}";
}
