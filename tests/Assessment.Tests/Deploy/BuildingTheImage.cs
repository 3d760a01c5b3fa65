using Assessment.Server;
using Xunit;

namespace Assessment.Tests.Deploy;

public class BuildingTheImage
{
    private static readonly string[][] Dockerfile =
        [.. Repository.Read("deploy/Dockerfile").Replace("\\\n", " ").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static readonly string[] Ignored = [.. Repository.Read(".dockerignore").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>What is copied from the repository, not from an earlier stage.</summary>
    public static TheoryData<string> Copied => [.. Dockerfile.Where(line => line[0] == "COPY" && !line[1].StartsWith("--from", StringComparison.Ordinal)).SelectMany(line => line[1..^1]).Select(path => path.TrimEnd('/'))];

    [Theory]
    [MemberData(nameof(Copied))]
    public void Copies_what_is_there_and_not_ignored(string path)
    {
        Assert.True(Path.Exists(Repository.PathOf(path)), path);
        Assert.Contains($"!{path}", Ignored);
    }

    [Theory]
    [InlineData("global.json")]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Packages.props")]
    [InlineData(".editorconfig")]
    [InlineData("src")]
    [InlineData("deploy/publish.sh")]
    [InlineData("deploy/postgres")]
    public void Copies_all_that_the_build_reads(string path) => Assert.Contains(path, Copied.Select(row => row.Data));

    [Fact]
    public void Ignores_everything_it_does_not_name() => Assert.Equal("*", Ignored[0]);

    [Fact]
    public void Runs_the_service_without_a_shell_and_not_as_root()
    {
        Assert.Contains("chiseled", Dockerfile.Last(line => line[0] == "FROM")[1], StringComparison.Ordinal);
        Assert.Equal(["USER", "$APP_UID"], Dockerfile.Single(line => line[0] == "USER"));
        Assert.Equal($"[\"dotnet\", \"{typeof(Startup).Assembly.GetName().Name}.dll\"]", string.Join(' ', Dockerfile.Single(line => line[0] == "ENTRYPOINT")[1..]));
    }

    [Fact]
    public void Is_for_production_unless_said_otherwise() =>
        Assert.Contains("ASPNETCORE_ENVIRONMENT=Production", Dockerfile.Single(line => line[0] == "ENV"));
}
