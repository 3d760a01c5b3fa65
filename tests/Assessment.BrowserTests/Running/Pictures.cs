namespace Assessment.BrowserTests.Running;

/// <summary>Where the pictures of the pages are kept.</summary>
public static class Pictures
{
    /// <summary><c>docs/pages</c>, unless <c>ASSESSMENT_PICTURES</c> names another folder.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("ASSESSMENT_PICTURES") is { Length: > 0 } given
        ? Path.GetFullPath(given) : Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), "docs", "pages");

    private static string Root(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Assessment.sln")) ? folder.FullName : Root(folder.Parent!);
}
