using Xunit;

namespace Assessment.IntegrationTests.Running;

/// <summary>What messages bring about comes by itself; a test looks until it is there.</summary>
internal static class Eventually
{
    /// <summary>Looks again and again until what is found is what is looked for; fails when patience, half a minute, ends, with what was found last.</summary>
    public static async Task<T> FindAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, int seconds = 30)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var found = await look();
            if (isThere(found)) return found;
            if (TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(seconds)) Assert.Fail($"Still {(found is Answer answer ? answer.Text : found)} after {seconds} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }
}
