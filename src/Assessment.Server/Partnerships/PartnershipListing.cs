using Assessment.Server.Storage;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Partnerships;

/// <summary>What the list of partnerships is made from.</summary>
public sealed class PartnershipListing() : TableProjection("PartnershipListing", ["assessment.partnership_listing"], typeof(PartnershipEstablished))
{
    protected override void Take(IDocumentOperations operations, IEvent fact)
    {
        if (fact.Data is PartnershipEstablished e)
        {
            operations.QueueSqlCommand("insert into assessment.partnership_listing (stream, marking, position) values (?, ?, ?)",
                fact.StreamId, (short)e.Marking, fact.Sequence);
        }
    }
}
