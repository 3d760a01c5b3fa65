using Microsoft.AspNetCore.Authorization;

namespace Assessment.Server.Access;

/// <summary>The one permission an endpoint asks for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(Permission permission) : Attribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Permission Permission { get; } = permission;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Grants a permission to whom one of the token's roles brings it, and what any token brings to whoever has one.</summary>
public sealed class RoleAuthorization : AuthorizationHandler<RequiresAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiresAttribute requirement)
    {
        if (context.User.Identity is { IsAuthenticated: true } && Roles.Allow(context.User.FindAll("roles").Select(claim => claim.Value), requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
