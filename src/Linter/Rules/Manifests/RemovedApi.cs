using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An apiVersion that the target Kubernetes version no longer serves.</summary>
public sealed class RemovedApi : IRule
{
    private static readonly NodePath Selector = NodePath.Parse("spec.selector");
    private static readonly NodePath TemplateLabels = NodePath.Parse("spec.template.metadata.labels");
    private static readonly NodePath RollbackTo = NodePath.Parse("spec.rollbackTo");

    public string Id => "removed-api";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var resource in context.Part.Resources)
        {
            if (ApiVersions.Removal(resource.ApiVersion, resource.KindName) is { } removal
                && removal.RemovedIn <= context.Cluster.KubernetesMinor)
            {
                yield return Describe(context, resource, removal);
            }
        }
    }

    private static Finding Describe(RuleContext context, Resource resource, ApiRemoval removal)
    {
        // The items of a DeploymentList need no apiVersion of their own.
        var written = resource.Root.Find("apiVersion");
        var instead = ApiVersions.ServedInstead(removal, context.Cluster.KubernetesMinor);
        var isAlike = instead is not null && instead == removal.Replacement && IsWrittenAlike(resource, removal);
        var edit = isAlike && written is { } node ? ScalarEdit.Replace(node, instead!) : null;
        return context.At(resource, written ?? resource.NameNode,
            $"'{resource}' has apiVersion '{resource.ApiVersion}', which Kubernetes '1.{removal.RemovedIn}' removed for this kind; the target is '1.{context.Cluster.KubernetesMinor}'") with
        {
            Label = $"not served since 1.{removal.RemovedIn}",
            Effect = $"nothing is created: kubectl answers no matches for kind \"{resource.KindName}\" in version \"{resource.ApiVersion}\"",
            Help = isAlike ? $"use {instead}" : HelpOf(resource, removal, instead),
            Fix = edit is null ? null : new Fix($"use {instead}", [edit], IsSafe: false),
        };
    }

    private static string HelpOf(Resource resource, ApiRemoval removal, string? instead)
    {
        if (instead is null)
            return removal.Replacement is null ? removal.Change : "remove it: nothing replaces this kind";
        if (removal.Change.Length == 0)
            return $"use {instead}";

        var labels = LabelSet.Read(resource.Find(TemplateLabels));
        return IsWorkload(removal) && !HasSelector(resource) && !labels.Pairs.IsEmpty
            ? $"use {instead}, where {removal.Change}: its matchLabels are those of the template, such as {labels}"
            : $"use {instead}, where {removal.Change}";
    }

    // What the replacement requires may be there already.
    private static bool IsWrittenAlike(Resource resource, ApiRemoval removal) => removal.HasSameShape
        || (IsWorkload(removal) && HasSelector(resource) && resource.Find(RollbackTo) is null)
        || (removal.Kind == "PodDisruptionBudget" && HasSelector(resource));

    private static bool IsWorkload(ApiRemoval removal) => removal.Kind is "Deployment" or "DaemonSet" or "ReplicaSet" or "StatefulSet";

    private static bool HasSelector(Resource resource) =>
        resource.Find(Selector) is { IsMapping: true } selector && selector.Entries.Count > 0;
}
