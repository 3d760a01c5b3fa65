using System.Text.Json.Nodes;
using Assessment.Server.Access;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Deploy;

public class ImportingTheRealm
{
    private static readonly JsonNode Realm = JsonNode.Parse(Repository.Read("deploy/keycloak/assessment-realm.json"))!;
    private static readonly JsonNode Client = Assert.Single(Realm["clients"]!.AsArray())!;

    [Fact]
    public void Knows_the_roles_of_the_service_and_no_others() =>
        Assert.Equal(Roles.Permissions.Keys.Order(), Realm["roles"]!["realm"]!.AsArray().Select(role => Text(role!["name"])).Order());

    [Fact]
    public void Brings_the_personas_of_the_reference_case()
    {
        var people = Realm["users"]!.AsArray().Select(user => $"{Text(user!["username"])} {Text(user["realmRoles"]![0])} {Text(user["attributes"]!["clearance"]![0])}");
        Assert.Equal(
            ["lead-1 lead RED", "analyst-1 analyst AMBER", "analyst-2 analyst AMBER", "analyst-3 analyst AMBER+STRICT", "reviewer-1 reviewer AMBER+STRICT", "reader-1 reader GREEN", "auditor-1 auditor RED"],
            people);
    }

    [Fact]
    public void Puts_into_the_token_what_the_service_reads_there()
    {
        Assert.Equal("username", Mapper("sub")["user.attribute"]!.GetValue<string>());
        Assert.Equal("true", Text(Mapper("roles")["multivalued"]));
        Assert.Equal("clearance", Text(Mapper("clearance")["user.attribute"]));
        Assert.Contains(Client["protocolMappers"]!.AsArray(), mapper => (string?)mapper!["config"]!["included.custom.audience"] == Authentication.Audience);
        // Keycloak's own scope would put an identifier of its own into the subject.
        Assert.Empty(Client["defaultClientScopes"]!.AsArray());
    }

    // An ID token is for the page alone, and says nothing that the API would act on.
    [Fact]
    public void Puts_it_into_access_tokens_alone()
    {
        Assert.All(((string[])["roles", "clearance"]).Select(Mapper), mapper => Assert.Equal("false", Text(mapper["id.token.claim"])));
        Assert.NotEqual(Authentication.Audience, Text(Client["clientId"]));
        Assert.All(Client["protocolMappers"]!.AsArray().Where(mapper => mapper!["config"]!["included.custom.audience"] is not null), mapper => Assert.Equal("false", Text(mapper!["config"]!["id.token.claim"])));
        Assert.Equal("true", Text(Client["attributes"]!["access.token.header.type.rfc9068"]));
        Assert.Contains($"Authentication__ClientId: {Text(Client["clientId"])}", Repository.Read("docker-compose.yml"), StringComparison.Ordinal);
        Assert.Contains($"client_id={Text(Client["clientId"])}", Repository.Read("deploy/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sends_people_back_to_the_two_addresses_of_the_page_alone()
    {
        Assert.All(Client["redirectUris"]!.AsArray(), address => Assert.EndsWith("/sign-in/back", Text(address)));
        Assert.All(Text(Client["attributes"]!["post.logout.redirect.uris"]).Split("##"), address => Assert.EndsWith("/sign-out/back", address));
    }

    [Fact]
    public void Lets_nobody_raise_their_own_clearance()
    {
        var profile = JsonNode.Parse(Text(Realm["components"]!["org.keycloak.userprofile.UserProfileProvider"]![0]!["config"]!["kc.user.profile.config"]![0]))!;
        var clearance = Assert.Single(profile["attributes"]!.AsArray(), attribute => Text(attribute!["name"]) == "clearance")!;
        Assert.Equal(["admin"], clearance["permissions"]!["edit"]!.AsArray().Select(Text));
        Assert.Equal(Codes.All<Marking>(), clearance["validations"]!["options"]!["options"]!.AsArray().Select(Text));
    }

    private static JsonNode Mapper(string claim) =>
        Assert.Single(Client["protocolMappers"]!.AsArray(), mapper => (string?)mapper!["config"]!["claim.name"] == claim && (string?)mapper["config"]!["access.token.claim"] == "true")!["config"]!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
