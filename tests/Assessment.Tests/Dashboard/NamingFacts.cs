using Assessment.Dashboard.Words;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class NamingFacts
{
    [Fact]
    public void An_auditor_can_ask_for_every_fact_there_is() => Assert.Equal(Server.Storage.Facts.Names.Values.Order(), FactNames.All.Order());
}
