using System.Reflection;
using Assessment.Server.Access;
using Assessment.Server.Lexicon;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Wolverine.Http;

namespace Assessment.Server.Http;

/// <summary>Describes the contract as OpenAPI 3.1: bodies, query parameters, required headers, and problems.</summary>
public static class OpenApi
{
    /// <summary>What an endpoint's method says of itself becomes its metadata.</summary>
    public static void Describe(HttpChain chain)
    {
        var contract = Contract.Of(chain.Method.Method);
        chain.Metadata.WithMetadata(contract).WithTags(chain.Method.HandlerType.Namespace!.Split('.')[2]);
        if (contract.Body is not null) chain.Metadata.Accepts(contract.Body, "application/json");
        if (Awaited(chain.Method.Method.ReturnType) is { IsGenericType: true } page && page.GetGenericTypeDefinition() == typeof(Page<>))
            chain.Metadata.Produces(StatusCodes.Status200OK, page, "application/json");
    }

    private static Type Awaited(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GenericTypeArguments[0] : type;

    public static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Assessment", Version = "v1", Description = "Judgments about partnerships between states: posted, reviewed, published, replayed." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, ct) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            operation.Parameters ??= [];
            if (metadata.OfType<Contract>().LastOrDefault() is { } contract)
            {
                AddParameters(operation, contract, context.Description.HttpMethod);
                if (contract.Body is { } body) operation.RequestBody = BodyOf(await context.GetOrCreateSchemaAsync(body, null, ct));
            }

            // How an answer is written is nothing of the contract: what is written is.
            var internals = context.Description.SupportedResponseTypes.Any(given => given.Type is { } type && (type == typeof(Written) || type == typeof(IResult)));
            if (internals && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse answered)
            {
                operation.Responses.Remove("200");
                var created = context.Description.HttpMethod == HttpMethods.Post && metadata.OfType<Contract>().LastOrDefault() is { Changes: false };
                var said = AnswerTypes.Of(context.Description.HttpMethod, context.Description.RelativePath ?? "");
                operation.Responses[created ? "201" : "200"] = new OpenApiResponse
                {
                    Description = created ? "Created" : answered.Description,
                    Content = said is null ? null : new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(said, null, ct) } },
                };
            }

            if (metadata.OfType<RequiresAttribute>().LastOrDefault() is { } requires)
            {
                operation.Description = $"Needs the permission `{requires.Permission}`.";
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            }
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type is { IsEnum: true } type && type.Assembly == typeof(Codes).Assembly)
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. AllCodes(type).Select(code => (System.Text.Json.Nodes.JsonNode)System.Text.Json.Nodes.JsonValue.Create(code))];
            }
            else if (context.JsonTypeInfo.Type is { IsValueType: true } text && text.IsDefined(typeof(System.Text.Json.Serialization.JsonConverterAttribute), false))
            {
                schema.Type = JsonSchemaType.String;
                schema.Properties?.Clear();
            }

            return Task.CompletedTask;
        });
    }

    private static OpenApiRequestBody BodyOf(OpenApiSchema schema) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
    };

    private static void AddParameters(OpenApiOperation operation, Contract contract, string? method)
    {
        foreach (var parameter in contract.Query?.GetConstructors().Single().GetParameters() ?? [])
            Add(operation, QueryReader.NameOf(parameter), ParameterLocation.Query, false, SchemaOf(parameter.ParameterType));
        if (contract.Changes) Add(operation, "If-Match", ParameterLocation.Header, true, new OpenApiSchema { Type = JsonSchemaType.String });
        if (method == HttpMethods.Post) Add(operation, "Idempotency-Key", ParameterLocation.Header, false, new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 64 });
    }

    private static void Add(OpenApiOperation operation, string name, ParameterLocation place, bool required, OpenApiSchema schema)
    {
        if (operation.Parameters!.Any(known => known.Name == name)) return;
        operation.Parameters!.Add(new OpenApiParameter { Name = name, In = place, Required = required, Schema = schema });
    }

    private static OpenApiSchema SchemaOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(SearchTerms)) return new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 1024, Description = SearchTerms.Rules };
        if (type.IsEnum) return new() { Type = JsonSchemaType.String, Enum = [.. AllCodes(type).Select(code => (System.Text.Json.Nodes.JsonNode)System.Text.Json.Nodes.JsonValue.Create(code))] };
        if (type == typeof(int) || type == typeof(long)) return new() { Type = JsonSchemaType.Integer };
        if (type == typeof(bool)) return new() { Type = JsonSchemaType.Boolean };
        if (type == typeof(Guid)) return new() { Type = JsonSchemaType.String, Format = "uuid" };
        if (type == typeof(DateOnly)) return new() { Type = JsonSchemaType.String, Format = "date" };
        if (type == typeof(DateTimeOffset)) return new() { Type = JsonSchemaType.String, Format = "date-time" };
        return new() { Type = JsonSchemaType.String };
    }

    private static IReadOnlyList<string> AllCodes(Type type) =>
        (IReadOnlyList<string>)typeof(Codes).GetMethod(nameof(Codes.All), BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!;
}
