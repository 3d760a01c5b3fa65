using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assessment.Tests.Deploy;

/// <summary>The repository these tests were built from, for what is in no assembly.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>A YAML file as one tree, or one for each document, with merge keys resolved nowhere: what is written is what is looked at.</summary>
    public static IReadOnlyList<YamlNode> Yaml(string path)
    {
        var stream = new YamlStream();
        stream.Load(new Parser(new StringReader(Read(path))));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assessment.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        return folder.FullName;
    }
}
