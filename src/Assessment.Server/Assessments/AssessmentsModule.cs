using Assessment.Server.Http;
using Wolverine;
using Wolverine.Configuration;

namespace Assessment.Server.Assessments;

/// <summary>What this area brings to the service.</summary>
public static class AssessmentsModule
{
    public static void AddAssessments(this IServiceCollection services)
    {
        services.AddResource<AssessmentResource>(AssessmentResource.Name).AddResource<DissentResource>(DissentResource.Name);
        // Changes of evidence come to one assessment one after the other, so that they do not race each other for its next version.
        services.ConfigureWolverine(options =>
        {
            options.MessagePartitioning.ByMessage<RecordEvidenceChange>(step => step.Assessment.ToString());
            options.LocalQueueFor<RecordEvidenceChange>().PartitionProcessingByGroupId(PartitionSlots.Five);
        });
    }
}
