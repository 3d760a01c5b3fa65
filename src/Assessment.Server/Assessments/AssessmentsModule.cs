using Assessment.Server.Http;

namespace Assessment.Server.Assessments;

/// <summary>What this area brings to the service.</summary>
public static class AssessmentsModule
{
    public static void AddAssessments(this IServiceCollection services) => services.AddResource<AssessmentResource>(AssessmentResource.Name).AddResource<DissentResource>(DissentResource.Name);
}
