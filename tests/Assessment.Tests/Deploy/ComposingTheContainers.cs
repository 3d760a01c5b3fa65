using Assessment.Server;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Assessment.Tests.Deploy;

public class ComposingTheContainers
{
    // Merge keys are resolved, as the tool resolves them.
    private static readonly Dictionary<string, object> Compose = new DeserializerBuilder().Build()
        .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(Repository.Read("docker-compose.yml")))));

    private static readonly Dictionary<string, Dictionary<object, object>> Services =
        ((Dictionary<object, object>)Compose["services"]).ToDictionary(service => (string)service.Key, service => (Dictionary<object, object>)service.Value);

    [Theory]
    [InlineData("assessment")]
    [InlineData("migrate")]
    public void Runs_the_service_with_nothing_it_does_not_need(string service)
    {
        Assert.Equal("true", Services[service]["read_only"]);
        Assert.Equal(["/tmp"], List(service, "tmpfs"));
        Assert.Equal(["ALL"], List(service, "cap_drop"));
        Assert.Equal(["no-new-privileges:true"], List(service, "security_opt"));
        Assert.False(Services[service].ContainsKey("privileged"));
    }

    [Fact]
    public void Opens_ports_to_this_machine_alone()
    {
        var ports = Services.Keys.SelectMany(service => List(service, "ports")).ToList();
        Assert.Equal(4, ports.Count);
        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port));
    }

    [Fact]
    public void Starts_no_more_than_the_service_and_its_database_unless_asked() =>
        Assert.Equal(["assessment", "migrate", "postgres"], Services.Where(service => !service.Value.ContainsKey("profiles")).Select(service => service.Key).Order());

    [Fact]
    public void Serves_once_the_schema_is_migrated()
    {
        Assert.Equal(["migrate"], List("migrate", "command"));
        Assert.Equal("service_completed_successfully", Condition("assessment", "migrate"));
        Assert.Equal("service_healthy", Condition("migrate", "postgres"));
    }

    [Fact]
    public void Mounts_what_is_there()
    {
        var mounted = Services.Keys.SelectMany(service => List(service, "volumes")).Select(volume => volume.Split(':')[0]).ToList();
        Assert.All(mounted.Where(source => source.StartsWith("./", StringComparison.Ordinal)), source => Assert.True(Path.Exists(Repository.PathOf(source)), source));
        Assert.Equal(((Dictionary<object, object>)Compose["volumes"]).Keys.Order(), mounted.Where(source => !source.StartsWith('.')).Distinct().Order());
        // From 18 on the image keeps its data below a folder of its version, and refuses to start otherwise.
        Assert.Contains("facts:/var/lib/postgresql", List("postgres", "volumes"));
    }

    [Fact]
    public void Leaves_the_service_down_only_where_trying_again_would_not_help()
    {
        var unit = Repository.Read("deploy/systemd/assessment.service").Split('\n');
        Assert.Contains($"RestartPreventExitStatus={Startup.Misconfigured}", unit);
        Assert.Contains("ExecStart=/usr/bin/dotnet Assessment.Server.dll", unit);
        Assert.Contains("KillMode=mixed", unit);
        // Without a key the service would not start; what it signed last is below the folder that survives.
        Assert.Contains("LoadCredential=ledger-key:/etc/assessment/ledger-key", unit);
        Assert.Contains("Environment=Assessment__Ledger__KeyFile=%d/ledger-key", unit);
        Assert.Contains("Environment=Assessment__DataDirectory=%S/assessment", unit);
        Assert.Contains("StateDirectory=assessment", unit);
    }

    private static string[] List(string service, string member) =>
        Services[service].TryGetValue(member, out var list) ? [.. ((List<object>)list).Cast<string>()] : [];

    private static object Condition(string service, string dependency) =>
        ((Dictionary<object, object>)((Dictionary<object, object>)Services[service]["depends_on"])[dependency])["condition"];
}
