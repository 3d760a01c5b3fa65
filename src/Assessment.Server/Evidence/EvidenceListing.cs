using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>What lists of sources and claims are filtered by.</summary>
public sealed class EvidenceListing() : TableProjection("EvidenceListing", ["assessment.source_listing", "assessment.claim_listing"],
    typeof(SourceRegistered), typeof(SourceRegraded), typeof(SourceMerged), typeof(SourceSeparated), typeof(SourceRemarked),
    typeof(ClaimRecorded), typeof(ClaimTraced), typeof(ClaimWithdrawn), typeof(ClaimReinstated), typeof(ClaimRemarked))
{
    protected override void Take(IDocumentOperations operations, IEvent fact)
    {
        switch (fact.Data)
        {
            case SourceRegistered e:
                operations.QueueSqlCommand("insert into assessment.source_listing (source, position, marking, kind, reliability, words, words_version) values (?, ?, ?, ?, ?, ?::tsvector, ?)",
                    e.Source, fact.Sequence, (short)(e.Marking ?? Marking.Clear), Codes.Of(e.Kind), Codes.Of(e.Reliability),
                    WordVector.Of(e.Name, e.Note), WordVector.Version);
                break;
            case SourceRegraded e:
                operations.QueueSqlCommand("update assessment.source_listing set reliability = ? where source = ?", Codes.Of(e.Reliability), e.Source);
                break;
            case SourceMerged e:
                operations.QueueSqlCommand("update assessment.source_listing set merged_into = ? where source = ?", e.Into, e.Source);
                break;
            case SourceSeparated e:
                operations.QueueSqlCommand("update assessment.source_listing set merged_into = null where source = ?", e.Source);
                break;
            case SourceRemarked e:
                operations.QueueSqlCommand("update assessment.source_listing set marking = ? where source = ?", (short)e.Marking, e.Source);
                break;
            case ClaimRecorded e:
                operations.QueueSqlCommand("""
                    insert into assessment.claim_listing (claim, partnership, marking, dimensions, chain, sources, corroborates, contradicts, words, words_version, position)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?::tsvector, ?, ?)
                    """,
                    e.Claim, e.Partnership, (short)e.Marking, e.Bearings.Select(bearing => bearing.Dimension).Distinct().ToArray(), e.Chain.ToArray(),
                    e.Chain.Order().ToArray(), e.Corroborates.Select(other => other.Claim).ToArray(), e.Contradicts.Select(other => other.Claim).ToArray(), WordVector.Of(e.Statement), WordVector.Version, fact.Sequence);
                break;
            case ClaimTraced e:
                operations.QueueSqlCommand("""
                    update assessment.claim_listing set chain = ?, sources = array(select distinct source from unnest(sources || ?) source order by source) where claim = ?
                    """, e.Chain.ToArray(), e.Chain.ToArray(), e.Claim);
                break;
            case ClaimWithdrawn e:
                operations.QueueSqlCommand("update assessment.claim_listing set withdrawn = true where claim = ?", e.Claim);
                break;
            case ClaimReinstated e:
                operations.QueueSqlCommand("update assessment.claim_listing set withdrawn = false where claim = ?", e.Claim);
                break;
            case ClaimRemarked e:
                operations.QueueSqlCommand("update assessment.claim_listing set marking = ? where claim = ?", (short)e.Marking, e.Claim);
                break;
        }
    }
}
