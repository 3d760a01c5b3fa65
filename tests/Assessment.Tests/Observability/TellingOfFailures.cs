using Assessment.Server.Observability;
using JasperFx;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Assessment.Tests.Observability;

public class TellingOfFailures
{
    [Fact]
    public void What_was_being_written_is_in_no_log()
    {
        var command = new NpgsqlCommand("insert into claims values ($1)") { Parameters = { new() { Value = "The minister confirmed it." } } };
        var (level, told) = Told(failures => failures.LogFailure(command, new NpgsqlException("The connection broke.")));
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("The connection broke.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("minister", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_race_is_no_failure()
    {
        Assert.Equal(LogLevel.Debug, Told(failures => failures.LogFailure(new ConcurrencyException("Too late.", typeof(object), 1), "")).Level);
        Assert.Equal(LogLevel.Debug, Told(failures => failures.LogFailure(new NpgsqlBatch(), new PostgresException("mismatch", "ERROR", "ERROR", "MT003"))).Level);
    }

    private static (LogLevel Level, string Text) Told(Action<StoreFailures> fail)
    {
        var log = new Listening();
        fail(new StoreFailures(log));
        return Assert.Single(log.Heard);
    }

    private sealed class Listening : ILogger<StoreFailures>
    {
        public List<(LogLevel, string)> Heard { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Heard.Add((logLevel, formatter(state, exception) + exception));
    }
}
