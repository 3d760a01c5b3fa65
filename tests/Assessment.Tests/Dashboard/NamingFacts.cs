using Assessment.Dashboard.Words;
using Assessment.Server.Storage;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class NamingFacts
{
    [Fact]
    public void An_auditor_can_ask_for_every_fact_there_is() => Assert.Equal(Facts.Names.Values.Order(), FactNames.All.Order());
}
