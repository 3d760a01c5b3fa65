using System.Xml.Linq;
using Xunit;

namespace Assessment.Ledger.Tests;

public class StandingAlone
{
    [Fact]
    public void The_ledger_references_the_base_class_library_alone()
    {
        var shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var outside = typeof(MerkleHash).Assembly.GetReferencedAssemblies().Where(assembly => !File.Exists(Path.Combine(shared, $"{assembly.Name}.dll")));
        Assert.Empty(outside);

        var project = XDocument.Load(Path.Combine(Repository.Root, "src", "Assessment.Ledger", "Assessment.Ledger.csproj"));
        Assert.DoesNotContain(project.Descendants(), element => element.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal));
    }
}
