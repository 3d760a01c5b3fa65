using System.Text.Json;
using Microsoft.JSInterop;

namespace Assessment.Dashboard.Writing;

/// <summary>What the device keeps of a text: the draft as the page knew it last and, over it, each field as it was typed, whether the page heard of it or not.</summary>
/// <param name="Draft">The draft, and the version it was written on.</param>
/// <param name="Typed">By the names of the fields.</param>
public sealed record Kept<T>(KeptDraft<T>? Draft, IReadOnlyDictionary<string, string> Typed) where T : class
{
    public static async Task<Kept<T>> ReadAsync(IJSRuntime js, string key)
    {
        var read = await js.InvokeAsync<string?[]>("assessmentKeep.get", key);
        return new(Parse<KeptDraft<T>>(read[0]), Parse<Dictionary<string, string>>(read[1]) ?? []);
    }

    // What a device holds may be of an older page, or of nobody's making.
    private static TRead? Parse<TRead>(string? json) where TRead : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<TRead>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A draft as it is kept.</summary>
/// <param name="Version">Of the text it was written on.</param>
/// <param name="Draft">What is written.</param>
/// <param name="Held">Whether the service holds all of it: then nothing is lost with the device.</param>
public sealed record KeptDraft<T>(string Version, T Draft, bool Held = false) where T : class;
