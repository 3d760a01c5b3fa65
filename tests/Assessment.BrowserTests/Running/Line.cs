using Microsoft.Playwright;

namespace Assessment.BrowserTests.Running;

/// <summary>The way between a page in the browser and its circuit.</summary>
public sealed class Line
{
    private readonly List<IWebSocketRoute> _open = [];
    private bool _cut;

    public static async Task<Line> OfAsync(Visitor visitor)
    {
        visitor.Expected.AddRange("WebSocket", "Connection disconnected", "Failed to start the connection", "Failed to complete negotiation", "Failed to load resource", "Error: ");
        var line = new Line();
        await visitor.Page.RouteAsync("**/_blazor/negotiate*", way => line._cut ? way.AbortAsync("connectionfailed") : way.ContinueAsync());
        await visitor.Page.RouteWebSocketAsync("**/_blazor*", way =>
        {
            if (line._cut) return;
            way.ConnectToServer();
            line._open.Add(way);
        });
        return line;
    }

    public async Task CutAsync()
    {
        _cut = true;
        foreach (var way in _open) await way.CloseAsync(new() { Code = 3001, Reason = "cut" });
        _open.Clear();
    }

    public void Mend() => _cut = false;
}
