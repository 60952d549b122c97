using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>An apiVersion that the target version still serves and a later one will not.</summary>
public sealed class DeprecatedApi : IRule
{
    public string Id => "deprecated-api";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var resource in context.Part.Resources)
        {
            if (ApiVersions.Removal(resource.ApiVersion, resource.KindName) is { } removal
                && removal.RemovedIn > context.Cluster.KubernetesMinor)
            {
                yield return Describe(context, resource, removal);
            }
        }
    }

    private static Finding Describe(RuleContext context, Resource resource, ApiRemoval removal) =>
        context.At(resource, resource.Root.Find("apiVersion") ?? resource.NameNode,
            $"'{resource}' has apiVersion '{resource.ApiVersion}', which Kubernetes '1.{removal.RemovedIn}' no longer serves for this kind; the target is '1.{context.Cluster.KubernetesMinor}'") with
        {
            Label = $"gone in 1.{removal.RemovedIn}",
            Effect = "it works until the cluster is upgraded",
            Help = removal.Replacement is not { } replacement ? "plan without it: nothing replaces this kind"
                : removal.Change.Length > 0 ? $"use {replacement}, where {removal.Change}"
                : $"use {replacement}",
        };
}
