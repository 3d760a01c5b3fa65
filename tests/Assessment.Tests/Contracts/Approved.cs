using Xunit;

namespace Assessment.Tests.Contracts;

/// <summary>Compares what is with what was agreed, in a file beside the tests that a person has read.</summary>
internal static class Approved
{
    /// <summary>The checkout these tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, "tests", "Assessment.Tests", "Contracts", file)).ReplaceLineEndings("\n");

    /// <summary>Fails with the lines that differ, and leaves what was received where it can be looked at and taken over.</summary>
    public static void Matches(string file, IEnumerable<string> lines)
    {
        string[] received = [.. lines];
        string[] approved = Read(file).TrimEnd('\n').Split('\n');
        if (approved.SequenceEqual(received)) return;

        var kept = Path.Combine(AppContext.BaseDirectory, file.Replace(".approved.", ".received.", StringComparison.Ordinal));
        File.WriteAllText(kept, string.Join('\n', received) + "\n");
        Assert.Fail($"""
            What is differs from what was agreed in {file}:
            {string.Join('\n', approved.Except(received).Select(line => $"- {line}").Concat(received.Except(approved).Select(line => $"+ {line}")).DefaultIfEmpty("the order of the lines"))}
            If that is meant, take over {kept}.
            """);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assessment.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No checkout above the tests.");
        return folder.FullName;
    }
}
