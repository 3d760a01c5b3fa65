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
        var line = await Line.OfAsync(reader);
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        await reader.SeesAsync("nothing you may see");

        await line.CutAsync();
        var notice = reader.Page.Locator(".connection p:visible");
        await Assertions.Expect(notice).ToContainTextAsync("lost");
        await Assertions.Expect(reader.Page.Locator(".live :visible")).ToHaveTextAsync("not live");
        await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), claim);
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).ToContainTextAsync("nothing you may see");

        line.Mend();
        await reader.SeesAsync("analyst-1 published “Trust after the leak”");
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).Not.ToContainTextAsync("nothing you may see");
        await Assertions.Expect(notice).ToHaveCountAsync(0);
        await Assertions.Expect(reader.Page.Locator(".live :visible")).ToHaveTextAsync("live");
    }

    [Fact]
    public async Task Of_the_page_to_the_service_is_said_as_well_and_heals()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        await using var far = await FarPage.StartAsync(page.Address);
        await using var reader = await page.ComeAsync(address: far.Address);
        await reader.SignInAsync("reader-1", $"/partnerships/{stage.Partnership}");
        await reader.LiveAsync();

        far.Cable.Cut();
        await Assertions.Expect(reader.Page.Locator(".live")).ToContainTextAsync("connection lost");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "compare from here" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The service does not answer");
        await stage.PublishAsync(page.Service.Api.As("analyst-1", "analyst"), claim);

        far.Cable.Mend();
        await reader.LiveAsync();
        await reader.SeesAsync("analyst-1 published “Trust after the leak”");
        await Assertions.Expect(reader.Page.Locator("[id='trust-level,RU>CN']")).Not.ToContainTextAsync("nothing you may see");

        // Why it stands so cannot be looked up just now; the page lives on and says so.
        far.Cable.Cut();
        await reader.Page.Locator("[id='trust-level,RU>CN'] .why").ClickAsync();
        await Assertions.Expect(reader.Page.Locator(".reasons")).ToContainTextAsync("The service does not answer");
        far.Cable.Mend();
        await reader.LiveAsync();
        await reader.Page.Locator("[id='trust-level,RU>CN'] .why").ClickAsync();
        await reader.Page.Locator("[id='trust-level,RU>CN'] .why").ClickAsync();
        await Assertions.Expect(reader.Page.Locator(".reasons")).ToContainTextAsync("Two independent reports agree");
    }

    [Fact]
    public async Task For_good_by_a_failure_leaves_no_page_that_looks_alive()
    {
        var stage = await Stage.SetAsync(page.Service.Api);
        await using var reader = await page.VisitAsync("reader-1");
        reader.Expected.Add("Error: ");
        await reader.GoLiveAsync($"/partnerships/{stage.Partnership}");
        var notice = reader.Page.GetByText("Something on this page has failed");
        await Assertions.Expect(notice).ToBeHiddenAsync();

        // A field of a text that says yes, which no page sends, ends the circuit.
        await reader.Page.Locator("input[name=asOf]").EvaluateAsync("field => { field.type = 'checkbox'; field.dispatchEvent(new Event('change', { bubbles: true })); }");
        await Assertions.Expect(notice).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator(".live :visible")).ToHaveTextAsync("not live");
        await reader.FindsNoBarrierAsync();
        await notice.GetByRole(AriaRole.Link, new() { Name = "Load the page anew" }).ClickAsync();
        await reader.LiveAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();
    }
}
