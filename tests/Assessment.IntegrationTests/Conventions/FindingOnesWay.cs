using System.Net;
using Assessment.IntegrationTests.Running;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class FindingOnesWay(TheService service)
{
    private readonly Stranger _stranger = new(service.Shared);

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/partnerships")]
    [InlineData("/api/v1/claims/not-a-uuid")]
    [InlineData("/api/v1/claims/%2e%2e%2fsecret")]
    public async Task Ends_where_there_is_no_route(string path)
    {
        (await _stranger.GetAsync(path, null)).IsRefused(HttpStatusCode.NotFound, "no-such-route");
        (await service.Api.Ana.GetAsync($"/{path}")).IsRefused(HttpStatusCode.NotFound, "no-such-route");
    }

    [Theory]
    [InlineData("DELETE", "/partnerships")]
    [InlineData("PUT", "/partnerships/some")]
    [InlineData("PATCH", "/sources")]
    [InlineData("DELETE", "/claims")]
    [InlineData("TRACE", "/claims")]
    [InlineData("GET", "/claims/11111111-1111-1111-1111-111111111111/withdrawal")]
    public async Task Says_which_methods_an_address_answers(string method, string path)
    {
        var answer = (await service.Api.Lead.SendAsync(new HttpMethod(method), path, null)).IsRefused(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.NotEmpty(answer.Headers["Allow"]);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Tells_anybody_that_the_service_is_well(string path) =>
        Assert.Equal("Healthy", (await _stranger.GetAsync(path, null)).Is(HttpStatusCode.OK).Text);

    [Fact]
    public async Task Shows_a_page_to_read()
    {
        var page = (await _stranger.GetAsync("/docs/", null)).Is(HttpStatusCode.OK);
        Assert.StartsWith("text/html", page.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("openapi", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describes_every_route_that_there_is_and_none_besides()
    {
        var document = (await _stranger.GetAsync("/openapi/v1.json", null)).Is(HttpStatusCode.OK).Json;
        Assert.StartsWith("3.1.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var described = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")).Where(OfTheApi).Order();
        var mapped = service.Shared.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {Plain(endpoint.RoutePattern)}"))
            .Where(OfTheApi).Distinct().Order();
        Assert.Equal(mapped, described);

        static bool OfTheApi(string route) => route.Contains("/api/v1/", StringComparison.Ordinal) || route.Contains("/dev/", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describes_what_every_change_and_every_list_demands()
    {
        var paths = (await _stranger.GetAsync("/openapi/v1.json", null)).Json["paths"]!;
        var regrading = paths["/api/v1/claims/{id}/regradings"]!["post"]!;
        Assert.True(Parameter(regrading, "If-Match")!["required"]!.GetValue<bool>());
        Assert.NotNull(Parameter(regrading, "Idempotency-Key"));
        var body = regrading["requestBody"]!["content"]!["application/json"]!["schema"]!;
        Assert.Equal(["credibility", "reason"], body["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        foreach (var name in new[] { "limit", "cursor", "partnership", "dimension", "source", "origin", "q", "withdrawn" })
            Assert.NotNull(Parameter(paths["/api/v1/claims"]!["get"]!, name));

        static System.Text.Json.Nodes.JsonNode? Parameter(System.Text.Json.Nodes.JsonNode operation, string name) =>
            operation["parameters"]!.AsArray().SingleOrDefault(parameter => parameter!["name"]!.GetValue<string>() == name);
    }

    [Fact]
    public async Task Is_never_shown_which_product_answers() =>
        Assert.False((await _stranger.GetAsync("/health/live", null)).Headers.ContainsKey("Server"));

    private static string Plain(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) => $"/{string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
        part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}" : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content))))}";
}
