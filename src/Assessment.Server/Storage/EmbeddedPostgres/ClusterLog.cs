namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>What the operator reads about the private database.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "No PostgreSQL is installed that fits; fetching one with {Client}")]
    public static partial void Fetching(this ILogger log, string client);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Major} fetched in {Seconds:0.0} s, kept in {Folder}")]
    public static partial void Fetched(this ILogger log, int major, double seconds, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Creating a database cluster of PostgreSQL {Major} in {Folder}")]
    public static partial void Creating(this ILogger log, int major, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Major} ({Source}) started on port {Port}, data in {Folder}")]
    public static partial void Started(this ILogger log, int major, string source, int port, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Process {Pid} of an earlier service holds the data and does not answer yet; waiting")]
    public static partial void WaitingForEarlierServer(this ILogger log, int pid);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sessions of an earlier server, which was killed, still run; waiting")]
    public static partial void WaitingForEarlierSessions(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An earlier service was killed; its PostgreSQL on port {Port} is taken over, data in {Folder}")]
    public static partial void TookOver(this ILogger log, int port, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Port {Port} was taken meanwhile; trying another")]
    public static partial void PortTaken(this ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL on port {Port} stopped")]
    public static partial void Stopped(this ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL on port {Port} did not stop cleanly: {Reason}")]
    public static partial void StoppedBadly(this ILogger log, int port, string reason);
}
