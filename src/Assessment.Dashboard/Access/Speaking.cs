using Assessment.Client;

namespace Assessment.Dashboard.Access;

/// <summary>Speaks to the API over HTTP as anybody would.</summary>
public sealed class Speaking(IHttpClientFactory clients)
{
    public const string Client = "assessment";

    public AssessmentApi AsNobody() => new(clients.CreateClient(Client));

    public AssessmentApi As(Viewing viewing) => new(clients.CreateClient(Client), viewing.TokenAsync);
}
