using System.Reflection;

namespace Assessment.Ledger.Bundles;

/// <summary>What a bundle says about itself: what is in it, and how it is verified with tools of others.</summary>
internal static class BundleReadme
{
    private static readonly string Template = Read();

    public static string Of(VerifierKey key) => Template
        .Replace("{origin}", key.Name, StringComparison.Ordinal)
        .Replace("{vkey}", key.ToString(), StringComparison.Ordinal);

    private static string Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Assessment.Ledger.Bundles.README.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
