namespace Assessment.Client.Cases;

/// <summary>Walks through a case in the order of loading and sees that every key is there before it is used.</summary>
internal static class CaseCheck
{
    public static void Of(CaseFile file)
    {
        HashSet<CaseKey> known = [];
        _ = (file.Lead, file.Analyst);
        if (file.Personas.CountBy(persona => persona.Subject).FirstOrDefault(subject => subject.Value > 1).Key is { } twice)
            throw new CaseFileException($"The persona '{twice}' stands in the case twice.");

        foreach (var source in file.Sources) Make(known, CaseKey.Source(source.Key), "The list of sources");
        foreach (var claim in InOrder(file.Claims))
        {
            var place = $"Claim '{claim.Key}'";
            Need(known, claim.Needs(), place);
            Make(known, CaseKey.Claim(claim.Key), place);
        }

        foreach (var (index, step) in file.Steps.Index())
        {
            var place = $"Step {index + 1} ({step})";
            if (file.Personas.All(persona => persona.Subject != step.As)) throw new CaseFileException($"{place} is done by nobody of the case.");
            if (step is RegisterClaimsStep register)
                foreach (var claim in register.Claims)
                {
                    Need(known, claim.Needs(), place);
                    Make(known, CaseKey.Claim(claim.Key), place);
                }
            else
            {
                Need(known, step.Needs(), place);
                foreach (var key in step.Makes()) Make(known, key, place);
            }
        }
    }

    /// <summary>Claims that refer to others come after those that do not; both keep the order of the file.</summary>
    public static IEnumerable<CaseClaim> InOrder(IEnumerable<CaseClaim> claims) => claims.OrderBy(claim => claim.Related().Any());

    private static void Need(HashSet<CaseKey> known, IEnumerable<CaseKey> needs, string place)
    {
        foreach (var key in needs)
            if (!known.Contains(key)) throw new CaseFileException($"{place} names the {key}, which is not in the case before it.");
    }

    private static void Make(HashSet<CaseKey> known, CaseKey key, string place)
    {
        if (!known.Add(key)) throw new CaseFileException($"{place} makes the {key} a second time.");
    }
}
