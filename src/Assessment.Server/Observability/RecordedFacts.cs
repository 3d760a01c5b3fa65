using Marten;
using Marten.Services;

namespace Assessment.Server.Observability;

/// <summary>Counts facts when their transaction is committed, so that neither a lost race nor a rebuild is counted.</summary>
public sealed class RecordedFacts : DocumentSessionListenerBase
{
    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        foreach (var fact in commit.GetEvents()) Measures.Recorded(fact.EventTypeName);
        return Task.CompletedTask;
    }
}
