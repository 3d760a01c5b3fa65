using System.Text.Json;
using Assessment.Client;
using Assessment.Dashboard.Words;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class TellingAnAuditor
{
    [Theory]
    [InlineData(0, 0, 0, null)]
    [InlineData(0, 100, 50, null)]
    [InlineData(10, 100, 0, null)]
    [InlineData(60, 100, 1, "about 40 s left")]
    [InlineData(10, 100, 0.5, "about 3 min left")]
    [InlineData(1, 100_000, 10, "about 3 h left")]
    [InlineData(99, 100, 1000, "almost done")]
    [InlineData(120, 100, 10, "almost done")]
    public void The_time_that_is_left_is_told_in_a_unit_that_fits(long done, long total, double rate, string? told) => Assert.Equal(told, Pace.Left(done, total, rate));

    [Fact]
    public void All_of_it_is_done_only_when_all_of_it_is() => Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Long[0, 1_000_000_000]).Sample((done, total) =>
    {
        var percent = Pace.Percent(done, total);
        Assert.InRange(percent, 0, 100);
        Assert.Equal(total > 0 && done >= total, percent == 100);
    });

    [Theory]
    [InlineData(999, "999 bytes")]
    [InlineData(268_600, "268.6 kB")]
    [InlineData(5_000_000, "5 MB")]
    [InlineData(12_340_000_000, "12.3 GB")]
    public void A_file_is_as_long_as_people_say_it(long length, string told) => Assert.Equal(told, Said.Bytes(length));

    [Theory]
    [InlineData("ledger.example\n131\nOPdWi398BavQPw7mpn62P6qkwzknlU7cFpYgJRedjY=\n\n— ledger.example AAAA\n", "ledger.example", 131L, "OPdWi398BavQPw7mpn62P6qkwzknlU7cFpYgJRedjY=")]
    [InlineData("ledger.example\nmany\nroot\n\n— x y\n", "ledger.example", null, "root")]
    [InlineData("nothing of the kind", "", null, "")]
    [InlineData("", "", null, "")]
    public void A_checkpoint_says_what_it_covers(string note, string origin, long? size, string root)
    {
        var signed = new SignedCheckpoint(note, null);
        Assert.Equal((origin, size, root), (signed.Origin, signed.Size, signed.Root));
    }

    [Theory]
    [InlineData("GET", "/api/v1/partnerships/china-russia/dimensions", "the dimensions of china-russia", null)]
    [InlineData("GET", "/api/v1/partnerships/china-russia/picture", "the picture of china-russia", "/partnerships/china-russia")]
    [InlineData("GET", "/api/v1/partnerships/china-russia/export/stix", "an export of china-russia", null)]
    [InlineData("GET", "/api/v1/claims", "a list of claims", null)]
    [InlineData("GET", "/api/v1/claims/c1512df1-849c-57a4-90cc-267952cd1eea/impact", "what rests on a claim", "/partnerships/p/claims/c1512df1-849c-57a4-90cc-267952cd1eea")]
    [InlineData("POST", "/api/v1/assessments/c1512df1-849c-57a4-90cc-267952cd1eea", "an assessment, in the answer to a change", "/partnerships/p/assessments/c1512df1-849c-57a4-90cc-267952cd1eea")]
    [InlineData("GET", "/api/v1/audit/streams/c1512df1-849c-57a4-90cc-267952cd1eea/state", "something as it was", "/partnerships/p/audit/c1512df1-849c-57a4-90cc-267952cd1eea")]
    [InlineData("GET", "/api/v1/audit/events/60/proof", "the proof of fact 60", "/partnerships/p/audit/facts/60")]
    [InlineData("GET", "/api/v1/something/new", "/api/v1/something/new", null)]
    [InlineData("GET", "", "", null)]
    public void What_was_read_is_told_and_led_to(string method, string path, string told, string? address)
    {
        Assert.Equal(told, ReadWords.Tell(new ReadAnswer("ana", method, path, "AMBER", default)));
        Assert.Equal(address, ReadWords.Address(path, "p"));
    }

    [Fact]
    public void A_row_is_told_by_what_sets_it_apart()
    {
        Assert.Equal("claim listing", ReplayWords.Place("assessment.claim_listing"));
        Assert.Equal("picture", ReplayWords.Place("picture"));
        Assert.Equal([("valid until", "7"), ("dimension", "trust-level")], ReplayWords.Key(JsonElement.Parse("""{"valid_until":7,"dimension":"trust-level","perspective":null}""")));
        Assert.Empty(ReplayWords.Key(JsonElement.Parse("7")));
    }
}
