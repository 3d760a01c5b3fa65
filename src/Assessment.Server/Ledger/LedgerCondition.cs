using System.Diagnostics.Metrics;
using Assessment.Server.Observability;

namespace Assessment.Server.Ledger;

/// <summary>What this node has found wrong with the ledger in its turn, for readiness and the meters.</summary>
public sealed class LedgerCondition : IDisposable
{
    private readonly Meter _meter = new(Measures.Name);
    private readonly Counter<long> _stops;
    private readonly Counter<long> _refusals;

    public LedgerCondition()
    {
        _stops = _meter.CreateCounter<long>("assessment.ledger.stops", "{stop}", "Times the ledger was found to be unable to go on, because something is not as it was recorded.");
        _refusals = _meter.CreateCounter<long>("assessment.ledger.signing.refusals", "{refusal}", "Times the signer refused a tree that is not consistent with what it has signed.");
    }

    /// <summary>Why nothing is integrated; null while all is well.</summary>
    public string? Sequencer { get; set; }

    /// <summary>Why nothing is signed; null while all is well.</summary>
    public string? Signer { get; set; }

    public void Stop(string reason)
    {
        Sequencer = reason;
        _stops.Add(1);
    }

    public void Refuse(string reason)
    {
        Signer = reason;
        _refusals.Add(1);
    }

    public void Dispose() => _meter.Dispose();
}
