using System.ComponentModel.DataAnnotations;
using Assessment.Server.Http;

namespace Assessment.Server.Evidence;

/// <summary>A number that a claim gives, in its unit, with the range it may lie in.</summary>
public sealed record Quantity(double Value, [property: Words(1, 100)] string Unit, double? Low = null, double? High = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Low > Value || Value > High || Low > High)
            yield return new ValidationResult("The value lies between low and high.", [nameof(Value)]);
    }
}
