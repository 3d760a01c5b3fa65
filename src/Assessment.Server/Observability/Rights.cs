using System.Text.RegularExpressions;
using Assessment.Server.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Assessment.Server.Observability;

/// <summary>
/// Degraded while the service's role can do more to facts than read and record them, or a trigger that keeps them does not act: then
/// only the ledger tells what was done, and without its queue not even that.
/// </summary>
public sealed partial class Rights(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (await IdleTriggersAsync(database, cancellationToken) is [_, ..] idle) return HealthCheckResult.Degraded($"What keeps the facts is not in force: {string.Join(", ", idle)}.");
            return await ExcessAsync(database, cancellationToken) is []
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("The service's database role can do more than it should; the log of its start says what.");
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Degraded("What the service's database role can do is not known.", away);
        }
    }

    /// <summary>What the role can do and should not, each as the end of a sentence about it; nothing when it is as deploy/postgres/roles.sql makes it.</summary>
    public static async Task<IReadOnlyList<string>> ExcessAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        const string Everything = "is a superuser";
        await using var command = database.CreateCommand($"""
            with kept as (
                -- The tables that triggers keep, and what is lawful on none of their rows.
                select tgrelid as id, tgrelid::regclass::text as name,
                    bool_or(tgtype & 16 > 0 and (tgqual is null or starts_with(tgrelid::regclass::text, 'assessment_events.'))) as from_update,
                    bool_or(tgtype & 8 > 0 and tgqual is null) as from_delete
                from pg_trigger where tgfoid in (
                    select oid from pg_proc where starts_with(proname::text, 'refuse_') and pronamespace in (select oid from pg_namespace where starts_with(nspname::text, 'assessment')))
                group by tgrelid)
            select '{Everything}' from pg_roles where rolname = current_user and rolsuper
            union all select 'may make roles' from pg_roles where rolname = current_user and rolcreaterole
            union all select 'owns ' || name from kept join pg_class on oid = id where pg_has_role(relowner, 'member')
            union all select 'owns the schema ' || nspname from pg_namespace where starts_with(nspname, 'assessment') and pg_has_role(nspowner, 'member')
            union all select 'owns the database' from pg_database where datname = current_database() and pg_has_role(datdba, 'member')
            union all select 'may act as ' || rolname from pg_roles
                where rolname in ('assessment_redactor', 'pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program') and pg_has_role(oid, 'member')
            union all select 'may edit ' || attname || ' of ' || name from kept join pg_attribute on attrelid = id and attnum > 0 and not attisdropped
                where from_update and has_column_privilege(id, attnum, 'update') and attname <> 'is_archived'
                  and not (id = to_regclass('assessment_events.mt_streams') and attname in ('version', 'timestamp'))
            union all select 'may delete from ' || name from kept where from_delete and has_table_privilege(id, 'delete')
            union all select 'may truncate ' || name from kept where has_table_privilege(id, 'truncate')
            union all select 'may put triggers on ' || name from kept where has_table_privilege(id, 'trigger')
            """);
        var excess = await command.ListAsync(row => row.GetString(0), ct);
        return excess is [Everything, ..] ? [Everything] : excess;
    }

    /// <summary>The triggers that do not act on every change, as a migration leaves them, each with what became of it.</summary>
    public static async Task<IReadOnlyList<string>> IdleTriggersAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select format('%s of %s is %s', tgname, tgrelid::regclass, case tgenabled when 'D' then 'disabled' else 'not enabled always' end)
            from pg_trigger join pg_proc on pg_proc.oid = tgfoid
            where starts_with(pronamespace::regnamespace::text, 'assessment')
              -- A replica that applies changes keeps the times they come with.
              and tgenabled <> 'A' and not (tgenabled = 'O' and proname = 'time_fact')
            union all select name || ' is gone' from unnest($1) name where not exists (select from pg_trigger where tgname = name)
            """);
        command.Parameters.AddWithValue(Triggers);
        return await command.ListAsync(row => row.GetString(0), ct);
    }

    private static readonly string[] Triggers = [.. Migration.Scripts.SelectMany(script => Made().Matches(Script.Read(script))).Select(made => made.Groups[1].Value)];

    [GeneratedRegex(@"create or replace trigger (\w+)")]
    private static partial Regex Made();
}

/// <summary>Says at the start what the service's role can do and should not.</summary>
public sealed partial class RightsWarning(NpgsqlDataSource database, ILogger<RightsWarning> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await Rights.ExcessAsync(database, stoppingToken) is [_, ..] excess) Excessive(log, excess);
        }
        catch (NpgsqlException away)
        {
            Unknown(log, away);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The service's database role can do more than it should; deploy/postgres/roles.sql makes one that cannot. It {Excess}")]
    private static partial void Excessive(ILogger log, IReadOnlyList<string> excess);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the service's database role can do is not known")]
    private static partial void Unknown(ILogger log, Exception exception);
}
