using System.Text.Json;
using Assessment.Server.Tradecraft;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class GradingAClaim
{
    private static readonly Gen<Grade> AnyGrade =
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 6], (letter, digit) => new Grade((Reliability)letter, digit));

    private static readonly Grade[] Every =
        [.. Enum.GetValues<Reliability>().SelectMany(letter => Enumerable.Range(1, 6).Select(digit => new Grade(letter, digit)))];

    [Theory]
    [InlineData("B2", "B")]
    [InlineData("C2", "BAC")]
    [InlineData("E2", "AEB")]
    [InlineData("B2", "BFA")]
    [InlineData("A2", "AFF")]
    [InlineData("F2", "FAB")]
    [InlineData("F2", "F")]
    public void A_claim_is_as_reliable_as_its_weakest_judged_link(string grade, string chain) =>
        Assert.Equal(grade, Grade.Of(2, [.. chain.Select(letter => Enum.Parse<Reliability>($"{letter}"))]).ToString());

    [Fact]
    public void A_claim_from_nowhere_has_no_grade() => Assert.Throws<ArgumentException>(() => Grade.Of(2, []));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_digit_off_the_scale_is_no_credibility(int credibility) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Grade.Of(credibility, [Reliability.A]));

    [Fact]
    public void Grades_stand_best_first_with_f_and_6_last() =>
        Assert.Equal(
            "A1 A2 A3 A4 A5 B1 B2 B3 B4 B5 C1 C2 C3 C4 C5 D1 D2 D3 D4 D5 E1 E2 E3 E4 E5 A6 B6 C6 D6 E6 F1 F2 F3 F4 F5 F6",
            string.Join(' ', Every.Reverse().Order()));

    [Fact]
    public void The_order_is_total() => Gen.Select(AnyGrade, AnyGrade, AnyGrade).Sample((a, b, c) =>
        Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
        && a.CompareTo(b) == 0 == (a == b)
        && (a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0));

    [Fact]
    public void What_cannot_be_judged_is_never_before_what_can() => Gen.Select(AnyGrade, AnyGrade).Sample((a, b) =>
        NoBasis(a) == NoBasis(b) || a.CompareTo(b) > 0 == NoBasis(a));

    [Fact]
    public void B2_or_better_is_what_stands_at_b2_or_before() =>
        Assert.Equal("A1 A2 A3 A4 A5 B1 B2", string.Join(' ', Every.Where(grade => grade.IsB2OrBetter)));

    [Fact]
    public void The_best_grade_is_the_first()
    {
        Assert.Equal(new Grade(Reliability.C, 1), Grade.Best([new(Reliability.F, 1), new(Reliability.C, 3), new(Reliability.A, 6), new(Reliability.C, 1)]));
        Assert.Null(Grade.Best([]));
    }

    [Fact]
    public void A_grade_can_be_written_and_read_again()
    {
        foreach (var grade in Every)
        {
            Assert.True(Grade.TryParse(grade.ToString(), out var read));
            Assert.Equal(grade, read);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("b2")]
    [InlineData("B0")]
    [InlineData("B7")]
    [InlineData("G1")]
    [InlineData("2B")]
    [InlineData("B2 ")]
    [InlineData("B²")]
    public void Nothing_else_is_a_grade(string? text) => Assert.False(Grade.TryParse(text, out _));

    [Fact]
    public void Json_has_it_as_it_is_written()
    {
        Grade? none = null;

        Assert.Equal("\"B2\"", JsonSerializer.Serialize(new Grade(Reliability.B, 2)));
        Assert.Equal("null", JsonSerializer.Serialize(none));
        Assert.Equal(new Grade(Reliability.E, 6), JsonSerializer.Deserialize<Grade>("\"E6\""));
        Assert.Null(JsonSerializer.Deserialize<Grade?>("null"));
    }

    [Theory]
    [InlineData("\"b2\"")]
    [InlineData("2")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Json_that_holds_no_grade_is_told_what_one_is(string json) =>
        Assert.Equal("The value must be a grade from A1 to F6.", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Grade>(json)).Message);

    private static bool NoBasis(Grade grade) => grade.Reliability == Reliability.F || grade.Credibility == 6;
}
