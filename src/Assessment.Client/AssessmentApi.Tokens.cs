using System.Net;

namespace Assessment.Client;

/// <summary>Whom a development token is to name, with which roles and clearance.</summary>
public sealed record DevelopmentTokenRequest(string Subject, IReadOnlyList<string> Roles, string Clearance);

/// <summary>A bearer token and for how many seconds it holds.</summary>
public sealed record AccessToken(string Token, int ExpiresIn);

/// <summary>The server issues no development tokens, so nobody can be spoken for.</summary>
public sealed class NoDevelopmentTokensException(Uri? server, Exception inner)
    : Exception($"The server at {server} issues no development tokens; it does not run in the Development environment.", inner);

public sealed partial class AssessmentApi
{
    /// <summary>A token for anybody, from a server in the Development environment.</summary>
    /// <exception cref="NoDevelopmentTokensException">It is not in that environment.</exception>
    public async Task<AccessToken> IssueDevelopmentTokenAsync(DevelopmentTokenRequest request, CancellationToken ct = default)
    {
        try
        {
            var answer = (await ReadAsync<TokenAnswer>(new ApiRequest(HttpMethod.Post, "dev/tokens") { Body = request }, ct)).Content;
            return new AccessToken(answer.AccessToken, answer.ExpiresIn);
        }
        catch (ApiProblem problem) when (problem.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            throw new NoDevelopmentTokensException(http.BaseAddress, problem);
        }
    }

    private sealed record TokenAnswer(string AccessToken, int ExpiresIn);
}
