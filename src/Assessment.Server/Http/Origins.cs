namespace Assessment.Server.Http;

/// <summary>Lets pages of other origins speak to the API, of those origins alone that a setting names; off without it. They send tokens: cookies of this site go with nothing.</summary>
public static class Origins
{
    private const string Policy = "named";

    // What a page may read of an answer beside its body.
    private static readonly string[] Exposed = ["ETag", "Location", "Retry-After", "Preference-Applied", "Allow", "Content-Disposition", "Last-Modified", "WWW-Authenticate"];

    private static readonly PathString[] Shared = ["/api", "/openapi", "/health", "/taxii2"];

    public static void Add(IServiceCollection services, IConfiguration settings) => services.AddCors(cors => cors.AddPolicy(Policy, policy => policy
        .WithOrigins(Named(settings)).AllowAnyHeader().WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE").WithExposedHeaders(Exposed).SetPreflightMaxAge(TimeSpan.FromHours(1))));

    public static void Use(WebApplication app)
    {
        if (Named(app.Configuration).Length == 0) return;
        app.UseWhen(http => Shared.Any(path => http.Request.Path.StartsWithSegments(path)), api => api.UseCors(Policy));
    }

    private static string[] Named(IConfiguration settings) =>
        [.. (settings["Assessment:Cors:Origins"] ?? "").Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(origin => origin.TrimEnd('/'))];
}
