namespace Assessment.Server.Storage;

/// <summary>The SQL that is part of the assembly.</summary>
internal static class Script
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Script).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
