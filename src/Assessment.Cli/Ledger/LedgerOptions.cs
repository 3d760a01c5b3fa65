using System.CommandLine;
using Assessment.Client;
using Assessment.Ledger;

namespace Assessment.Cli.Ledger;

/// <summary>What the commands about the ledger have in common.</summary>
internal static class LedgerOptions
{
    private const string TokenVariable = "ASSESS_TOKEN";

    /// <summary>The key that has to have signed, from outside.</summary>
    public static Option<VerifierKey?> Key() => new("--key")
    {
        Description = "The key that has to have signed, as the line name+id+base64 or a file with it.",
        HelpName = "key or file",
        CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            try
            {
                var line = File.Exists(given) ? File.ReadLines(given).FirstOrDefault("") : given;
                if (VerifierKey.TryParse(line.Trim(), out var key)) return key;
                result.AddError($"'{Printable.Of(given)}' is neither a key like name+01234567+AT… nor a file that begins with one.");
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                result.AddError(unreadable.Message);
            }

            return null;
        },
    };

    /// <summary>The token of an auditor.</summary>
    public static Option<string?> Token() => new("--token")
    {
        Description = $"The access token of an auditor; else the variable {TokenVariable}, else one that a server in the Development environment issues.",
        HelpName = "token",
    };

    /// <summary>Speaks to the server as an auditor.</summary>
    public static AssessmentApi Auditor(Uri server, HttpClient http, string? given)
    {
        var token = given ?? Environment.GetEnvironmentVariable(TokenVariable);
        var anonymous = AssessmentApi.At(server, http);
        return token is { Length: > 0 }
            ? anonymous.As(_ => ValueTask.FromResult(token))
            : anonymous.As(async ct => (await anonymous.IssueDevelopmentTokenAsync(new DevelopmentTokenRequest("ledger-auditor", ["auditor"], "RED"), ct)).Token);
    }
}
