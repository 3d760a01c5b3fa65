using Assessment.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Assessment.BrowserTests.Running;

/// <summary>The page as a host of its own puts it together, before an API at the other end of a cable.</summary>
public sealed class FarPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FarPage(WebApplication app, Cable cable) => (_app, Cable) = (app, cable);

    public Cable Cable { get; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<FarPage> StartAsync(Uri api)
    {
        var cable = Cable.To(api);
        var builder = WebApplication.CreateBuilder(["--environment=Development", "--applicationName=Assessment.Server", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        var settings = new DashboardSettings(_ => cable.Address, null);
        builder.AddDashboard(settings);
        builder.Services.AddProblemDetails();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseDashboard();
        app.MapDashboard(settings, "Assessment.Server.staticwebassets.endpoints.json");
        await app.StartAsync();
        return new FarPage(app, cable);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Cable.DisposeAsync();
    }
}
