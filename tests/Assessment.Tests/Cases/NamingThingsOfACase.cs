using Assessment.Client.Cases;
using Xunit;

namespace Assessment.Tests.Cases;

public sealed class NamingThingsOfACase
{
    private static readonly Guid Dns = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static readonly Guid Url = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>RFC 9562, appendix A.4.</summary>
    [Fact]
    public void The_published_example_of_version_5_comes_out() =>
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), NameBasedGuid.Create(Dns, "www.example.com"));

    /// <summary>Computed by Python's uuid.uuid5.</summary>
    [Theory]
    [InlineData("", "1b4db7eb-4057-5ddf-91e0-36dec72071f5")]
    [InlineData("https://example.org/China–Russia", "d24d78f3-9484-50e8-aa2c-e2009f5e144e")]
    public void Another_program_gives_the_same_ids(string name, string id) =>
        Assert.Equal(new Guid(id), NameBasedGuid.Create(Url, name));

    [Fact]
    public void The_same_key_is_another_id_in_another_kind_or_partnership()
    {
        var ids = new CaseIds("china-russia");

        Assert.Equal(ids.Of(CaseKey.Claim("EV-001")), new CaseIds("china-russia").Of(CaseKey.Claim("EV-001")));
        Assert.NotEqual(ids.Of(CaseKey.Claim("EV-001")), ids.Of(CaseKey.Source("EV-001")));
        Assert.NotEqual(ids.Of(CaseKey.Claim("EV-001")), new CaseIds("other").Of(CaseKey.Claim("EV-001")));
    }

    /// <summary>These ids stand on servers already: a change here would load the case beside itself.</summary>
    [Fact]
    public void Ids_never_change() =>
        Assert.Equal(new Guid("7883728a-346d-5108-8964-9da4ddf19803"), new CaseIds("china-russia").Of(CaseKey.Claim("EV-001")));
}
