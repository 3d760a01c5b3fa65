using System.CommandLine;
using System.Diagnostics;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;

namespace Assessment.Cli.Ledger;

/// <summary><c>assess verify</c>: a ledger, from a bundle without any server, or from a server with all that it shows.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("bundle") { Description = "A bundle that a server has exported.", Arity = ArgumentArity.ZeroOrOne };
        var live = ServerOption.Live();
        var key = LedgerOptions.Key();
        var token = LedgerOptions.Token();
        var kept = new Option<FileInfo[]>("--checkpoint")
        {
            Description = "A checkpoint from before, kept elsewhere: the log has to begin with it. Can be given more than once.",
            HelpName = "file",
        };
        kept.AcceptExistingOnly();

        var command = new Command("verify", """
            Verify a ledger: signatures, tree, every fact and its leaf, checkpoints from before, redactions.

            Exit codes: 0 verified, 1 tampered with (the first bad leaf is named), 2 incomplete, 3 verified with lawful redactions.
            """)
        {
            file,
            live,
            key,
            kept,
            token,
        };
        command.Validators.Add(asked =>
        {
            if (asked.GetResult(file) is { Tokens.Count: > 0 } == asked.GetResult(live) is not null) asked.AddError("Give either a bundle or --live with the address of a server.");
        });
        command.SetAction((asked, ct) =>
        {
            var pinned = asked.GetValue(key);
            var checkpoints = asked.GetValue(kept) ?? [];
            return asked.GetValue(live) is { } server
                ? Attempt.ToAsync(server, () => LiveVerification.RunAsync(server, asked.GetValue(token), TrustIn(pinned, checkpoints), ct), ct, failed: (int)Outcome.Incomplete)
                : OfFileAsync(asked.GetValue(file)!, pinned, checkpoints, ct);
        });
        return command;
    }

    /// <summary>Verifies a bundle with a bar and says what came of it.</summary>
    public static Verdict Verify(Stream bundle, Trust trust, Verification.Seen? seen, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        Verdict verdict;
        try
        {
            using var parts = BundleReader.Open(bundle);
            verdict = Bar.While("leaves", tell => Verification.Of(parts, trust, tell, seen, ct));
        }
        catch (InvalidDataException damaged)
        {
            verdict = new Verdict([new Finding(Outcome.Incomplete, null, damaged.Message)], null, null, 0, 0, []);
        }

        Report.Write(verdict, trust.Pinned is not null, clock.Elapsed);
        return verdict;
    }

    private static async Task<int> OfFileAsync(FileInfo file, VerifierKey? pinned, FileInfo[] checkpoints, CancellationToken ct)
    {
        try
        {
            await using var bundle = file.OpenRead();
            return (int)Verify(bundle, TrustIn(pinned, checkpoints), null, ct).Outcome;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(unreadable.Message);
            return (int)Outcome.Incomplete;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return CommandLine.Stopped;
        }
    }

    private static Trust TrustIn(VerifierKey? pinned, FileInfo[] checkpoints) =>
        new(key => new Ed25519Verifier(key), pinned, [.. checkpoints.Select(kept => File.ReadAllBytes(kept.FullName))]);
}
