namespace Assessment.Client.Cases;

/// <summary>Turns the keys of a case file into ids and idempotency keys, the same on every load.</summary>
public sealed class CaseIds(string partnership)
{
    /// <summary>Stands in ids that exist on servers: never to be changed.</summary>
    private static readonly Guid Namespace = new("488eefb4-45bd-445d-9bc7-52edde7613e0");

    public Guid Of(CaseKey key) => NameBasedGuid.Create(Namespace, $"{partnership}/{key.Kind}/{key.Key}");

    /// <summary>41 visible characters that stand for one write.</summary>
    public string IdempotencyKey(string write) => $"case-{NameBasedGuid.Create(Namespace, $"{partnership}/write/{write}")}";
}
