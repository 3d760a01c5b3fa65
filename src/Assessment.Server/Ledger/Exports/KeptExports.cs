using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Ledger.Exports;

/// <summary>A bundle that somebody has asked for.</summary>
/// <param name="Id">Of the order.</param>
/// <param name="Actor">Whose it is.</param>
/// <param name="Size">Of the checkpoint it is of, and so how many facts are in it.</param>
/// <param name="RequestedAt">By the database's clock.</param>
public sealed record Export(Guid Id, string Actor, long Size, DateTimeOffset RequestedAt);

/// <summary>How far a bundle is.</summary>
/// <param name="Id">Of the order.</param>
/// <param name="Facts">That will be in it.</param>
/// <param name="Written">That are in it.</param>
/// <param name="RequestedAt">When it was asked for.</param>
public sealed record ExportAnswer(Guid Id, long Facts, long Written, DateTimeOffset RequestedAt);

/// <summary>
/// The orders there are. Which checkpoint a bundle is of is kept and decides what is in it; the bundle itself any node makes,
/// whenever it has not got it: after a restart, or when somebody else was asked first.
/// </summary>
public sealed class KeptExports(NpgsqlDataSource database) : IResource
{
    public const string Name = "export";

    /// <summary>How long an order and its bundle are kept.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public string Kind => Name;

    /// <summary>After this long without a word nobody makes it any more.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Whether anything is signed yet that a bundle could be of.</summary>
    public async Task<bool> HasCheckpointAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select exists (select from assessment_ledger.checkpoint)");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Orders a bundle of the latest checkpoint; null when one is being made for the actor, on whichever node, however many ask at once.</summary>
    public async Task<(Export Export, Written Written)?> OrderAsync(Actor actor, IdempotencyClaim? claim, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var left = new NpgsqlCommand("update assessment_ledger.export set worked_at = null where actor = $1 and worked_at < clock_timestamp() - $2", connection);
        left.Parameters.AddWithValue(actor.Id);
        left.Parameters.AddWithValue(NpgsqlDbType.Interval, Silence);
        await left.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand("""
            insert into assessment_ledger.export (id, actor, size, worked_at)
            select $1, $2, size, clock_timestamp() from assessment_ledger.checkpoint order by size desc limit 1
            on conflict do nothing
            returning id, actor, size, requested_at
            """, connection);
        command.Parameters.AddWithValue(Guid.CreateVersion7());
        command.Parameters.AddWithValue(actor.Id);
        if (await OneAsync(command, ct) is not { } export) return null;
        var written = new Written(Name, export.Id, 1, StatusCodes.Status202Accepted, $"/api/v1/audit/exports/{export.Id}");
        if (claim is not null) await Idempotency.KeepAsync(connection, claim, written, ct);
        await transaction.CommitAsync(ct);
        return (export, written);
    }

    /// <summary>Says that somebody still makes these, or is to.</summary>
    public async Task WorkOnAsync(Guid[] exports, CancellationToken ct)
    {
        await using var command = database.CreateCommand("update assessment_ledger.export set worked_at = clock_timestamp() where id = any($1) and worked_at is not null");
        command.Parameters.AddWithValue(exports);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Says that nobody makes it any more: it is complete, or failed.</summary>
    public async Task EndAsync(Guid export, CancellationToken ct)
    {
        await using var command = database.CreateCommand("update assessment_ledger.export set worked_at = null where id = $1");
        command.Parameters.AddWithValue(export);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<Export?> FindAsync(Guid id, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select id, actor, size, requested_at from assessment_ledger.export where id = $1 and actor = $2");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(actor.Id);
        return await OneAsync(command, ct);
    }

    /// <summary>
    /// How many texts were taken out by now. A bundle that was begun before the last of them still has its text, or has it missing
    /// under a checkpoint that does not know why.
    /// </summary>
    public async Task<long> RedactionsAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select count(*) from assessment_events.mt_events where type = 'redaction-carried-out'");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The order, of a later checkpoint when its own does not cover what approved the texts that are gone; null while none does.</summary>
    public async Task<Export?> CoverAsync(Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with latest as (select max(size) as size from assessment_ledger.checkpoint),
            needed as (
                select coalesce(max(coalesce(index + 1, 9223372036854775807)), 0) as size
                from assessment_events.mt_events done
                join assessment_events.mt_events approval on approval.stream_id = done.stream_id and approval.type = 'redaction-approved'
                left join assessment_ledger.leaf on leaf.seq_id = approval.seq_id
                where done.type = 'redaction-carried-out')
            update assessment_ledger.export set size = case when export.size < needed.size then latest.size else export.size end
            from latest, needed where id = $1 and latest.size >= needed.size
            returning id, actor, export.size, requested_at
            """);
        command.Parameters.AddWithValue(id);
        return await OneAsync(command, ct);
    }

    /// <summary>The order as it was taken, for the answer to it.</summary>
    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct) =>
        await FindAsync(id, actor, ct) is { } export ? new Rendered(new ExportAnswer(export.Id, export.Size, 0, export.RequestedAt), 1) : null;

    public async Task ForgetAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from assessment_ledger.export where requested_at < now() - $1");
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, Window);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<Export?> OneAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new Export(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3)) : null;
    }
}
