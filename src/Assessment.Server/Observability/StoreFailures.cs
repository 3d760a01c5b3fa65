using JasperFx;
using Marten;
using Marten.Services;
using Npgsql;

namespace Assessment.Server.Observability;

/// <summary>
/// Tells of commands the store could not carry out by their error alone: the parameters are what analysts wrote, and no log has a
/// clearance. A race that was lost is no failure; whoever lost it is told.
/// </summary>
public sealed partial class StoreFailures(ILogger<StoreFailures> log) : IMartenLogger, IMartenSessionLogger
{
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql) => Changed(log, sql);

    public void LogSuccess(NpgsqlCommand command)
    {
    }

    public void LogSuccess(NpgsqlBatch batch)
    {
    }

    public void LogFailure(NpgsqlCommand command, Exception ex) => Tell(ex);

    public void LogFailure(NpgsqlBatch batch, Exception ex) => Tell(ex);

    public void LogFailure(Exception ex, string message) => Tell(ex);

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
    {
    }

    public void OnBeforeExecute(NpgsqlCommand command)
    {
    }

    public void OnBeforeExecute(NpgsqlBatch batch)
    {
    }

    private void Tell(Exception failure)
    {
        if (IsLostRace(failure)) Lost(log, failure.Message);
        else Failed(log, failure.GetType().Name, failure.Message);
    }

    // MT003 is what Marten's own function raises when a stream has another version than expected.
    private static bool IsLostRace(Exception failure) =>
        failure is ConcurrencyException or OperationCanceledException or PostgresException { SqlState: "MT003" or PostgresErrorCodes.UniqueViolation };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Schema changed: {Sql}")]
    private static partial void Changed(ILogger log, string sql);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A race was lost: {Reason}")]
    private static partial void Lost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store refused a command, {Kind}: {Reason}")]
    private static partial void Failed(ILogger log, string kind, string reason);
}
