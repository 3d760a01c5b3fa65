namespace Assessment.Dashboard;

/// <summary>What the page has to know of where it runs.</summary>
/// <param name="Api">Gives the address of the API; asked first when a request comes, when a host knows its own.</param>
/// <param name="Authority">The OIDC authority people sign in with; null where the API itself gives tokens, in Development.</param>
public sealed record DashboardSettings(Func<IServiceProvider, Uri> Api, OidcClient? Authority)
{
    /// <summary>Whether the reference case is loaded at the first start, and there will be something to look at.</summary>
    public bool ReferenceCase { get; init; }
}

/// <summary>The page as its OIDC authority knows it.</summary>
/// <param name="Authority">The authority's URL.</param>
/// <param name="ClientId">The name of the page as a client there.</param>
/// <param name="Secret">Null for a public client; the code is protected by PKCE either way.</param>
/// <param name="Scope">Asked for beside <c>openid</c>, separated by spaces.</param>
public sealed record OidcClient(Uri Authority, string ClientId, string? Secret, string Scope)
{
    /// <summary>For whom the API wants access tokens to be issued.</summary>
    public string Audience { get; init; } = "assessment";

    /// <summary>Reads the section <c>Authentication</c>; null without an authority.</summary>
    public static OidcClient? Read(IConfiguration configuration) => configuration["Authentication:Authority"] is { Length: > 0 } authority
        ? new OidcClient(new Uri(authority), configuration["Authentication:ClientId"] ?? "assessment",
            configuration["Authentication:ClientSecret"] is { Length: > 0 } secret ? secret : null, configuration["Authentication:Scope"] ?? "offline_access") { Audience = configuration["Authentication:Audience"] ?? "assessment" }
        : null;
}
