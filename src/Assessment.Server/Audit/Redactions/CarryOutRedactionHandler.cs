using System.Diagnostics;
using Assessment.Ledger;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Npgsql;
using Wolverine;

namespace Assessment.Server.Audit.Redactions;

/// <summary>Take out the text of the fact that an approved redaction names.</summary>
public sealed record CarryOutRedaction(Guid Redaction);

/// <summary>
/// Takes the text out where it stands and puts that on record, in one transaction. The database does the former itself and
/// checks the approval again; delivered twice, the second finds it on record and does nothing.
/// </summary>
public static class CarryOutRedactionHandler
{
    public static async Task HandleAsync(CarryOutRedaction step, IDocumentSession session, NpgsqlDataSource database, Progress progress, CancellationToken ct)
    {
        if (await RedactionState.LoadAsync(session, step.Redaction, ct) is not { Approval: { } approval, CarriedOutAt: null } redaction) return;
        var position = redaction.Proposed.Position;
        // What has yet to take in the fact, a read model or the ledger, would take in its text afterwards.
        if (!await progress.HasReachedAsync(approval.Position, TimeSpan.FromSeconds(5), ct) || await IsQueuedAsync(database, position, ct))
            throw new NotCaughtUpException(approval.Position);

        var (headers, data) = await RemainsAsync(database, position, ct);
        session.QueueSqlCommand("select assessment.redact(?)", position);
        session.SetHeader(FactHeaders.Marking, Codes.Of(redaction.Marking));
        if (redaction.Partnership is not null) session.SetHeader(FactHeaders.Partnership, redaction.Partnership);
        if (Activity.Current?.Id is { } trace) session.SetHeader(FactHeaders.Trace, trace);
        session.Events.Append(redaction.Id, redaction.Version + 1, new RedactionCarriedOut(redaction.Id, position, headers, data));
    }

    // The digests of what the fact is to become.
    private static async Task<(string Headers, string Data)> RemainsAsync(NpgsqlDataSource database, long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select coalesce(headers::text, ''), coalesce(assessment.redacted(seq_id, data), data)::text from {Store.FactSchema}.mt_events where seq_id = $1");
        command.Parameters.AddWithValue(position);
        return (await command.ListAsync(row => (Digest.OfHeaders([], row.GetString(0)).ToHex(), Digest.Of([], row.GetString(1)).ToHex()), ct)).Single();
    }

    private static async Task<bool> IsQueuedAsync(NpgsqlDataSource database, long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select exists (select from assessment_ledger.queue where seq_id = $1)");
        command.Parameters.AddWithValue(position);
        return await command.ExecuteScalarAsync(ct) is true;
    }
}

/// <summary>Takes up at the start what was approved and not carried out, whatever became of the message: after a restore there may be none.</summary>
public sealed partial class UnfinishedRedactions(NpgsqlDataSource database, IServiceScopeFactory scopes, ILogger<UnfinishedRedactions> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var redaction in await FindAsync(stoppingToken))
                await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(new CarryOutRedaction(redaction));
        }
        catch (NpgsqlException away)
        {
            NotFound(log, away);
        }
    }

    private async Task<List<Guid>> FindAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select stream_id from {Store.FactSchema}.mt_events approval where type = '{Facts.NameOf(typeof(RedactionApproved))}' and not exists (
                select from {Store.FactSchema}.mt_events done where done.stream_id = approval.stream_id and done.type = '{Facts.NameOf(typeof(RedactionCarriedOut))}')
            """);
        return await command.ListAsync(row => row.GetGuid(0), ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redactions that were approved and not carried out could not be looked for; they are at the next start")]
    private static partial void NotFound(ILogger log, Exception exception);
}
