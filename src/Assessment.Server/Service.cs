using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Observability;
using Assessment.Server.Partnerships;
using Assessment.Server.Picture;
using Assessment.Server.Storage;
using JasperFx;
using Npgsql;
using Wolverine.Http;

namespace Assessment.Server;

public static class Service
{
    public static async Task<int> RunAsync(string[] args)
    {
        var app = Build(args, Environment.GetEnvironmentVariable("ConnectionStrings__Assessment")!);
        await Migration.ApplyAsync(app.Services, default);
        return await app.RunJasperFxCommands(args);
    }

    public static WebApplication Build(string[] args, string connection)
    {
        var builder = WebApplication.CreateBuilder(args);
        var development = DevelopmentTokens.Open("/tmp/assessment-dev");
        builder.AddAccess(development);
        builder.AddStore(Database.Open(connection, null), onlyNode: true);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Idempotency>();
        builder.Services.AddSingleton<Citations>();
        builder.Services.AddSingleton<StandingsReader>();
        builder.Services.AddSingleton<PartnershipResource>().AddKeyedSingleton<IResource>(PartnershipResource.Name, (s, _) => s.GetRequiredService<PartnershipResource>());
        builder.Services.AddSingleton<DimensionResource>().AddKeyedSingleton<IResource>(DimensionResource.Name, (s, _) => s.GetRequiredService<DimensionResource>());
        builder.Services.AddSingleton<SourceResource>().AddKeyedSingleton<IResource>(SourceResource.Name, (s, _) => s.GetRequiredService<SourceResource>());
        builder.Services.AddSingleton<ClaimResource>().AddKeyedSingleton<IResource>(ClaimResource.Name, (s, _) => s.GetRequiredService<ClaimResource>());
        builder.Services.AddSingleton<AssessmentResource>().AddKeyedSingleton<IResource>(AssessmentResource.Name, (s, _) => s.GetRequiredService<AssessmentResource>());
        builder.Services.AddExceptionHandler<Failures>();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = problem => Answer.Complete(problem.HttpContext, problem.ProblemDetails));
        builder.Services.AddLimits(builder.Configuration);
        builder.Services.AddWolverineHttp();
        builder.Services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        builder.Services.AddHealthChecks().AddCheck<Readiness>("ready");
        builder.WebHost.ConfigureKestrel(kestrel => { kestrel.Limits.MaxRequestBodySize = ContractMiddleware.BodyLimit; kestrel.AddServerHeader = false; });
        var app = builder.Build();
        app.UseExceptionHandler(_ => { });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseMiddleware<ContractMiddleware>();
        app.UseMiddleware<WaitMiddleware>();
        app.MapHealthChecks("/health/ready");
        development.Map(app);
        app.MapWolverineEndpoints(options =>
        {
            options.AddParameterHandlingStrategy<ContractParameters>();
            options.AddPolicy<AppendsCommit>();
            options.ConfigureEndpoints(chain => chain.Metadata.WithMetadata(Contract.Of(chain.Method.Method)));
            options.WarmUpRoutes = RouteWarmup.Eager;
        });
        return app;
    }
}
