using System.Text.Json;
using Assessment.Server.Http;
using Assessment.Server.Observability;
using Assessment.Server.Tradecraft;
using JasperFx;
using JasperFx.Core;
using JasperFx.Events;
using JasperFx.OpenTelemetry;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;

namespace Assessment.Server.Storage;

/// <summary>The one place that configures Marten and Wolverine.</summary>
public static class Store
{
    public const string Schema = "assessment";
    public const string FactSchema = "assessment_events";
    public const string MessageSchema = "assessment_messages";

    public static void AddStore(this WebApplicationBuilder builder, NpgsqlDataSource database, bool onlyNode)
    {
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<Progress>();
        builder.Services.AddSingleton<Moments>();
        builder.Services.AddMarten(options => Configure(options, database))
            .UseLightweightSessions()
            .IntegrateWithWolverine(marten =>
            {
                marten.UseWolverineManagedEventSubscriptionDistribution = true;
                marten.MessageStorageSchemaName = MessageSchema;
            });
        builder.Services.AddSingleton<StoreFailures>();
        builder.Services.ConfigureMarten((services, options) => options.Logger(services.GetRequiredService<StoreFailures>()));
        builder.Host.UseWolverine(options => Configure(options, onlyNode));
        builder.Services.CritterStackDefaults(critter =>
        {
            critter.Development.ResourceAutoCreate = AutoCreate.None;
            critter.Production.ResourceAutoCreate = AutoCreate.None;
#if STATIC_CODEGEN
            critter.Development.GeneratedCodeMode = JasperFx.CodeGeneration.TypeLoadMode.Static;
            critter.Production.GeneratedCodeMode = JasperFx.CodeGeneration.TypeLoadMode.Static;
            critter.Production.AssertAllPreGeneratedTypesExist = true;
#endif
        });
    }

    public static void Configure(StoreOptions options, NpgsqlDataSource database)
    {
        options.Connection(database);
        options.DatabaseSchemaName = Schema;
        options.Events.DatabaseSchemaName = FactSchema;
        options.CommandTimeout = 30;
        options.UseSystemTextJsonForSerialization(Stored(), Weasel.Core.EnumStorage.AsString, Weasel.Core.Casing.CamelCase);

        // The database's clock is the audit clock, and order is position: Quick appends.
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.UseMandatoryStreamTypeDeclaration = true;
        // A writer that lost the race fails before it takes a position, so that no hole stalls the read models.
        options.Events.UseExclusiveLockOnConcurrentAppends = true;
        options.Events.EnableEventSkippingInProjectionsOrSubscriptions = true;
        options.Events.EnableExtendedProgressionTracking = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        foreach (var (fact, name) in Facts.Names) options.Events.MapEventType(fact, name);
        options.Events.IgnoreIndex("fact_timestamp");
        options.Events.IgnoreIndex("fact_user_name");
        options.Events.IgnoreIndex("fact_correlation");
        options.Events.IgnoreIndex("fact_partnership");
        options.Events.IgnoreIndex("fact_of_lead");
        options.Events.IgnoreIndex("fact_mergers");
        options.Events.IgnoreIndex("fact_merged_into");
        options.Events.IgnoreIndex("fact_redactions");
        options.Events.IgnoreIndex("redaction_proposals");
        options.Events.IgnoreIndex("fact_redactions_done");

        options.AddReadModels();
        options.Projections.SlowPollingTime = 100.Milliseconds();
        options.Projections.FastPollingTime = 100.Milliseconds();
        options.Projections.StaleSequenceThreshold = 1.Seconds();
        // A fact that a read model cannot take in stops it and turns readiness red; nothing is skipped silently.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;

        options.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        options.OpenTelemetry.TrackEventCounters();
        options.Listeners.Add(new RecordedFacts());
    }

    /// <summary>Facts are stored with codes, as the contract writes them, and read leniently: what was written once is read for ever.</summary>
    public static JsonSerializerOptions Stored()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict };
        options.Converters.Add(new CodeConverterFactory());
        return options;
    }

    private static void Configure(WolverineOptions options, bool onlyNode)
    {
        options.ServiceName = "assessment";
        options.ApplicationAssembly = typeof(Store).Assembly;
        options.Policies.AutoApplyTransactions();
        options.Policies.UseDurableLocalQueues();
        options.MultipleHandlerBehavior = MultipleHandlerBehavior.Separated;
        options.EnableRelayOfUserName = true;
        // A reaction that met another writer, or came before the read models, is simply done again; one that fails for good is
        // kept as a dead letter for somebody to look at.
        options.OnException<ConcurrencyException>().RetryWithCooldown(20.Milliseconds(), 50.Milliseconds(), 100.Milliseconds(), 250.Milliseconds())
            .Then.ScheduleRetryIndefinitely(1.Seconds(), 5.Seconds());
        options.OnException<NotCaughtUpException>().ScheduleRetryIndefinitely(1.Seconds(), 5.Seconds(), 30.Seconds());
        options.OnException<Exception>(failure => failure is NpgsqlException or MartenCommandException { InnerException: NpgsqlException })
            .ScheduleRetry(1.Seconds(), 5.Seconds(), 30.Seconds()).And(ReactionFailures.Tell, "Say so").Then.ScheduleRetryIndefinitely(30.Seconds());
        // A connection that breaks at an unlucky moment shows itself as something else, a disposed transaction among others.
        options.OnAnyException().ScheduleRetry(1.Seconds(), 5.Seconds(), 30.Seconds(), 5.Minutes(), 30.Minutes()).And(ReactionFailures.Tell, "Say so");
        // By itself it would tell of every attempt as of an error, those included that are expected and done again.
        options.Policies.MessageFailureLogLevel(LogLevel.Debug);
        if (onlyNode) options.Durability.Mode = DurabilityMode.Solo;
        // A shard starts within a second instead of eleven; a node that died is replaced within six.
        options.Durability.FirstHealthCheckExecution = 200.Milliseconds();
        options.Durability.CheckAssignmentPeriod = 1.Seconds();
        options.Durability.HealthCheckPollingTime = 1.Seconds();
        options.Durability.StaleNodeTimeout = 5.Seconds();
        options.Durability.NodeAssignmentHealthCheckTracingEnabled = false;
    }
}
