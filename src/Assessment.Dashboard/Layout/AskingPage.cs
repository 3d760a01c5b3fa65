using Assessment.Client;
using Assessment.Dashboard.Access;
using Microsoft.AspNetCore.Components;

namespace Assessment.Dashboard.Layout;

/// <summary>A page that asks the API for what it shows; when it is refused, the sentence of the refusal stands in its place.</summary>
public abstract class AskingPage : ComponentBase
{
    [Inject]
    protected AssessmentApi Api { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Viewing Viewing { get; set; } = null!;

    /// <summary>The partnership whose page it is.</summary>
    [Parameter]
    public string Partnership { get; set; } = "";

    protected Viewer Viewer { get; private set; } = new("", [], "CLEAR");

    /// <summary>Why there is nothing to show; null when there is.</summary>
    protected string? Trouble { get; private set; }

    protected string Root => $"/partnerships/{Partnership}";

    /// <summary>Asks for what the page shows; false when there is no such thing for the viewer.</summary>
    protected abstract Task<bool> LoadAsync();

    protected override async Task OnInitializedAsync()
    {
        Viewer = await Viewing.WhoAsync();
        var found = true;
        Trouble = await Refused.TryAsync(async () => found = await LoadAsync());
        if (!found) Navigation.NotFound();
    }

    /// <summary>Asks again for what stands now, after a refusal: somebody may have been faster. What was shown stays when there is no answer.</summary>
    protected static async Task<T?> NowAsync<T>(Task<T?> asked, T? shown) where T : class
    {
        await Refused.TryAsync(async () => shown = await asked ?? shown);
        return shown;
    }

    /// <summary>Two things that are asked for at once.</summary>
    protected static async Task<(T1, T2)> BothAsync<T1, T2>(Task<T1> one, Task<T2> other)
    {
        await Task.WhenAll(one, other);
        return (await one, await other);
    }
}
