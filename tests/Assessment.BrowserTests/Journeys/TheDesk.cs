using Assessment.BrowserTests.Running;
using Xunit;

namespace Assessment.BrowserTests.Journeys;

/// <summary>Journeys that write have a service of their own, so that those that look see the reference case as it is.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TheDesk : ICollectionFixture<ThePage>
{
    public const string Name = "the desk";
}
