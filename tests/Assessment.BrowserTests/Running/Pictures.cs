using Microsoft.Playwright;

namespace Assessment.BrowserTests.Running;

/// <summary>Pictures of the pages for the documents, taken when <c>ASSESSMENT_PICTURES</c> names the folder they go to.</summary>
public static class Pictures
{
    /// <summary>The pages as most people see them, light and dark; <c>ASSESSMENT_PICTURES_ALL</c> adds the other widths.</summary>
    public static async Task TakeAsync(IPage page, string name, ColorScheme scheme, int width)
    {
        if (Environment.GetEnvironmentVariable("ASSESSMENT_PICTURES") is not { Length: > 0 } folder) return;
        if (width != 1280 && Environment.GetEnvironmentVariable("ASSESSMENT_PICTURES_ALL") is not { Length: > 0 }) return;
        var size = width == 1280 ? "" : $"-{width}";
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Path.GetFullPath(folder), $"{name}-{scheme.ToString().ToLowerInvariant()}{size}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled,
        });
    }
}
