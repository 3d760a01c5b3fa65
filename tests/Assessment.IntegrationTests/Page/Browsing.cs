using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Assessment.IntegrationTests.Page;

/// <summary>A browser as far as cookies, forms and handshakes go; it follows no redirect.</summary>
public sealed partial class Browsing : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies = new();

    public Browsing(string address) => _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = new Uri(address) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What somebody copies who has the browser for a moment.</summary>
    public string Cookies
    {
        get => _cookies.GetCookieHeader(_http.BaseAddress!);
        set => _cookies.SetCookies(_http.BaseAddress!, value.Replace(";", ",", StringComparison.Ordinal));
    }

    public static async Task<Browsing> SignedInAsync(string address, string persona = "reader-1")
    {
        var browser = new Browsing(address);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync("/sign-in", new() { ["subject"] = persona, ["to"] = "/" })).StatusCode);
        return browser;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, Cancel);
    }

    /// <summary>Sends a form as the page at <c>/sign-in</c> gives it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, Dictionary<string, string> fields)
    {
        using var page = await GetAsync("/sign-in");
        fields["__RequestVerificationToken"] = Token().Match(await page.Content.ReadAsStringAsync(Cancel)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(path, form, Cancel);
    }

    /// <summary>Whether the page knows who this is.</summary>
    public async Task<bool> IsKnownAsync()
    {
        using var page = await GetAsync("/sign-in");
        return (await page.Content.ReadAsStringAsync(Cancel)).Contains("sign out", StringComparison.Ordinal);
    }

    public async Task<HttpStatusCode> PostAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    /// <summary>Opens the way of a circuit, up to where its protocol is agreed on.</summary>
    public async Task<ClientWebSocket> OpenCircuitAsync(string? origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", Cookies);
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(_http.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancel);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != HttpStatusCode.SwitchingProtocols)
        {
            return socket;
        }

        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Cancel);
        await socket.ReceiveAsync(new byte[1024], Cancel);
        return socket;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
