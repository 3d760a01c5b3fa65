using System.Security.Claims;
using Assessment.Client;

namespace Assessment.Dashboard.Access;

/// <summary>Speaks to the API over HTTP as anybody would.</summary>
public sealed class Speaking(IHttpClientFactory clients)
{
    public const string Client = "assessment";

    public AssessmentApi AsNobody() => new(clients.CreateClient(Client));

    /// <summary>As somebody who has signed in and asks for something that is no page.</summary>
    public AssessmentApi As(ClaimsPrincipal user) => new(clients.CreateClient(Client), _ => ValueTask.FromResult(PageCookie.TokensOf(user).Access));

    public AssessmentApi As(Viewing viewing) => new(clients.CreateClient(Client), viewing.TokenAsync);
}
