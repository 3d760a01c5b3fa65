using System.Net;
using System.Text;
using Assessment.Client.Rules;
using Assessment.Server.Http;
using Xunit;

namespace Assessment.Tests.Http;

public class KeepingToTheStandards
{
    [Theory]
    [InlineData("3", 3)]
    [InlineData("3.0", 3)]
    [InlineData("-30e-1", -3)]
    [InlineData("0.3E+1", 3)]
    [InlineData("-0.0e99", 0)]
    [InlineData("9223372036854775807.000", 9223372036854775807)]
    [InlineData("922337203685477580.7e1", 9223372036854775807)]
    public void A_whole_number_is_one_however_it_is_written(string text, long number)
    {
        Assert.True(Written(text)!.Value.TryWhole(out var value));
        Assert.Equal(number, value);
    }

    [Theory]
    [InlineData("3.5")]
    [InlineData("1e-1")]
    [InlineData("1e19")]
    [InlineData("9223372036854775808")]
    [InlineData("1e2147483647")]
    public void What_is_none_is_not_made_one(string text) => Assert.False(Written(text)!.Value.TryWhole(out _));

    [Theory]
    [InlineData("0.1", true)]
    [InlineData("0.10000000000000001", true)]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625", true)]
    [InlineData("0.1000000000000000055", false)]
    [InlineData("0.70000000000000007", true)]
    [InlineData("0.70000000000000001", false)]
    [InlineData("9007199254740992", true)]
    [InlineData("9007199254740993", false)]
    [InlineData("18446744073709551616", true)]
    [InlineData("18446744073709551617", false)]
    [InlineData("1e23", true)]
    [InlineData("1e999", false)]
    [InlineData("1e-999", false)]
    [InlineData("0e-999", true)]
    [InlineData("5e-324", true)]
    [InlineData("4e-324", false)]
    [InlineData("1.7976931348623157e308", true)]
    public void A_number_is_held_as_given_or_not_taken(string text, bool held) =>
        Assert.Equal(held, Written(text)!.Value.IsHeldBy(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2025-06-07T12:00:00.123456789Z", "2025-06-07T12:00:00.123456Z")]
    [InlineData("2025-06-07t12:00:00.9999999z", "2025-06-07T12:00:00.999999Z")]
    [InlineData("2025-06-07T12:00:00.5+01:30", "2025-06-07T10:30:00.5Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999Z")]
    [InlineData("2025-06-07T12:00:00+0:00", null)]
    [InlineData("2025-06-07T12:00:00.Z", null)]
    [InlineData("2025-06-07T12:00:00,5Z", null)]
    [InlineData("2025-06-07 12:00:00Z", null)]
    [InlineData("2025-06-07T12:00:00", null)]
    [InlineData("2025-06-07T12:00:00.5", null)]
    [InlineData("2025-06-07T24:00:00Z", null)]
    [InlineData("2025-06-07T12:00:00+15:00", null)]
    [InlineData("0001-01-01T00:00:00+01:00", null)]
    [InlineData("", null)]
    public void A_time_is_read_as_the_RFC_writes_it(string text, string? time) => Assert.Equal(time, Rfc3339.TryParse(text, out var read) ? Rfc3339.Write(read) : null);

    [Theory]
    [InlineData("wait = 5", 5)]
    [InlineData("WAIT\t=\t\"5\"", 5)]
    [InlineData("respond-async, wait=5; x=1", 5)]
    [InlineData("a=\"b, wait=7\", wait=5", 5)]
    [InlineData("wait=\"\\5\"", 5)]
    [InlineData("wait=500", 30)]
    [InlineData("handling=\"wait=5\"", null)]
    [InlineData("respond-async; wait=5", null)]
    [InlineData("wait=abc", null)]
    [InlineData("await=5", null)]
    [InlineData("\"", null)]
    public void A_preference_is_found_as_the_RFC_writes_it(string header, int? seconds) => Assert.Equal(seconds, WaitMiddleware.WaitOf(header));

    [Theory]
    [InlineData("👨\u200D👩\u200D👧\u200D👦", 1, 1)]
    [InlineData("e\u0301", 1, 1)]
    [InlineData(" a b ", 5, 3)]
    [InlineData("\u200B\u2800\u3164\u00AD", 4, 0)]
    [InlineData("𠮷新", 2, 2)]
    [InlineData("", 0, 0)]
    public void Characters_are_counted_as_people_do(string text, int count, int seen) => Assert.Equal((count, seen), (Characters.Count(text), Characters.CountSeen(text)));

    [Theory]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", true)]
    [InlineData("1\uFE0F\u20E3", true)]
    [InlineData("❤\uFE0F\u200D🔥", true)]
    [InlineData("هـ\u200D", true)]
    [InlineData("葛\U000E0100", true)]
    [InlineData("a\u200Cb", false)]
    [InlineData("a\uFE0F", false)]
    [InlineData("\u200Dم", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\u061Cb", false)]
    [InlineData("a\u034Fb", false)]
    public void A_name_holds_only_what_its_script_needs(string name, bool valid) => Assert.Equal(valid, NameForm.IsValid(name));

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    public void Who_has_many_addresses_counts_as_one(string address, string counted) => Assert.Equal(counted, Limits.AddressOf(IPAddress.Parse(address)));

    [Fact]
    public void Today_is_that_of_the_time_zone_furthest_ahead()
    {
        Assert.Equal(new DateOnly(2026, 12, 1), Days.LatestToday(new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2026, 11, 30), Days.LatestToday(new DateTimeOffset(2026, 11, 30, 9, 59, 59, TimeSpan.Zero)));
    }

    private static WrittenNumber? Written(string text) => WrittenNumber.Of(Encoding.ASCII.GetBytes(text));
}
