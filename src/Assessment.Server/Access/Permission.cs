using System.Collections.Frozen;

namespace Assessment.Server.Access;

/// <summary>One thing somebody may do; every endpoint asks for exactly one.</summary>
public enum Permission
{
    Read,
    SetUpPartnerships,
    RecordEvidence,
    Remark,
    WriteAssessments,
    ReviewAssessments,
    RetractAssessments,
    GiveEstimates,
    AskForecasts,
    Audit,
    ProposeRedactions,
    ApproveRedactions,
    SeeRedactions,
    FollowLedger,
}

/// <summary>Who may do what, as data: a role is a name from the token and the permissions it brings.</summary>
public static class Roles
{
    public const string Analyst = "analyst";
    public const string Reviewer = "reviewer";
    public const string Reader = "reader";
    public const string Auditor = "auditor";
    public const string Lead = "lead";

    public static readonly FrozenDictionary<string, Permission[]> Permissions = new Dictionary<string, Permission[]>
    {
        [Analyst] = [Permission.Read, Permission.RecordEvidence, Permission.Remark, Permission.WriteAssessments, Permission.RetractAssessments, Permission.GiveEstimates],
        [Reviewer] = [Permission.Read, Permission.ReviewAssessments],
        [Reader] = [Permission.Read],
        [Auditor] = [Permission.Read, Permission.Audit, Permission.ProposeRedactions, Permission.SeeRedactions],
        [Lead] = [Permission.Read, Permission.SetUpPartnerships, Permission.Remark, Permission.RetractAssessments, Permission.AskForecasts, Permission.ApproveRedactions, Permission.SeeRedactions],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a token alone brings: an outsider who watches the ledger needs no role, and learns nothing that it says.</summary>
    public static readonly Permission[] Anybody = [Permission.FollowLedger];

    public static bool Allow(IEnumerable<string> roles, Permission permission) =>
        Anybody.Contains(permission) || roles.Any(role => Permissions.TryGetValue(role, out var permissions) && permissions.Contains(permission));
}
