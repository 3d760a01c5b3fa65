using Assessment.Server.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Assessment.Server.Access;

/// <summary>Who is let in: bearer tokens of the OIDC authority, or of this service's own keys in Development.</summary>
public static class Authentication
{
    public const string Audience = "assessment";

    public static void AddAccess(this WebApplicationBuilder builder, DevelopmentTokens? development)
    {
        var authority = builder.Configuration["Authentication:Authority"];
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.TokenValidationParameters.NameClaimType = "sub";
            bearer.TokenValidationParameters.RoleClaimType = "roles";
            bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            if (development is null)
            {
                bearer.Authority = authority;
                // An identity provider on the developer's own machine rarely has a certificate.
                bearer.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
                bearer.Audience = builder.Configuration["Authentication:Audience"] ?? Audience;
            }
            else
            {
                development.Trust(bearer.TokenValidationParameters);
            }

            var tokens = AccessTokens.Read(builder.Configuration);
            bearer.Events = new JwtBearerEvents
            {
                OnTokenValidated = token =>
                {
                    if (tokens.Refuse((JsonWebToken)token.SecurityToken, token.Principal!) is { } reason) token.Fail(reason);
                    return Task.CompletedTask;
                },
            };
        });
        builder.Services.AddSingleton<ReadLog>().AddHostedService(provider => provider.GetRequiredService<ReadLog>());
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<IAuthorizationHandler, RoleAuthorization>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessDecisions>();
    }
}

/// <summary>Logs who was let in and who was not, and answers the latter.</summary>
public sealed partial class AccessDecisions(ILogger<AccessDecisions> log) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var permission = context.GetEndpoint()?.Metadata.GetMetadata<RequiresAttribute>()?.Permission;
        var actor = context.User.FindFirst("sub")?.Value;
        if (authorizeResult.Succeeded)
        {
            Allowed(log, actor, permission, context.Request.Method, context.Request.Path);
            await next(context);
        }
        else if (policy.AuthenticationSchemes is [var own, ..])
        {
            // A page signs people in in a way of its own; everything else takes bearer tokens.
            await (authorizeResult.Challenged ? context.ChallengeAsync(own) : context.ForbidAsync(own));
        }
        else if (authorizeResult.Challenged)
        {
            var reason = Reason(context);
            Unknown(log, permission, context.Request.Method, context.Request.Path, reason);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Answer.WriteAsync(context, Refusal.Of(StatusCodes.Status401Unauthorized, "unauthenticated", "Send a valid bearer token in Authorization."));
        }
        else
        {
            Denied(log, actor, permission, context.Request.Method, context.Request.Path);
            await Answer.WriteAsync(context, Refusal.Forbidden("forbidden", "None of your roles allows this; ask for one that does."));
        }
    }

    // What the library found is told by its kind: its words may repeat what stands in the token.
    private static string Reason(HttpContext http) => http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure switch
    {
        null => "none was sent",
        AuthenticationFailureException own => own.Message,
        var failure => failure.GetType().Name,
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Allowed {Actor} {Permission}: {Method} {Path}")]
    private static partial void Allowed(ILogger log, string? actor, Permission? permission, string method, PathString path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Denied {Actor} {Permission}: {Method} {Path}")]
    private static partial void Denied(ILogger log, string? actor, Permission? permission, string method, PathString path);

    [LoggerMessage(Level = LogLevel.Information, Message = "No valid token for {Permission}: {Method} {Path}: {Reason}")]
    private static partial void Unknown(ILogger log, Permission? permission, string method, PathString path, string reason);
}
