using Assessment.Ledger;
using Npgsql;

namespace Assessment.Server.Ledger;

/// <summary>
/// Signs checkpoints, at most one a second while the log grows. It believes nothing that the database says: what it signs must be
/// consistent with the last tree it signed, which it has written to a file of its own, and with the last checkpoint that others hold.
/// </summary>
public sealed partial class Signer(NpgsqlDataSource database, LedgerSettings settings, LedgerCondition condition, ILogger<Signer> log) : Solitary(database, 7261043903, log)
{
    /// <summary>The shortest time between two checkpoints.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SignedBefore _signed = new(settings);
    private IReadOnlyList<SigningKey>? _keys;
    private long _last;

    protected override void Begin() => _signed.Forget();

    protected override void End() => condition.Signer = null;

    protected override async Task<TimeSpan> StepAsync(NpgsqlConnection session, CancellationToken ct)
    {
        try
        {
            _keys ??= SigningKey.Open(settings);
            var begun = TimeProvider.System.GetTimestamp();
            if (await SignAsync(session, ct)) _last = begun;
            condition.Signer = null;
            // Looking is cheap; signing waits for its second.
            var since = TimeProvider.System.GetElapsedTime(_last);
            return since < Interval && _last != 0 ? Interval - since : Pause;
        }
        catch (Exception refusal) when (refusal is LedgerStoppedException or IOException or UnauthorizedAccessException)
        {
            condition.Refuse(refusal.Message);
            Refused(log, refusal.Message);
            return Sequencer.StoppedPause;
        }
    }

    public override void Dispose()
    {
        foreach (var key in _keys ?? []) key.Dispose();
        base.Dispose();
    }

    private async Task<bool> SignAsync(NpgsqlConnection session, CancellationToken ct)
    {
        var tree = await TreeState.ReadAsync(session, ct);
        if (tree.Size == 0) return false;
        if (tree.Origin != settings.Origin) throw new LedgerStoppedException($"This log is called {tree.Origin}, and is not signed as {settings.Origin}.");

        var published = await LatestAsync(session, ct);
        var signed = _signed.Read();
        if (published is not null && published == signed && signed.Size == tree.Size && signed.Root == tree.Root) return false;

        await CheckAsync(session, signed, tree, "the tree that was signed last", ct);
        if (published != signed) await CheckAsync(session, published, tree, "the checkpoint that was handed out last", ct);
        if (published?.Size == tree.Size) return false;

        var checkpoint = new Checkpoint(settings.Origin, tree.Size, tree.Root);
        _signed.Write(checkpoint);
        await using var insert = new NpgsqlCommand("insert into assessment_ledger.checkpoint (size, note, key) values ($1, $2, $3) on conflict do nothing", session);
        insert.Parameters.AddWithValue(tree.Size);
        insert.Parameters.AddWithValue(SignedNote.Sign(checkpoint.ToText(), [.. _keys!]).ToString());
        insert.Parameters.AddWithValue(_keys![0].Key.ToString());
        await insert.ExecuteNonQueryAsync(ct);
        return true;
    }

    private static async Task CheckAsync(NpgsqlConnection session, Checkpoint? before, TreeState tree, string what, CancellationToken ct)
    {
        if (before is null || before.Size == 0)
        {
            var roots = await Tiles.NodesAsync(session, tree.Size, Proofs.NodesOfRoot(tree.Size), ct);
            if (Proofs.Root(tree.Size, roots) != tree.Root) throw new LedgerStoppedException("The stored tiles do not give the stored root.");
            return;
        }

        if (before.Size > tree.Size)
            throw new LedgerStoppedException($"The tree has {tree.Size} leaves and {what} had {before.Size}: the database has lost what was signed. Nothing is signed.");
        var nodes = await Tiles.NodesAsync(session, tree.Size, Proofs.NodesOfConsistency(before.Size, tree.Size), ct);
        if (!Proofs.VerifyConsistency(before.Size, tree.Size, Proofs.Consistency(before.Size, tree.Size, nodes), before.Root, tree.Root))
            throw new LedgerStoppedException($"The tree of {tree.Size} leaves is not consistent with {what}, of {before.Size}: what was signed has been rewritten. Nothing is signed.");
    }

    private static async Task<Checkpoint?> LatestAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select note from assessment_ledger.checkpoint order by size desc limit 1", session);
        if (await command.ExecuteScalarAsync(ct) is not string note) return null;
        return SignedNote.TryParse(System.Text.Encoding.UTF8.GetBytes(note), out var signed) && Checkpoint.TryParse(signed.Text, out var checkpoint)
            ? checkpoint
            : throw new LedgerStoppedException("The last checkpoint cannot be read.");
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The ledger is not signed: {Reason}")]
    private static partial void Refused(ILogger log, string reason);
}

/// <summary>What was signed last, in a file of the signer's own: it tells a database that was rewritten or set back from one that grew.</summary>
public sealed class SignedBefore(LedgerSettings settings)
{
    private readonly string _path = Path.Combine(settings.Folder, "last-signed");
    private Checkpoint? _known;

    public void Forget() => _known = null;

    /// <summary>Null when nothing was signed here yet.</summary>
    /// <exception cref="LedgerStoppedException">The file is damaged, or of another log.</exception>
    public Checkpoint? Read()
    {
        if (_known is not null || !File.Exists(_path)) return _known;
        return Checkpoint.TryParse(File.ReadAllText(_path), out var read) && read.Origin == settings.Origin
            ? _known = read
            : throw new LedgerStoppedException($"{_path} does not say what was signed last of {settings.Origin}. Nothing is signed.");
    }

    /// <summary>Returns when it is on the disk: nothing is handed out before.</summary>
    public void Write(Checkpoint checkpoint)
    {
        OwnerOnlyFile.Write(_path, checkpoint.ToText());
        _known = checkpoint;
    }
}
