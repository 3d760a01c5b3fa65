using JasperFx;
using Marten;
using Npgsql;
using Wolverine.Persistence.Durability;
using Wolverine.RDBMS;

namespace Assessment.Server.Storage;

/// <summary>What an area derives anew from events that an earlier build recorded, after the scripts and in their transaction. Safe to repeat.</summary>
public delegate Task BackFill(NpgsqlConnection connection, CancellationToken ct);

/// <summary>Brings a database to what this build needs: Marten's tables, Wolverine's, then ours with the triggers, the ledger's, and the rights. Safe to repeat.</summary>
public static class Migration
{
    /// <summary>Raised with every change of <c>schema.sql</c>, of <c>ledger.sql</c>, of <c>redaction.sql</c>, of <c>rights.sql</c> or of what Marten and Wolverine are configured to keep.</summary>
    public const int Version = 26;

    /// <summary>Run after Marten's and Wolverine's own, in this order.</summary>
    public static readonly string[] Scripts = ["schema.sql", "ledger.sql", "redaction.sql", "rights.sql"];

    private const int Attempts = 10;

    /// <summary>While others write, their locks and its own may cross; then it begins anew.</summary>
    /// <param name="services">Of a composition under the role that owns the schema, or is to.</param>
    /// <param name="backFills">What areas derive anew.</param>
    /// <param name="ct">Leaves the database as it was, or partly migrated; the next run completes it.</param>
    public static async Task ApplyAsync(IServiceProvider services, IReadOnlyList<BackFill> backFills, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ApplyOnceAsync(services, backFills, ct);
                return;
            }
            catch (Exception crossed) when (attempt < Attempts && crossed.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected })
            {
                // Which PostgreSQL found only after a while: long enough to wait.
            }
        }
    }

    private static async Task ApplyOnceAsync(IServiceProvider services, IReadOnlyList<BackFill> backFills, CancellationToken ct)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        await services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        await ((MessageDatabase<NpgsqlConnection>)services.GetRequiredService<IMessageStore>()).MigrateAsync(AutoCreate.CreateOrUpdate);

        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Two nodes that start together do not run it at the same time.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(7261043901)", ct);
        foreach (var script in Scripts) await ExecuteAsync(connection, Script.Read(script), ct);
        foreach (var backFill in backFills) await backFill(connection, ct);
        await ExecuteAsync(connection, $"delete from assessment.schema_version; insert into assessment.schema_version values ({Version})", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Whether the database is at the version this build needs.</summary>
    public static async Task<bool> IsCurrentAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select version from assessment.schema_version");
        try
        {
            return await command.ExecuteScalarAsync(ct) is int version && version == Version;
        }
        catch (PostgresException empty) when (empty.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
