using Assessment.Ledger;

namespace Assessment.Server.Ledger;

/// <summary>The settings of the ledger; the README lists them.</summary>
/// <param name="Origin">The name of the log and of its key.</param>
/// <param name="SignsHere">Whether this process signs; otherwise a process of its own does, started with <c>signer</c>.</param>
/// <param name="Key">The signing key itself, as given in the environment; null when it is in a file.</param>
/// <param name="KeyFile">Where the signing key is read from.</param>
/// <param name="MakesKey">Whether a missing key file is made: in Development.</param>
/// <param name="Folder">Where the signer keeps what it signed last, and bundles lie until they are fetched.</param>
public sealed record LedgerSettings(string Origin, bool SignsHere, string? Key, string KeyFile, bool MakesKey, string Folder)
{
    public const string Elsewhere = "elsewhere";

    public static LedgerSettings Read(IConfiguration configuration, IHostEnvironment environment, string dataDirectory)
    {
        var ledger = configuration.GetSection("Assessment:Ledger");
        var folder = Path.Combine(dataDirectory, "ledger");
        return new LedgerSettings(
            Given("Origin") ?? "assessment.local/log",
            Given("Signer") != Elsewhere,
            Given("Key"),
            Given("KeyFile") ?? Path.Combine(folder, "signing-key"),
            environment.IsDevelopment() && Given("Key") is null && Given("KeyFile") is null,
            folder);

        string? Given(string name) => ledger[name] is { Length: > 0 } value ? value : null;
    }

    /// <summary>A sentence that says what to set when a start cannot work with these settings; null when it can.</summary>
    public string? Missing()
    {
        if (!VerifierKey.IsName(Origin)) return $"'{Origin}' cannot name a log: set Assessment__Ledger__Origin to a name without spaces and plus signs, such as assessment.example.org/log.";
        if (!SignsHere || Key is not null || MakesKey || File.Exists(KeyFile)) return null;
        return "No key to sign the ledger with: set Assessment__Ledger__KeyFile to a file that the ledger-key command has written, "
            + "or Assessment__Ledger__Signer=elsewhere when a process of its own signs.";
    }
}
