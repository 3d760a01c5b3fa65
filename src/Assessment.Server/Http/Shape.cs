using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Assessment.Server.Http;

/// <summary>Checks the data annotations of a request all the way down and names each member as the client wrote it.</summary>
public static class Shape
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, string Name, ValidationAttribute[] Rules)[]> Known = new();

    /// <summary>Member → messages; empty when the shape is right.</summary>
    public static Dictionary<string, string[]> Errors(object? value)
    {
        var errors = new Dictionary<string, string[]>();
        Check(value, "", errors);
        return errors;
    }

    private static void Check(object? value, string path, Dictionary<string, string[]> errors)
    {
        switch (value)
        {
            case null or string or ValueType:
                return;
            case IEnumerable list:
                var index = 0;
                foreach (var item in list) Check(item, $"{path}[{index++}]", errors);
                return;
        }

        var before = errors.Count;
        foreach (var (property, name, rules) in Known.GetOrAdd(value.GetType(), Members))
        {
            var member = path.Length == 0 ? name : $"{path}.{name}";
            var content = property.GetValue(value);
            var messages = rules.Where(rule => !rule.IsValid(content)).Select(rule => rule.FormatErrorMessage(name)).ToArray();
            if (messages.Length > 0) errors[member] = messages;
            Check(content, member, errors);
        }

        // What members must be together is asked only of members that are right each.
        if (errors.Count > before || value is not IValidatableObject own) return;
        foreach (var result in own.Validate(new ValidationContext(value)))
        {
            foreach (var member in result.MemberNames.DefaultIfEmpty(""))
                errors[Join(path, JsonNamingPolicy.CamelCase.ConvertName(member))] = [result.ErrorMessage!];
        }
    }

    private static string Join(string path, string member) =>
        member.Length == 0 ? path.Length == 0 ? "$" : path : path.Length == 0 ? member : $"{path}.{member}";

    // Only records of this service are walked; their annotations stand on the constructor's parameters or on properties.
    private static (PropertyInfo, string, ValidationAttribute[])[] Members(Type type) =>
        type.Assembly != typeof(Shape).Assembly ? [] :
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => (property, JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.GetCustomAttributes<ValidationAttribute>().ToArray()))];
}
