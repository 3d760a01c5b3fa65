namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>The private database cannot run here; the message tells the operator what to do, without a stack trace.</summary>
public sealed class ClusterUnavailableException : Exception
{
    public ClusterUnavailableException() { }

    public ClusterUnavailableException(string message) : base(message) { }

    public ClusterUnavailableException(string message, Exception inner) : base(message, inner) { }
}
