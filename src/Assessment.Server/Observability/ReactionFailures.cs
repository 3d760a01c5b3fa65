using Wolverine;
using Wolverine.Runtime;

namespace Assessment.Server.Observability;

/// <summary>Tells of messages that failed for another reason than a race, which is done again and nobody's concern.</summary>
public static partial class ReactionFailures
{
    public static ValueTask Tell(IWolverineRuntime runtime, IEnvelopeLifecycle message, Exception failure)
    {
        Failed(runtime.LoggerFactory.CreateLogger(typeof(ReactionFailures)), failure, message.Envelope?.Message?.GetType().Name, message.Envelope?.Attempts ?? 0);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message} failed at attempt {Attempt}, and is tried again later")]
    private static partial void Failed(ILogger log, Exception exception, string? message, int attempt);
}
