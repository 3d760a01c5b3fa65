using System.Text;
using Assessment.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Ledger;

/// <summary>
/// Gives facts their place in the log: takes what is queued, checks that the facts still are what was recorded, and adds their
/// leaves to the tree, all in one transaction. A fact whose transaction was long takes the place it comes in time for.
/// </summary>
public sealed partial class Sequencer(NpgsqlDataSource database, LedgerSettings settings, LedgerCondition condition, ILogger<Sequencer> log) : Solitary(database, 7261043902, log)
{
    /// <summary>Between two looks at an empty queue.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two looks while the ledger stands still because something is not as it should be.</summary>
    public static readonly TimeSpan StoppedPause = TimeSpan.FromSeconds(5);

    /// <summary>Facts integrated in one transaction.</summary>
    public const int Batch = 1000;

    private readonly List<(TilePath Path, byte[] Hashes)> _full = [];
    private TreeState _state = null!;
    private GrowingTree? _tree;

    protected override void Begin() => _tree = null;

    protected override void End() => condition.Sequencer = null;

    protected override async Task<TimeSpan> StepAsync(NpgsqlConnection session, CancellationToken ct)
    {
        try
        {
            var taken = await IntegrateAsync(session, ct);
            condition.Sequencer = null;
            return taken == Batch ? TimeSpan.Zero : Pause;
        }
        catch (LedgerStoppedException stopped)
        {
            _tree = null;
            condition.Stop(stopped.Message);
            Stopped(log, stopped.Message);
            return StoppedPause;
        }
    }

    private async Task<int> IntegrateAsync(NpgsqlConnection session, CancellationToken ct)
    {
        if (_tree is null) await RestoreAsync(session, ct);
        await using var transaction = await session.BeginTransactionAsync(ct);
        var facts = await TakeAsync(session, ct);
        if (facts.Count == 0) return 0;

        var (before, tree) = (_state, _tree!);
        // Until the transaction is committed, what is in memory is ahead of what is stored.
        _tree = null;
        _full.Clear();
        var lines = facts.ConvertAll(fact => fact.Leaf.Format());
        foreach (var line in lines) tree.Append(MerkleHash.Leaf(line));
        await WriteLeavesAsync(session, before.Size, facts, lines, ct);
        await Tiles.WriteAsync(session, [.. _full, .. tree.PartialTiles().Select(tile => (tile.Path, tile.Tile.ToArray()))], ct);
        var after = new TreeState(settings.Origin, tree.Size, tree.Root());
        await MoveAsync(session, before, after, ct);
        await transaction.CommitAsync(ct);
        (_state, _tree) = (after, tree);
        return facts.Count;
    }

    private async Task RestoreAsync(NpgsqlConnection session, CancellationToken ct)
    {
        _full.Clear();
        _state = await TreeState.ReadAsync(session, ct);
        if (_state.Origin is { } origin && origin != settings.Origin)
            throw new LedgerStoppedException($"This log is called {origin}, and cannot be continued as {settings.Origin}: set Assessment__Ledger__Origin.");
        _tree = await Tiles.RestoreAsync(session, _state, (path, tile) => _full.Add((path, tile.ToArray())), ct);
    }

    private async Task<List<QueuedFact>> TakeAsync(NpgsqlConnection session, CancellationToken ct)
    {
        var facts = new List<QueuedFact>();
        await using var command = new NpgsqlCommand(QueuedFact.Take, session) { Parameters = { new() { Value = Batch } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        // Row by row: the texts of a whole batch may not fit into memory.
        while (await reader.ReadAsync(ct)) facts.Add(QueuedFact.Read(reader, settings.Origin));
        return facts;
    }

    private static async Task WriteLeavesAsync(NpgsqlConnection session, long first, List<QueuedFact> facts, List<byte[]> lines, CancellationToken ct)
    {
        await using var copy = await session.BeginBinaryImportAsync("copy assessment_ledger.leaf (index, seq_id, line) from stdin (format binary)", ct);
        for (var i = 0; i < facts.Count; i++)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(first + i, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(facts[i].Leaf.Position, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(Encoding.UTF8.GetString(lines[i]), NpgsqlDbType.Text, ct);
        }

        await copy.CompleteAsync(ct);
    }

    // Only from where it was read: whoever was overtaken changes no row, and commits nothing.
    private static async Task MoveAsync(NpgsqlConnection session, TreeState before, TreeState after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "update assessment_ledger.tree_state set origin = $1, size = $2, root = $3, changed_at = clock_timestamp() where size = $4 and root = $5", session);
        command.Parameters.AddWithValue(after.Origin!);
        command.Parameters.AddWithValue(after.Size);
        command.Parameters.AddWithValue(after.Root.ToArray());
        command.Parameters.AddWithValue(before.Size);
        command.Parameters.AddWithValue(before.Root.ToArray());
        if (await command.ExecuteNonQueryAsync(ct) != 1) throw new InvalidOperationException("Another sequencer was faster.");
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The ledger stands still: {Reason}")]
    private static partial void Stopped(ILogger log, string reason);
}
