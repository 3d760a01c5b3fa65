using Assessment.BrowserTests.Running;
using Assessment.IntegrationTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

[Collection(TheDesk.Name)]
public class LosingTheConnection(ThePage page)
{
    [Fact]
    public async Task Is_said_at_once_and_what_was_missed_is_there_when_it_is_back()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        await using var reader = await page.VisitAsync("reader-1");
        reader.Expected.AddRange("WebSocket", "Connection disconnected", "Failed to start the connection", "Failed to complete negotiation", "Failed to load resource", "Error: ");
        var line = await Line.OfAsync(reader.Page);
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        await reader.SeesAsync("not assessed");

        await line.CutAsync();
        var notice = reader.Page.Locator(".connection p:visible");
        await Assertions.Expect(notice).ToContainTextAsync("lost");
        await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), claim);
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).ToContainTextAsync("not assessed");

        line.Mend();
        await reader.SeesAsync("analyst-1 published “Trust after the leak”");
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).Not.ToContainTextAsync("not assessed");
        await Assertions.Expect(notice).ToHaveCountAsync(0);
    }

    /// <summary>The way between a page and its circuit.</summary>
    private sealed class Line
    {
        private readonly List<IWebSocketRoute> _open = [];
        private bool _cut;

        public static async Task<Line> OfAsync(IPage page)
        {
            var line = new Line();
            await page.RouteAsync("**/_blazor/negotiate*", way => line._cut ? way.AbortAsync("connectionfailed") : way.ContinueAsync());
            await page.RouteWebSocketAsync("**/_blazor*", way =>
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
}
