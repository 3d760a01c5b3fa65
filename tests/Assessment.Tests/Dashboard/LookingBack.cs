using System.Text.Json;
using Assessment.Client;
using Assessment.Dashboard.Audit;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class LookingBack
{
    private const int Least = 5;
    private const int AtOnce = 2 * Least;

    [Fact]
    public void The_last_facts_are_found_however_they_are_spread() => Gen.Select(Gen.Long[1, 2000].HashSet[0, 200], Gen.Long[0, 2200]).Sample((positions, upTo) =>
    {
        var (asked, all) = (0, positions.Order().ToArray());
        var (found, complete) = FactsBefore.FindAsync(after =>
        {
            Assert.InRange(++asked, 1, 40);
            var later = all.Where(position => position > after).ToArray();
            return Task.FromResult(new Page<AuditedFact>([.. later.Take(AtOnce).Select(Fact)], later.Length > AtOnce ? "more" : null));
        }, upTo, Least).GetAwaiter().GetResult();

        var past = all.Where(position => position <= upTo).Reverse().ToArray();
        Assert.Equal(past.Take(found.Count), found.Select(fact => fact.Position));
        Assert.True(found.Count >= Least || found.Count == past.Length);
        if (complete) Assert.Equal(past.Length, found.Count);
    });

    private static AuditedFact Fact(long position) => new(position, Guid.Empty, Guid.Empty, 1, "claim-recorded", default, null, null, null, null, default(JsonElement));
}
