namespace Assessment.Ledger.Tests;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assessment.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No checkout above the tests.");
        return folder.FullName;
    }
}
