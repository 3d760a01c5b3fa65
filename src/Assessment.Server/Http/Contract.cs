using System.Reflection;
using Assessment.Client.Rules;
using Assessment.Server.Access;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;
using JasperFx.Core.Reflection;
using Wolverine.Attributes;
using Wolverine.Http;
using Wolverine.Http.CodeGen;

namespace Assessment.Server.Http;

/// <summary>An endpoint that changes something which exists: it demands <c>If-Match</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChangesAttribute : Attribute;

/// <summary>What one endpoint takes: read off its method once, enforced by <see cref="ContractMiddleware"/> on each request.</summary>
/// <param name="Body">The type of the JSON body, or null when the endpoint takes none.</param>
/// <param name="Query">The type whose members are the query parameters, or null when it takes none.</param>
/// <param name="Changes">Whether <c>If-Match</c> is required.</param>
public sealed record Contract(Type? Body, Type? Query, bool Changes)
{
    public static Contract Of(MethodInfo method) => new(
        method.GetParameters().SingleOrDefault(parameter => parameter.Name == "body")?.ParameterType,
        method.GetParameters().SingleOrDefault(parameter => parameter.Name == "query")?.ParameterType,
        method.IsDefined(typeof(ChangesAttribute)));
}

/// <summary>What the contract's middleware has read from a request and the slices ask for by parameter.</summary>
public sealed class Asked
{
    public object? Body { get; set; }

    public object? Query { get; set; }

    public Actor? Actor { get; set; }

    public IfMatch IfMatch { get; set; }

    public IdempotencyClaim? Idempotency { get; set; }

    /// <summary>The code of the refusal should what is being created exist already.</summary>
    public string TakenCode { get; set; } = "already-exists";

    public static Asked Of(HttpContext http) =>
        http.Features.Get<Asked>() ?? throw new InvalidOperationException("The endpoint carries no contract.");

    public static T BodyOf<T>(HttpContext http) => (T)Of(http).Body!;

    public static T QueryOf<T>(HttpContext http) => (T)Of(http).Query!;

    public static Actor ActorOf(HttpContext http) => Of(http).Actor!;

    public static IdempotencyClaim? IdempotencyOf(HttpContext http) => Of(http).Idempotency;

    public static IfMatch IfMatchOf(HttpContext http) => Of(http).IfMatch;

    /// <summary>The latest date that is today anywhere, by which "later than today" is judged.</summary>
    public static DateOnly TodayOf(HttpContext http) => Days.LatestToday(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
}

/// <summary>
/// Hands a slice's parameters what <see cref="ContractMiddleware"/> has read: <c>body</c>, <c>query</c>, the
/// actor and the version the client has seen. Slices never touch HttpContext.
/// </summary>
public sealed class ContractParameters : IParameterStrategy
{
    public bool TryMatch(HttpChain chain, IServiceContainer container, ParameterInfo parameter, out Variable? variable)
    {
        var type = parameter.ParameterType;
        var reader = parameter.Name switch
        {
            "body" => $"{nameof(Asked.BodyOf)}<{type.FullNameInCode()}>",
            "query" => $"{nameof(Asked.QueryOf)}<{type.FullNameInCode()}>",
            _ when type == typeof(Actor) => nameof(Asked.ActorOf),
            "today" => nameof(Asked.TodayOf),
            _ when type == typeof(IdempotencyClaim) => nameof(Asked.IdempotencyOf),
            _ when type == typeof(IfMatch) => nameof(Asked.IfMatchOf),
            _ => null,
        };
        variable = reader is null ? null : new Variable(type, $"{typeof(Asked).FullNameInCode()}.{reader}(httpContext)");
        // What else is of ours comes from the slice's own load step or from the container, never from the body.
        return variable is not null || (type.Assembly == typeof(Contract).Assembly && !type.IsValueType);
    }
}

/// <summary>Every endpoint that appends facts commits them; none can forget to.</summary>
public sealed class AppendsCommit : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(chain => chain.Method.Creates.Any(created => created.VariableType == typeof(Append))))
            new TransactionalAttribute().Modify(chain, rules, container);
    }
}
