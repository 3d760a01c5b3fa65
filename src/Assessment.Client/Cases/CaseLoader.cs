namespace Assessment.Client.Cases;

/// <summary>
/// Loads a case into a server through its HTTP API, each part with a development token of the persona that does it.
/// Loading again changes nothing, and a load that broke off is continued by the next one.
/// </summary>
/// <param name="handler">How requests travel; the machine's own network by default. It is not disposed.</param>
public sealed class CaseLoader(HttpMessageHandler? handler = null)
{
    /// <summary>Steps whose feature the server does not have yet are skipped and said so in the report.</summary>
    /// <param name="server">The root of the server, for example <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="progress">Told of every part, one at a time.</param>
    /// <exception cref="CaseRefusedException">The server refused a step.</exception>
    /// <exception cref="NoDevelopmentTokensException">The server is not in the Development environment.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<CaseReport> LoadAsync(CaseFile file, Uri server, IProgress<CaseProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(server);

        using var http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        var personas = new CasePersonas(file, AssessmentApi.At(server, http));
        return await new CaseLoad(file, new CaseSteps(file, personas), progress).RunAsync(ct);
    }
}
