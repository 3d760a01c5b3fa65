using System.ComponentModel.DataAnnotations;
using Assessment.Client.Rules;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Http;

/// <summary>A text of some length that says something: lengths count what a person counts, and what cannot be seen does not count.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class WordsAttribute(int least, int most) : ValidationAttribute
{
    public int Least { get; } = least;

    public int Most { get; } = most;

    public override bool IsValid(object? value) => value switch
    {
        null => true,
        string text => Fits(text),
        IEnumerable<string?> texts => texts.All(text => text is not null && Fits(text)),
        _ => false,
    };

    public override string FormatErrorMessage(string name) => $"{Least} to {Most} characters are needed here that can be seen, each of at most {Characters.MostUnits} code units.";

    protected virtual bool Fits(string text) =>
        (Least == 0 || Characters.CountSeen(text) >= Least) && (text.Length <= Most || Characters.Count(text) <= Most) && Characters.AreOrdinary(text);
}

/// <summary>A name or a title: words of some length on one line, without characters that only look like nothing or turn the others round.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NameAttribute(int least, int most) : WordsAttribute(least, most)
{
    public override string FormatErrorMessage(string name) =>
        $"{Least} to {Most} characters are needed here on one line, without control, zero-width and direction-changing characters.";

    protected override bool Fits(string text) => base.Fits(text) && NameForm.IsValid(text);
}

/// <summary>A slug: lower-case letters, digits and single hyphens, beginning with a letter, at most 64 characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SlugFormAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || (value is string text && Slug.IsValid(text));

    public override string FormatErrorMessage(string name) =>
        "A slug is needed: lower-case letters, digits and single hyphens, beginning with a letter, at most 64 characters.";
}

/// <summary>A list without null and without repetition.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DistinctItemsAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null ||
        (value is System.Collections.IEnumerable list && list.Cast<object?>().ToList() is var items
            && items.All(item => item is not null) && items.Distinct().Count() == items.Count);

    public override string FormatErrorMessage(string name) => "No item is null or stands here twice.";
}

/// <summary>An id that identifies something.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotEmptyIdAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || (value is Guid id && id != Guid.Empty);

    public override string FormatErrorMessage(string name) => "An id is a UUID other than the nil UUID.";
}
