using Assessment.Server.Access;
using Scalar.AspNetCore;
using Wolverine.Http;

namespace Assessment.Server.Http;

/// <summary>The conventions every endpoint keeps, and the pipeline that keeps them.</summary>
public static class HttpModule
{
    private static readonly string[] Addresses = ["urls", "http_ports", "https_ports"];

    public static void AddContract(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Idempotency>();
        builder.Services.AddHostedService<IdempotencyExpiry>();
        builder.Services.AddExceptionHandler<Failures>();
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddLimits(builder.Configuration);
        Compression.Add(builder.Services);
        Origins.Add(builder.Services, builder.Configuration);
        Proxies.Add(builder.Services, builder.Configuration);
        builder.Services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        builder.Services.AddWolverineHttp();
        builder.Services.AddOpenApi("v1", OpenApi.Describe);
        builder.Services.AddSingleton<Description>();
        if (Addresses.All(key => string.IsNullOrEmpty(builder.Configuration[key]))) builder.WebHost.UseUrls("http://127.0.0.1:5080");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ContractMiddleware.ServerLimit;
        });
    }

    /// <summary>In this order: from where, failures, routes, who, how much, for the record, what.</summary>
    public static void UseContract(this WebApplication app)
    {
        Proxies.Use(app);
        app.UseApiHeaders();
        Compression.Use(app);
        Origins.Use(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages(bare => Answer.WriteAsync(bare.HttpContext, Bare(bare.HttpContext)));
        app.UseRoutes();
        app.UseAuthentication();
        // Before anybody is turned away: those who are can be very many.
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<RecordingReads>();
        app.UseMiddleware<ContractMiddleware>();
        app.UseMiddleware<WaitMiddleware>();
    }

    public static void MapSlices(this WebApplication app) => app.MapWolverineEndpoints(slices =>
    {
        slices.AddParameterHandlingStrategy<ContractParameters>();
        slices.AddPolicy<AppendsCommit>();
        slices.ConfigureEndpoints(OpenApi.Describe);
        slices.WarmUpRoutes = RouteWarmup.Eager;
    });

    public static void MapDocumentation(this WebApplication app)
    {
        app.MapGet("/openapi/{documentName}.json", (string documentName, HttpContext http, Description description) =>
            documentName == "v1" ? description.WriteAsync(http) : Answer.WriteAsync(http, Refusal.NotFound("document"))).AllowAnonymous().ExcludeFromDescription();
        app.MapScalarApiReference("/docs", Documentation.Configure).AllowAnonymous();
    }

    // Answers that the framework gives without a body get one.
    private static Microsoft.AspNetCore.Mvc.ProblemDetails Bare(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound when http.GetEndpoint() is null =>
            Refusal.Of(StatusCodes.Status404NotFound, "no-such-route", "There is nothing at this address; /docs lists what there is."),
        StatusCodes.Status404NotFound => Refusal.NotFound("resource"),
        StatusCodes.Status405MethodNotAllowed => Refusal.Of(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "This address answers other methods; Allow lists them."),
        StatusCodes.Status415UnsupportedMediaType => Refusal.UnsupportedMedia(),
        var status => Refusal.Of(status, "invalid-request", "The request cannot be understood."),
    };
}

/// <summary>Forgets idempotency keys that are older than a day.</summary>
public sealed partial class IdempotencyExpiry(Idempotency idempotency, ILogger<IdempotencyExpiry> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await idempotency.ForgetAsync(stoppingToken);
            }
            catch (Npgsql.NpgsqlException away)
            {
                Later(log, away);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old idempotency keys could not be forgotten; it is tried again in an hour")]
    private static partial void Later(ILogger log, Exception exception);
}
