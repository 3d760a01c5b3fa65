using Assessment.Client;
using Assessment.IntegrationTests.Running;

namespace Assessment.IntegrationTests.TypedClient;

/// <summary>A person who speaks through the client, and who takes an answer only if it says exactly what the client knows.</summary>
internal static class Strictly
{
    public static readonly TimeSpan CaughtUp = TimeSpan.FromSeconds(10);

    public static AssessmentApi Typed(this Person person, HttpClient? http = null) =>
        new(http ?? person.Api.Http, async _ => await person.Api.TokenAsync(person.Subject, person.Role, person.Clearance)) { Json = AssessmentJson.Strict };
}
