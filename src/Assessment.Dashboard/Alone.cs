namespace Assessment.Dashboard;

/// <summary>The page by itself, beside a server that runs somewhere else: <c>Dashboard__Api</c> says where.</summary>
public static class Alone
{
    public static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (!Uri.TryCreate(builder.Configuration["Dashboard:Api"], UriKind.Absolute, out var api))
        {
            await Console.Error.WriteLineAsync("No API: set Dashboard__Api to the address of the service.");
            return 78;
        }

        var settings = new DashboardSettings(_ => api, builder.Configuration["Assessment:DataDirectory"] ?? Path.Combine(builder.Environment.ContentRootPath, "data"),
            OidcClient.Read(builder.Configuration));
        builder.AddDashboard(settings);
        await using var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseDashboard();
        app.MapDashboard(settings);
        await app.RunAsync();
        return 0;
    }
}
