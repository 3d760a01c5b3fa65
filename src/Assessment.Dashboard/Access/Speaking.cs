using System.Security.Claims;
using Assessment.Client;

namespace Assessment.Dashboard.Access;

/// <summary>Speaks to the API over HTTP as anybody would.</summary>
public sealed class Speaking(IHttpClientFactory clients, IHttpMessageHandlerFactory ways)
{
    public const string Client = "assessment";

    public AssessmentApi AsNobody() => new(clients.CreateClient(Client));

    /// <summary>As somebody who has signed in and asks for something that is no page.</summary>
    public AssessmentApi As(ClaimsPrincipal user) => new(clients.CreateClient(Client), _ => ValueTask.FromResult(PageCookie.TokensOf(user).Access));

    /// <summary>As whom an access token names.</summary>
    public AssessmentApi As(string token) => new(clients.CreateClient(Client), _ => ValueTask.FromResult(token));

    /// <summary>As whoever looks at a page, of which the banner says how high it is marked.</summary>
    public AssessmentApi As(Viewing viewing, ShownMarkings shown) =>
        new(new HttpClient(new NotingMarkings(shown, ways.CreateHandler(Client)), disposeHandler: false) { BaseAddress = clients.CreateClient(Client).BaseAddress }, viewing.TokenAsync);
}
