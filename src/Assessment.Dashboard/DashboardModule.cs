using Assessment.Dashboard.Access;
using Assessment.Dashboard.Audit;
using Assessment.Dashboard.Http;
using Assessment.Dashboard.Layout;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assessment.Dashboard;

/// <summary>What the page brings to its host.</summary>
public static class DashboardModule
{
    /// <param name="builder">Before the API adds its own answers to failures: theirs are for whom a page is not meant.</param>
    /// <param name="settings">Where it runs.</param>
    public static void AddDashboard(this WebApplicationBuilder builder, DashboardSettings settings)
    {
        // What is not listed is not served; in Development, too.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        var (services, environment) = (builder.Services, builder.Environment);
        services.AddSingleton(settings);
        // The host says where the keys are.
        services.AddDataProtection().SetApplicationName("assessment");
        var authentication = services.AddAuthentication().AddCookie(PageCookie.Scheme, cookie => PageCookie.Configure(cookie, settings, environment.IsDevelopment()));
        if (settings.Authority is { } client) authentication.AddOpenIdConnect(IdentityProvider.Scheme, oidc => IdentityProvider.Configure(oidc, client, environment.IsDevelopment()));
        services.AddMemoryCache();
        services.AddSingleton<Renewal>();
        services.AddAuthorization(rules => rules.AddPolicy(PageCookie.Scheme, new AuthorizationPolicyBuilder(PageCookie.Scheme).RequireAuthenticatedUser().Build()));
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "assessment-form";
            forms.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            forms.SuppressXFrameOptionsHeader = true;
        });
        // A circuit begins with what the first answer showed, which comes back from the browser, sealed.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub =>
        {
            hub.MaximumReceiveMessageSize = 1024 * 1024;
            hub.AddFilter<OpenPages>();
        });
        services.AddSingleton<OpenPages>().AddHostedService(provider => provider.GetRequiredService<OpenPages>());
        services.TryAddSingleton<ISignIns, SignInsInMemory>();
        services.AddSingleton<PlainHttp>();
        services.AddSingleton<SignInFailures>();
        services.AddHttpClient(Speaking.Client, (provider, http) => http.BaseAddress = settings.Api(provider)).RemoveAllLoggers();
        services.AddSingleton<Speaking>();
        services.AddSingleton<Personas>();
        services.AddExceptionHandler<PageErrors>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<Viewing>();
        services.AddScoped<ShownMarkings>();
        services.AddScoped(provider => provider.GetRequiredService<Speaking>().As(provider.GetRequiredService<Viewing>(), provider.GetRequiredService<ShownMarkings>()));
    }

    /// <summary>Behind authorization: forms come from this page, pages carry their headers, and what is wrong is said on a page.</summary>
    public static void UseDashboard(this WebApplication app)
    {
        app.Use(PageErrors.AnswerAsync);
        app.Use(PlainHttp.RefuseAsync);
        app.Use(SameOrigin.RefuseOthersAsync);
        app.UseAntiforgery();
        var authority = app.Services.GetRequiredService<DashboardSettings>().Authority?.Authority;
        app.Use((http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<OfThePage>() is not null) PageHeaders.Add(http.Response, authority);
            return next(http);
        });
    }

    /// <param name="app">Where to.</param>
    /// <param name="settings">Those given to <see cref="AddDashboard"/>.</param>
    /// <param name="assets">The file that lists the host's static files.</param>
    public static void MapDashboard(this IEndpointRouteBuilder app, DashboardSettings settings, string assets)
    {
        app.MapStaticAssets(assets).Add(endpoint => endpoint.Metadata.Add(new OfThePage()));
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .WithStaticAssets(assets)
            .RequireAuthorization(PageCookie.Scheme)
            .WithMetadata(new OfThePage());
        var others = app.MapGroup("").WithMetadata(new OfThePage());
        others.MapSigningIn(settings);
        others.MapTheme();
        others.MapDownloads();
    }
}

/// <summary>Marks what the page serves, as opposed to the API.</summary>
public sealed class OfThePage;
