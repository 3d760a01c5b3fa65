using System.Text.Json;

namespace Assessment.Server.Tradecraft;

/// <summary>The standard dimensions, which are part of the product and the same for every partnership.</summary>
public static class Catalogue
{
    /// <summary>The seven standard dimensions, read once.</summary>
    public static IReadOnlyList<Dimension> Standard { get; } = Read();

    private static IReadOnlyList<Dimension> Read()
    {
        using var file = typeof(Catalogue).Assembly.GetManifestResourceStream("dimensions.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<Dimension>>(file, JsonSerializerOptions.Web)!;
    }
}
