using System.Data.Common;
using System.Net;
using System.Net.Mime;
using Assessment.Client;
using Assessment.Dashboard.Access;
using Assessment.Dashboard.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assessment.Dashboard.Http;

/// <summary>Who looks with a browser is answered with a page also when something is wrong; the API keeps its problem documents.</summary>
public sealed partial class PageErrors(ILogger<PageErrors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || httpContext.Response.HasStarted || exception is BadHttpRequestException or IOException { InnerException: OverflowException }) return false;
        if (!IsForPeople(httpContext, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint)) return false;
        var status = StatusOf(exception);
        // Who is refused is told why; that is no failure of the service.
        if (status >= StatusCodes.Status500InternalServerError) Failed(log, exception, httpContext.Request.Path);
        await WriteAsync(httpContext, status);
        return true;
    }

    /// <summary>Gives a page to what was answered with a status alone.</summary>
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var response = http.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 } && IsForPeople(http, http.GetEndpoint()))
            await WriteAsync(http, response.StatusCode);
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        ApiProblem { Status: HttpStatusCode.Forbidden } => StatusCodes.Status403Forbidden,
        ApiProblem { Status: HttpStatusCode.Unauthorized } => StatusCodes.Status401Unauthorized,
        ApiProblem { Status: HttpStatusCode.TooManyRequests } => StatusCodes.Status429TooManyRequests,
        ApiProblem { IsPassing: true } or DbException => StatusCodes.Status503ServiceUnavailable,
        _ => Refused.IsAway(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
    };

    private static bool IsForPeople(HttpContext http, Endpoint? endpoint) =>
        http.Request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase)
        && (endpoint is null ? !http.Request.Path.StartsWithSegments("/api") : endpoint.Metadata.GetMetadata<OfThePage>() is not null);

    private static async Task WriteAsync(HttpContext http, int status)
    {
        if (http.RequestServices.GetRequiredService<PlainHttp>() is var plain && plain.Refuses(http.Request))
        {
            await plain.AnswerAsync(http);
            return;
        }

        // Whatever went wrong before leaves nothing behind in what draws this.
        await using var scope = http.RequestServices.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        if (http.User.Identity?.IsAuthenticated is not true && (await http.AuthenticateAsync(PageCookie.Scheme)).Principal is { } viewer) http.User = viewer;
        var settings = scope.ServiceProvider.GetRequiredService<DashboardSettings>();
        PageHeaders.Add(http.Response, settings.Authority?.Authority);
        await new RazorComponentResult<App>(new Dictionary<string, object?> { [nameof(App.Failure)] = status }) { StatusCode = status }.ExecuteAsync(http);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page cannot be shown: {Path}")]
    private static partial void Failed(ILogger log, Exception exception, string path);
}
