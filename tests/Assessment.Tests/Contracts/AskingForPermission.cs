using Assessment.Dashboard;
using Assessment.Dashboard.Access;
using Assessment.Server;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Xunit;

namespace Assessment.Tests.Contracts;

/// <summary>The service put together and not started: no database is needed to know its routes.</summary>
public sealed class ComposedService : IAsyncDisposable
{
    private readonly string _keys = Directory.CreateTempSubdirectory("assessment-routes-").FullName;
    private readonly WebApplication _app;

    public ComposedService()
    {
        var builder = WebApplication.CreateBuilder(["--environment=Development", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        const string Nowhere = "Host=127.0.0.1;Port=1";
        _app = Service.Compose(builder, new ServiceSettings(Nowhere, _keys, OwnTokens: true, ReferenceCase: false, Migrates: false), Database.Open(Nowhere, null));
    }

    public IEnumerable<RouteEndpoint> Routes => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }
}

public class AskingForPermission(ComposedService service) : IClassFixture<ComposedService>
{
    // What is open to everybody, because it says nothing about anybody's work.
    private static readonly string[] Open = ["/health/live", "/health/ready", "/openapi/{documentName}.json", "/dev/tokens"];

    // The pages of the documentation are their library's; those for people to look at are asked for below.
    private IEnumerable<RouteEndpoint> Routes => service.Routes
        .Where(route => !PatternOf(route).StartsWith("/docs/", StringComparison.Ordinal) && route.Metadata.GetMetadata<OfThePage>() is null);

    private IEnumerable<RouteEndpoint> Closed => Routes.Where(route => !Open.Contains(PatternOf(route)));

    [Fact]
    public void Every_route_asks_for_exactly_one_permission()
    {
        Assert.NotEmpty(Closed);
        Assert.All(Closed, route => Assert.Single(route.Metadata.OfType<RequiresAttribute>()));
        Assert.All(Closed, route => Assert.Empty(route.Metadata.OfType<IAllowAnonymous>()));
    }

    // A replay's version grows with every second that is worked on it, and stopping it is right at any.
    private static readonly string[] WithoutVersion = ["/api/v1/audit/replays/{id:guid}"];

    [Fact]
    public void Every_change_of_what_exists_demands_the_version_seen() => Assert.All(
        Closed.Where(route => !WithoutVersion.Contains(PatternOf(route)) && MethodsOf(route).Any(method => method is "PUT" or "PATCH" or "DELETE")),
        route => Assert.True(route.Metadata.GetMetadata<Contract>()!.Changes, PatternOf(route)));

    [Fact]
    public void Every_permission_that_is_asked_for_is_granted_to_somebody() =>
        Assert.All(Closed.Select(route => route.Metadata.OfType<RequiresAttribute>().Single().Permission).Distinct(),
            permission => Assert.Contains(Roles.Permissions.Values.Append(Roles.Anybody), granted => granted.Contains(permission)));

    [Fact]
    public void Routes_and_permissions_are_as_agreed() => Approved.Matches("routes.approved.txt", Routes
        .SelectMany(route => MethodsOf(route).Select(method => $"{method,-6} {PatternOf(route)} {Asked(route)}"))
        .Distinct().OrderBy(line => line[7..], StringComparer.Ordinal).ThenBy(line => line, StringComparer.Ordinal));

    [Fact]
    public void What_serves_the_page_is_for_people_who_have_signed_in_and_takes_their_cookie_alone()
    {
        var pages = service.Routes.Where(route => route.Metadata.GetMetadata<OfThePage>() is not null && route.Metadata.GetMetadata<StaticAssetDescriptor>() is null).ToArray();
        Assert.Contains(pages, page => PatternOf(page) == "/partnerships/{partnership}");
        Assert.Contains(pages, page => PatternOf(page).StartsWith("/_blazor", StringComparison.Ordinal));
        Assert.All(pages, page => Assert.DoesNotContain("/api/", PatternOf(page), StringComparison.Ordinal));
        Assert.Equal(["/not-found", "/sign-in", "/theme"], pages.Where(page => page.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(PatternOf).Distinct().Order());
        Assert.All(pages.Where(page => page.Metadata.GetMetadata<IAllowAnonymous>() is null),
            page => Assert.Contains(page.Metadata.GetOrderedMetadata<IAuthorizeData>(), asked => asked.Policy == PageCookie.Scheme));
    }

    private static string Asked(RouteEndpoint route) =>
        (route.Metadata.OfType<RequiresAttribute>().SingleOrDefault() is { } requires ? requires.Permission.ToString() : "open to everybody")
        + (route.Metadata.GetMetadata<Contract>() is { Changes: true } ? ", If-Match" : "");

    private static string PatternOf(RouteEndpoint route) => $"/{route.RoutePattern.RawText?.TrimStart('/')}";

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"];
}
