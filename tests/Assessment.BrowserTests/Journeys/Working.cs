using Assessment.BrowserTests.Running;
using Microsoft.Playwright;

namespace Assessment.BrowserTests.Journeys;

/// <summary>What people do on several journeys.</summary>
internal static class Working
{
    /// <summary>Opens a small form by its name, says why if asked, and sends it.</summary>
    public static async Task ActAsync(this Visitor visitor, string what, string? why = null)
    {
        var form = visitor.Page.Locator("details.act", new() { Has = visitor.Page.Locator("summary", new() { HasTextString = what }) });
        await form.Locator("summary").ClickAsync();
        if (why is not null) await form.Locator("textarea").FillAsync(why);
        await form.GetByRole(AriaRole.Button, new() { Name = what }).ClickAsync();
    }

    /// <summary>Begins a judgment on Russia's trust in China, without a likelihood, a confidence and a claim yet.</summary>
    public static async Task JudgeTrustAsync(this Visitor analyst, string title)
    {
        await analyst.Page.GetByLabel("Title").FillAsync(title);
        await analyst.Page.GetByLabel("Information up to").FillAsync("2025-10-01");
        await analyst.Page.GetByLabel("Judge a dimension").SelectOptionAsync(new SelectOptionValue { Label = "Trust level, Russia → China" });
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Add the judgment" }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "2 distrustful" }).CheckAsync();
        await analyst.Page.GetByLabel("Rationale").FillAsync("Reinforcement is what distrust does.");
    }
}
