using System.Text.RegularExpressions;
using Assessment.Server.Ledger;
using k8s;
using k8s.Models;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Assessment.Tests.Deploy;

public partial class ApplyingTheManifests
{
    private const string Folder = "deploy/k8s";

    // The operator's own kind has no class here; what the API server knows is read strictly, so that no misspelt member is passed over.
    private static readonly IReadOnlyList<object> Manifests =
        [.. Files().Where(file => file is not ("kustomization.yaml" or "cluster.yaml")).SelectMany(file => KubernetesYaml.LoadAllFromString(Repository.Read($"{Folder}/{file}"), strict: true))];

    [Fact]
    public void Names_every_file_and_no_other()
    {
        var listed = ((YamlSequenceNode)Repository.Yaml($"{Folder}/kustomization.yaml")[0]["resources"]).Select(file => file.ToString());
        Assert.Equal(Files().Where(file => file != "kustomization.yaml").Order(), listed.Order());
    }

    [Fact]
    public void Runs_every_container_with_nothing_it_does_not_need()
    {
        Assert.Equal("restricted", Assert.Single(Manifests.OfType<V1Namespace>()).Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        Assert.Equal(3, Pods().Count());
        foreach (var pod in Pods())
        {
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            foreach (var container in pod.Containers)
            {
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.True(container.Resources.Limits.ContainsKey("memory"));
                Assert.Contains(container.VolumeMounts, mount => mount.MountPath == "/tmp");
            }
        }
    }

    [Fact]
    public void Asks_whether_it_lives_and_whether_it_is_ready_in_different_places()
    {
        var container = Assert.Single(Deployment("assessment").Spec.Template.Spec.Containers);
        Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
        Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
        Assert.Equal("http", container.LivenessProbe.HttpGet.Port.Value);
        Assert.Equal(8080, Assert.Single(container.Ports, port => port.Name == "http").ContainerPort);
    }

    [Fact]
    public void Selects_the_pods_it_makes()
    {
        var deployment = Deployment("assessment");
        var labels = deployment.Spec.Template.Metadata.Labels;
        Assert.Equal(labels, deployment.Spec.Selector.MatchLabels);
        Assert.Equal(labels, Assert.Single(Manifests.OfType<V1Service>()).Spec.Selector);
        Assert.Equal(labels, Assert.Single(Manifests.OfType<V1PodDisruptionBudget>()).Spec.Selector.MatchLabels);
        Assert.Equal(labels, Manifests.OfType<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == "assessment").Spec.PodSelector.MatchLabels);
        Assert.NotEqual(labels, Assert.Single(Manifests.OfType<V1Job>()).Spec.Template.Metadata.Labels);
    }

    [Fact]
    public void Migrates_as_the_owner_and_serves_as_another()
    {
        Assert.Equal(["migrate"], Assert.Single(Manifests.OfType<V1Job>()).Spec.Template.Spec.Containers[0].Args);
        Assert.Equal("assessment-db-app", PasswordOf(Assert.Single(Manifests.OfType<V1Job>()).Spec.Template.Spec));
        Assert.Equal("assessment-db-service", PasswordOf(Deployment("assessment").Spec.Template.Spec));
    }

    [Fact]
    public void Gives_the_roles_what_the_script_for_other_databases_gives_them()
    {
        var statements = (YamlSequenceNode)Repository.Yaml($"{Folder}/cluster.yaml")[0]["spec"]["bootstrap"]["initdb"]["postInitApplicationSQL"];
        // One statement a paragraph.
        var script = Comment().Replace(Repository.Read("deploy/postgres/roles.sql"), "").Split("\n\n").Select(statement => statement.Trim().TrimEnd(';'));
        Assert.Equal(script, statements.Select(statement => statement.ToString()));
    }

    /// <summary>Two signers that remember different things would stop each other; one that forgets would sign a log that was rewritten.</summary>
    [Fact]
    public void Signs_in_one_place_that_remembers_and_alone_has_the_key()
    {
        var signer = Deployment("assessment-signer");
        var pod = signer.Spec.Template.Spec;
        Assert.Equal((1, "Recreate"), (signer.Spec.Replicas, signer.Spec.Strategy.Type));
        Assert.Equal([SignerProcess.Verb], Assert.Single(pod.Containers).Args);
        Assert.Equal("assessment-db-service", PasswordOf(pod));
        var folder = pod.Containers[0].Env.Single(variable => variable.Name == "Assessment__DataDirectory").Value;
        var volume = pod.Containers[0].VolumeMounts.Single(mount => mount.MountPath == folder).Name;
        Assert.Equal(Assert.Single(Manifests.OfType<V1PersistentVolumeClaim>()).Metadata.Name, pod.Volumes.Single(candidate => candidate.Name == volume).PersistentVolumeClaim.ClaimName);
        Assert.Equal(["assessment-signer"], Manifests.OfType<V1Deployment>().Where(deployment => deployment.Spec.Template.Spec.Volumes.Any(candidate => candidate.Secret?.SecretName == "assessment-ledger-key")).Select(deployment => deployment.Metadata.Name));
        Assert.Equal(LedgerSettings.Elsewhere, Assert.Single(Manifests.OfType<V1ConfigMap>()).Data["Assessment__Ledger__Signer"]);
        Assert.NotEqual(signer.Spec.Template.Metadata.Labels, Deployment("assessment").Spec.Template.Metadata.Labels);
    }

    private static V1Deployment Deployment(string name) => Manifests.OfType<V1Deployment>().Single(deployment => deployment.Metadata.Name == name);

    private static string PasswordOf(V1PodSpec pod) => pod.Containers[0].Env.Single(variable => variable.Name == "PGPASSWORD").ValueFrom.SecretKeyRef.Name;

    private static IEnumerable<V1PodSpec> Pods() =>
        [.. Manifests.OfType<V1Deployment>().Select(deployment => deployment.Spec.Template.Spec), .. Manifests.OfType<V1Job>().Select(job => job.Spec.Template.Spec)];

    private static IEnumerable<string> Files() => Directory.GetFiles(Repository.PathOf(Folder)).Select(file => Path.GetFileName(file));

    [GeneratedRegex(@"(?m)^\s*--.*\n")]
    private static partial Regex Comment();
}
