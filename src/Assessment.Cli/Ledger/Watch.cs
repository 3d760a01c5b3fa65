using System.Globalization;
using System.Net;
using System.Text;
using Assessment.Client;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;

namespace Assessment.Cli.Ledger;

/// <summary>One look after the other at a log, each compared with the last.</summary>
internal sealed class Watch(AssessmentApi server, KeptCheckpoint kept, VerifierKey? pinned)
{
    /// <summary>Looks once: 0 it only grew, 1 it does not fit.</summary>
    public async Task<int> LookAsync(CancellationToken ct)
    {
        var before = await kept.ReadAsync(ct);
        var key = pinned ?? await kept.ReadKeyAsync(ct) ?? await FirstKeyAsync(ct);
        var verifier = new Ed25519Verifier(key);
        var last = before is not null && Checkpoint.TryOpen(before, key.Name, verifier, out var opened) ? opened : null;
        byte[] note;
        try
        {
            note = Encoding.UTF8.GetBytes(await server.GetCheckpointAsync(ct));
        }
        catch (ApiProblem gone) when (gone.IsMissingResource && last is { Size: > 0 })
        {
            return await AlarmAsync(Encoding.UTF8.GetBytes($"{gone.Code}: {gone.Detail}\n"), $"The log had {last.Size} leaves, and now has no checkpoint.", ct);
        }

        if (!Checkpoint.TryOpen(note, key.Name, verifier, out var now))
            return await AlarmAsync(note, $"The checkpoint is not one of {key.Name} that the key {key} has signed.", ct);

        if (before is null)
        {
            await kept.WriteAsync(note, key, ct);
            return Say($"{now.Origin}: {now.Size} leaves, seen for the first time; kept in {kept.File}.");
        }

        if (last is null) throw new IOException($"{kept.File} holds no checkpoint that the key {key} has signed.");
        if (await ContradictionAsync(last, now, ct) is { } contradiction) return await AlarmAsync(note, contradiction, ct);
        if (now.Size > last.Size) await kept.WriteAsync(note, key, ct);
        return Say(now.Size == last.Size ? $"{now.Origin}: {now.Size} leaves, as before." : $"{now.Origin}: {now.Size} leaves, which begin with the {last.Size} from before.");
    }

    private async Task<string?> ContradictionAsync(Checkpoint last, Checkpoint now, CancellationToken ct)
    {
        if (now.Size < last.Size) return $"The log had {last.Size} leaves, and now has {now.Size}.";
        if (now.Size == last.Size || last.Size == 0) return now.Size == last.Size && now.Root != last.Root ? $"The root of the {now.Size} leaves was {last.Root}, and now is {now.Root}." : null;

        IReadOnlyList<string> given;
        try
        {
            given = await server.GetConsistencyAsync(last.Size, now.Size, ct);
        }
        catch (ApiProblem refused) when (refused.IsMissingResource || refused is { Status: HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, Code.Length: > 0 })
        {
            return $"The server shows {now.Size} leaves and refuses to prove that they begin with the {last.Size} from before ({refused.Code}: {refused.Detail})";
        }

        var proof = new List<Hash>();
        foreach (var text in given)
        {
            if (!Hash.TryParse(text, out var hash)) return "The proof that the log only grew is none.";
            proof.Add(hash);
        }

        return Proofs.VerifyConsistency(last.Size, now.Size, proof, last.Root, now.Root)
            ? null
            : $"The {now.Size} leaves do not begin with the {last.Size} from before.";
    }

    private async Task<VerifierKey> FirstKeyAsync(CancellationToken ct)
    {
        var line = (await server.GetLedgerKeyAsync(ct)).Trim();
        if (!VerifierKey.TryParse(line, out var key)) throw new InvalidDataException("The server's key is none.");
        Say($"The key of the server is believed from now on: {key}");
        return key;
    }

    private async Task<int> AlarmAsync(byte[] note, string contradiction, CancellationToken ct)
    {
        var evidence = await kept.KeepContradictionAsync(note, ct);
        Say($"ALARM: {contradiction} What was seen before is in {kept.File}, what contradicts it in {evidence}.");
        return (int)Outcome.Tampered;
    }

    private static int Say(FormattableString sentence) => Say(sentence.ToString(CultureInfo.InvariantCulture));

    private static int Say(string sentence)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'} {Printable.Of(sentence)}");
        return 0;
    }
}
