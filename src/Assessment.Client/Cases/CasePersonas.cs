namespace Assessment.Client.Cases;

/// <summary>The personas of a case, each speaking to the server with a development token of its own.</summary>
internal sealed class CasePersonas(CaseFile file, AssessmentApi anonymous)
{
    private readonly Dictionary<string, AssessmentApi> _apis = file.Personas.ToDictionary(
        persona => persona.Subject, persona => anonymous.As(new Token(anonymous, persona).GetAsync));

    public AssessmentApi this[string subject] => _apis[subject];

    /// <summary>Asked for once, by whoever comes first, and again before it runs out.</summary>
    private sealed class Token(AssessmentApi anonymous, CasePersona persona)
    {
        private readonly Lock _lock = new();
        private Task<AccessToken>? _token;
        private DateTimeOffset _freshUntil;

        public async ValueTask<string> GetAsync(CancellationToken ct)
        {
            Task<AccessToken> token;
            lock (_lock)
            {
                if (_token is null || (_token.IsCompleted && DateTimeOffset.UtcNow >= _freshUntil)) _token = IssueAsync(ct);
                token = _token;
            }

            return (await token.WaitAsync(ct)).Token;
        }

        private async Task<AccessToken> IssueAsync(CancellationToken ct)
        {
            var asked = DateTimeOffset.UtcNow;
            var token = await anonymous.IssueDevelopmentTokenAsync(new DevelopmentTokenRequest(persona.Subject, persona.Roles, persona.Clearance), ct);
            _freshUntil = asked + TimeSpan.FromSeconds(token.ExpiresIn * 0.8);
            return token;
        }
    }
}
